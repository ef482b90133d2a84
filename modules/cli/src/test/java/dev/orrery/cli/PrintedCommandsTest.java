package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command that the documentation prints, a page's in order in one folder, which holds
 * the samples as a fresh checkout does. What took how long is in {@code
 * target/printed-commands.txt}.
 */
class PrintedCommandsTest {

  /** Their commands are run by RulesPageTest, which also reads what they print. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "docs/rules.md",
          "docs/extending/algorithm.md",
          "docs/extending/format.md",
          "docs/extending/backend.md");

  /** They ask the network or a browser. */
  private static final List<String> ATTENDED = List.of("notebook", "fetch", "--open");

  private static final Path ROOT = Path.of(System.getProperty("orrery.root"));
  private static final Path TIMES = Path.of("target", "printed-commands.txt").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeAll
  static void forgetTimes() throws IOException {
    Files.deleteIfExists(TIMES);
  }

  static List<String> pages() throws IOException {
    List<String> pages = new ArrayList<>();
    for (String page : PrintedCommand.pages(ROOT)) {
      if (!ELSEWHERE.contains(page) && !commands(page).isEmpty()) {
        pages.add(page);
      }
    }
    return pages;
  }

  static List<String> pagesWithSlowOnes() throws IOException {
    List<String> pages = new ArrayList<>();
    for (String page : pages()) {
      if (commands(page).stream().anyMatch(PrintedCommand::slow)) {
        pages.add(page);
      }
    }
    return pages;
  }

  private static List<PrintedCommand> commands(String page) throws IOException {
    return PrintedCommand.of(page, Files.readString(ROOT.resolve(page)));
  }

  /** Of those in a block {@code sh long} the options are checked. */
  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandRuns(String page) throws Exception {
    copySamples();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            PrintedPage.class.getName(),
            page,
            ROOT.toString(),
            TIMES.toString()));
    run(line, 10, 0, page);
  }

  /**
   * With the launcher, which builds what they need. Of those that somebody has to attend to, and of
   * whole benchmarks, which take hours, the options alone are checked.
   */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("pagesWithSlowOnes")
  void everySlowCommandRuns(String page) throws Exception {
    copySamples();
    for (PrintedCommand command : commands(page)) {
      if (!command.isOrrery()) {
        run(List.of("sh", "-c", command.text()), 10, 0, command.toString());
      } else if (command.slow() && !runsUnattended(command)) {
        Cli.understands(command.arguments());
      } else {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve("orrery").toString()));
        line.addAll(List.of(command.arguments()));
        run(line, 90, command.exitCode(), command.toString());
      }
    }
  }

  private static boolean runsUnattended(PrintedCommand command) {
    List<String> words = List.of(command.arguments());
    return words.stream().noneMatch(ATTENDED::contains)
        && (!words.contains("bench") || words.contains("--quick"));
  }

  /** A block that nothing runs would be a promise that nobody keeps. */
  @Test
  void noCommandHidesInABlockOfAnotherLanguage() throws IOException {
    for (String page : PrintedCommand.pages(ROOT)) {
      String fence = null;
      for (String line : Files.readAllLines(ROOT.resolve(page))) {
        if (line.startsWith("```")) {
          fence = fence == null ? line.substring(3).strip() : null;
        } else if (fence != null && !fence.startsWith("sh")) {
          assertThat(line).as(page).doesNotStartWith("./orrery ");
        }
      }
    }
  }

  private void copySamples() throws IOException {
    Path samples = ROOT.resolve("datasets");
    try (Stream<Path> files = Files.walk(samples)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("datasets").resolve(samples.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private void run(List<String> line, int minutes, int code, String what) throws Exception {
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().remove("ORRERY_RUNS");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(minutes, TimeUnit.MINUTES)).as("%s ends in time", what).isTrue();
      assertThat(process.exitValue()).as("%s%n%s", what, Files.readString(log)).isEqualTo(code);
    } finally {
      process.destroy();
      Files.deleteIfExists(log);
    }
  }
}
