package dev.orrery.cli.notebook;

import dev.orrery.cli.Home;
import dev.orrery.cli.Json;
import dev.orrery.cli.OutputOptions;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery notebook}: Jupyter with our kernel, and notebooks without a screen. */
@Command(
    name = "notebook",
    description =
        "Open the notebooks in Jupyter, with a Java kernel that is lent to it for this start alone;"
            + " or run them without a screen. The first time it fetches the kernel.",
    footer = {
      "",
      "Examples:",
      "  orrery notebook",
      "  orrery notebook kmeans",
      "  orrery notebook --list",
      "  orrery notebook --execute kmeans",
      "  orrery notebook --check"
    })
public final class NotebookCommand implements Callable<Integer> {

  private static final String SUFFIX = ".ipynb";

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description =
          "Notebooks, by name or as files: the one to open, or those to run (default: all).")
  private List<String> names = List.of();

  @ArgGroup(exclusive = true)
  private Action action = new Action();

  /** What to do other than to open Jupyter. */
  private static final class Action {
    @Option(names = "--list", description = "List the notebooks.")
    private boolean list;

    @Option(
        names = "--execute",
        description =
            "Run them from top to bottom without a screen, answers of exercises included, and write"
                + " their outputs into the files.")
    private boolean execute;

    @Option(
        names = "--check",
        description =
            "Run them so, and say whether the files hold the same outputs; write nothing.")
    private boolean check;

    @Option(
        names = "--from",
        paramLabel = "FILE",
        description =
            "Make a notebook of the text form: Markdown whose blocks of Java are the cells.")
    private Path from;

    @Option(names = "--text", description = "Print the text form of a notebook.")
    private boolean text;
  }

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Home.path().resolve("notebooks");
    if (!Files.isDirectory(folder)) {
      throw new CustomerError(
          "The notebooks are not there; they come with a checkout of Orrery", folder.toString());
    }
    if (action.list) {
      return list(folder);
    }
    if (action.from != null) {
      return make(folder);
    }
    if (action.text) {
      for (Path file : files(folder)) {
        out().print(NotebookText.of(NotebookFile.read(file)));
      }
      out().flush();
      return 0;
    }
    return action.execute || action.check ? run(folder) : open(folder);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private int list(Path folder) throws IOException {
    Map<String, String> titles = new LinkedHashMap<>();
    for (Path file : all(folder)) {
      titles.put(name(file), title(file));
    }
    if (output.json) {
      out().println(Json.line(titles));
      return 0;
    }
    int width = titles.keySet().stream().mapToInt(String::length).max().orElse(0);
    titles.forEach(
        (name, title) ->
            out().println("  " + name + " ".repeat(width + 2 - name.length()) + title));
    return 0;
  }

  /** The first heading. */
  private static String title(Path file) throws IOException {
    return NotebookFile.read(file).cells().stream()
        .filter(cell -> !cell.isCode())
        .flatMap(cell -> cell.source().lines())
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2).strip())
        .findFirst()
        .orElse("");
  }

  private int make(Path folder) throws IOException {
    String name = action.from.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    Path file = folder.resolve(name + SUFFIX);
    NotebookText.parse(Files.readString(action.from), action.from.toString()).write(file);
    out().println(output.json ? Json.line(Map.of("notebook", file.toString())) : "Made " + file);
    return 0;
  }

  private int run(Path folder) throws IOException, InterruptedException {
    List<Path> files = files(folder);
    List<String> converter = Jupyter.requiredConverter();
    Map<String, Object> told = new LinkedHashMap<>();
    boolean same = true;
    try (LentKernel kernel = kernel(folder)) {
      NotebookRunner runner = new NotebookRunner(converter, kernel);
      for (Path file : files) {
        long began = System.nanoTime();
        NotebookFile run = runner.run(file);
        long seconds = Math.round((System.nanoTime() - began) / 1e9);
        List<String> differences = NotebookRunner.differences(file, run);
        same &= differences.isEmpty();
        if (action.execute) {
          run.write(file);
        }
        told.put(name(file), Map.of("seconds", seconds, "differences", differences));
        if (!output.json) {
          out()
              .println(
                  name(file)
                      + ": ran in "
                      + seconds
                      + " s, "
                      + (differences.isEmpty() ? "the same outputs" : "other outputs"));
          if (action.check) {
            differences.forEach(out()::println);
          }
          out().flush();
        }
      }
    }
    if (output.json) {
      out().println(Json.line(told));
    }
    if (action.check && !same) {
      throw new CustomerError(
          "The outputs in the files are not those of this run; --execute writes them", "--check");
    }
    return 0;
  }

  private int open(Path folder) throws IOException, InterruptedException {
    if (names.size() > 1) {
      throw new CustomerError("Expected one notebook to open", String.join(" ", names));
    }
    List<String> words = new ArrayList<>(Jupyter.requiredServer());
    words.add("--ip=127.0.0.1");
    words.add("-y"); // Ctrl-C is the answer, not a question
    words.add("--notebook-dir=" + folder);
    if ("root".equals(System.getProperty("user.name"))) {
      words.add("--allow-root"); // else it refuses; the address and the token guard it
    }
    if (!names.isEmpty()) {
      words.add(files(folder).getFirst().toString());
    }
    try (LentKernel kernel = kernel(folder)) {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectInput(ProcessBuilder.Redirect.from(Jupyter.nothing()))
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      kernel.lendTo(builder);
      try (ChildProcess server = new ChildProcess(builder.start(), kernel::close)) {
        int code = server.waitFor();
        return code == 0 ? 0 : 1;
      }
    }
  }

  private static LentKernel kernel(Path folder) throws IOException {
    Path jars = folder.resolve("target/kernel");
    if (!Files.isDirectory(jars)) {
      throw new CustomerError(
          "The kernel is not built; start it by ./orrery notebook in a checkout of Orrery, which"
              + " builds it",
          jars.toString());
    }
    try (Stream<Path> all = Files.list(jars)) {
      return LentKernel.of(
          all.map(Path::toString).filter(jar -> jar.endsWith(".jar")).sorted().toList(),
          Home.path());
    }
  }

  /** The notebooks that were named, or all. */
  private List<Path> files(Path folder) throws IOException {
    if (names.isEmpty()) {
      return all(folder);
    }
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path file =
          name.endsWith(SUFFIX) && Files.isRegularFile(Path.of(name))
              ? Path.of(name).toAbsolutePath()
              : folder.resolve(name.endsWith(SUFFIX) ? name : name + SUFFIX);
      if (!Files.isRegularFile(file)) {
        throw new CustomerError(
            "There is no such notebook; there are "
                + String.join(", ", all(folder).stream().map(NotebookCommand::name).toList()),
            name);
      }
      files.add(file);
    }
    return files;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(SUFFIX, "");
  }

  /** All notebooks of a folder, by name. */
  public static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }
}
