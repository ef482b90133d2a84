package dev.orrery.cli;

import dev.orrery.cli.bench.BenchRequest;
import dev.orrery.cli.bench.BenchResult;
import dev.orrery.cli.bench.BenchSuite;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery bench}: the JMH benchmarks, of kernels and of algorithms beside their peers. */
@Command(
    name = "bench",
    description =
        "Measure the kernels of every backend, how the cost of the algorithms grows, or the training"
            + " and prediction of an algorithm beside its peers, with JMH. The first time it fetches"
            + " the peers and builds the benchmarks.",
    footer = {
      "",
      "Examples:",
      "  orrery bench kernels --quick",
      "  orrery bench scaling --quick",
      "  orrery bench kmeans --peers smile,tribuo,elki",
      "  orrery bench knn --peers all --quick --json"
    })
final class BenchCommand implements Callable<Integer> {

  private static final int WIDTH = 100;

  @Parameters(
      paramLabel = "SUBJECT",
      arity = "1",
      description =
          "kernels, scaling, or an algorithm: kmeans, knn, pca, linear-learner,"
              + " factorization-machines, randomcutforest.")
  private String subject;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "NAME",
      description =
          "Libraries to race against, or all: smile, tribuo, elki, aws, scikit-learn, faiss, numpy.")
  private List<String> peers = List.of();

  @Option(
      names = "--backends",
      split = ",",
      paramLabel = "NAME",
      description = "Backends to measure the kernels of (default: all that are available).")
  private List<String> backends = List.of();

  @Option(names = "--quick", description = "Smaller and fewer measurements.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where pictures, tables and the harness's results go (default: bench/SUBJECT).")
  private Path folder;

  @Option(
      names = "--publish",
      paramLabel = "FILE",
      description =
          "A Markdown file such as benchmarks/RESULTS.md, whose part for SUBJECT takes the tables;"
              + " a new part is added at its end. The pictures go into a folder beside it.")
  private Path publish;

  @Mixin private ThreadOptions threads;

  @Mixin private OutputOptions output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BenchSuite suite =
        ServiceLoader.load(BenchSuite.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new CustomerError(
                        "the benchmarks are not loaded; start them by ./orrery bench in a checkout"
                            + " of Orrery, which builds them",
                        "bench"));
    check("SUBJECT", List.of(subject), suite.subjects());
    List<String> known = new ArrayList<>(suite.peers());
    known.add("all");
    check("--peers", peers, known);
    if (publish != null) {
      ResultsFile.check(publish);
    }
    Path to = folder == null ? Path.of("bench", subject) : folder;
    Files.createDirectories(to);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean watched = Terminal.ofErrors();
    Consumer<String> progress =
        line -> {
          if (watched) {
            err.print("\r" + Text.format("%-" + WIDTH + "s", line));
            err.flush();
          }
        };
    BenchResult result;
    // What the peers print in their own processes comes through the harness to standard output,
    // which belongs to the result alone.
    PrintStream standard = System.out;
    System.setOut(System.err);
    try {
      result =
          suite.run(
              new BenchRequest(subject, peers, backends, quick, threads.count(), to), progress);
    } finally {
      System.setOut(standard);
    }
    progress.accept("");
    if (watched) {
      err.print("\r");
      err.flush();
    }
    Path table = to.resolve("results.md");
    AtomicFiles.write(table, result.markdown());
    Path json = to.resolve("results.json");
    AtomicFiles.write(
        json,
        file -> file.write((Json.line(result.json()) + "\n").getBytes(StandardCharsets.UTF_8)));
    if (publish != null) {
      ResultsFile.publish(publish, subject, result.markdown(), result.files());
    }
    if (output.json) {
      out.println(Json.line(result.json()));
    } else {
      out.println(result.markdown());
      out.println("  table    " + table);
      out.println("  figures  " + json);
      result.files().forEach(file -> out.println("  file     " + file));
    }
    return 0;
  }

  private static void check(String where, List<String> given, List<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new CustomerError(
            "there is no '" + name + "'; choose from " + String.join(", ", known), where);
      }
    }
  }
}
