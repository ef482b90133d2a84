package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A page followed without Maven: its files are compiled against the class path of the tests, and
 * its commands run with them on the class path.
 */
final class FollowedPage {

  private static final Path ROOT = Path.of(System.getProperty("orrery.root"));

  private final Page page;
  private final Path sources;
  private final Path classes;
  private final Path work;

  /**
   * Writes and compiles what the page prints.
   *
   * @param name of the page under {@code docs}
   * @param folder an empty folder
   */
  FollowedPage(String name, Path folder) throws IOException {
    page = Page.read(ROOT.resolve("docs").resolve(name));
    sources = Files.createDirectory(folder.resolve("checkout"));
    classes = Files.createDirectory(folder.resolve("classes"));
    work = Files.createDirectory(folder.resolve("work"));
    copyLessons();
    List<String> written = page.follow(ROOT, sources);
    if (written.stream().noneMatch(path -> path.endsWith(".java"))) {
      return;
    }
    compile(written.stream().filter(path -> path.endsWith(".java")).toList());
    for (String path : written) {
      int at = path.indexOf("/src/main/resources/");
      if (at >= 0) {
        Path to = classes.resolve(path.substring(at + "/src/main/resources/".length()));
        Files.createDirectories(to.getParent());
        Files.copy(sources.resolve(path), to);
      } else if (!path.startsWith("modules/") && !path.equals("pom.xml")) {
        Path to = work.resolve(path);
        Files.createDirectories(to.getParent());
        Files.copy(sources.resolve(path), to);
      }
    }
  }

  /** The data of the lessons, where a reader has it. */
  private void copyLessons() throws IOException {
    Path to = Files.createDirectories(work.resolve("datasets/lessons"));
    try (Stream<Path> files = Files.list(ROOT.resolve("datasets/lessons"))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** What the page prints. */
  Page page() {
    return page;
  }

  private void compile(List<String> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-sourcepath",
            testSources(files),
            "--release",
            "25",
            "-proc:none",
            "-Xlint:all,-processing,-classfile,-path",
            "-Werror");
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      List<File> paths = files.stream().map(path -> sources.resolve(path).toFile()).toList();
      StringWriter said = new StringWriter();
      boolean done =
          compiler
              .getTask(
                  said, manager, null, options, null, manager.getJavaFileObjectsFromFiles(paths))
              .call();
      assertThat(done).as(said.toString()).isTrue();
    }
  }

  /** The folders of tests that the page adds to, for what they share. */
  private static String testSources(List<String> files) {
    return files.stream()
        .filter(path -> path.contains("/src/test/java/"))
        .map(path -> path.substring(0, path.indexOf("/src/test/java/")) + "/src/test/java")
        .distinct()
        .map(path -> ROOT.resolve(path).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Runs the page's commands of Orrery, then tests, in one process, in a folder that has the page's
   * data; holds what the commands print to the block of text below each. What command number i
   * printed stays in {@code ../results/i.out}.
   *
   * @param tests names of tests that the page prints
   * @return where they ran
   */
  Path run(String... tests) throws IOException, InterruptedException {
    List<String> commands = new ArrayList<>();
    List<List<String>> told = new ArrayList<>();
    for (Page.Block block : page.blocks()) {
      if (block.language().equals("sh")) {
        for (String command : block.commands()) {
          if (command.startsWith("./orrery ")) {
            commands.add(command.substring("./orrery ".length()));
            told.add(List.of());
          }
        }
      } else if (block.language().equals("text") && block.info().isEmpty()) {
        told.set(told.size() - 1, block.content());
      }
    }
    assertThat(commands).isNotEmpty();
    for (String test : tests) {
      commands.add(CommandRunner.TEST + test);
      told.add(List.of());
    }
    Path results = Files.createDirectory(work.resolveSibling("results"));
    Path list = Files.write(work.resolveSibling("commands"), commands);
    runAll(list, results);
    for (int i = 0; i < commands.size(); i++) {
      String err = Files.readString(results.resolve(i + ".err"));
      assertThat(results.resolve(i + ".code")).as(commands.get(i) + err).hasContent("0");
      PrintedOutput.check(
          commands.get(i), told.get(i), Files.readString(results.resolve(i + ".out")));
    }
    return work;
  }

  private void runAll(Path commands, Path results) throws IOException, InterruptedException {
    List<String> call =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dorrery.home=" + ROOT,
                "-Dorrery.runs=runs",
                "-cp",
                classes + File.pathSeparator + classPath(),
                CommandRunner.class.getName(),
                commands.toString(),
                results.toString())
            .toList();
    Path said = results.resolveSibling("said");
    Process process =
        new ProcessBuilder(call)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(said)).isTrue();
  }

  /** The class path of the tests, whatever folder they run in. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
