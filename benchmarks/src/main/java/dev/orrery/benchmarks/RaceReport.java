package dev.orrery.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.kernels.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Nearest neighbours, principal components, linear models, factorization machines and forests side
 * by side with their peers: the JVM's through {@link RaceBenchmark}, Python's as child processes
 * where Debian's packages are installed. Writes Markdown tables.
 *
 * <p>Arguments: the file to write, and in one word with blanks {@code full} or {@code quick}
 * (without the slow peers) and, if not all, the names of races.
 */
public final class RaceReport {

  private static final int PYTHON_SHOTS = 5;

  /** Peers that take many seconds for one shot. */
  private static final Set<String> SLOW =
      Set.of("smile", "tribuo", "elki", "sklearn-full", "aws-update", "aws-score", "aws-both");

  private static final Set<String> PYTHON =
      Set.of(
          "faiss-flat",
          "sklearn-brute",
          "numpy-eigh",
          "faiss-pca",
          "sklearn-randomized",
          "sklearn-full",
          "sklearn-sgd");

  /** One table: a race, its sizes and who takes part, ours first. */
  private record Race(
      String race, String title, String quality, String size, List<String> contenders) {}

  private record Line(
      String contender, double seconds, double spread, double quality, String remark) {}

  private static final List<Race> RACES =
      List.of(
          new Race(
              "knn",
              "KNN, exact: the 10 nearest of 100,000 x 64 for 2,000 queries",
              "accuracy",
              "rows=100000,columns=64,queries=2000,k=10",
              List.of("orrery-simd", "faiss-flat", "sklearn-brute", "elki", "tribuo", "smile")),
          new Race(
              "knn",
              "KNN, exact: the 10 nearest of 20,000 x 784 for 1,000 queries",
              "accuracy",
              "rows=20000,columns=784,queries=1000,k=10",
              List.of("orrery-simd", "faiss-flat", "sklearn-brute", "elki", "tribuo", "smile")),
          new Race(
              "pca",
              "PCA: 60,000 x 784 to 50 components",
              "variance kept",
              "rows=60000,columns=784,components=50",
              List.of(
                  "orrery-simd-regular",
                  "orrery-simd-range_finder",
                  "orrery-simd-randomized",
                  "numpy-eigh",
                  "faiss-pca",
                  "sklearn-randomized",
                  "sklearn-full",
                  "smile")),
          new Race(
              "pca",
              "PCA: 200,000 x 128 to 10 components",
              "variance kept",
              "rows=200000,columns=128,components=10",
              List.of(
                  "orrery-simd-regular",
                  "orrery-simd-range_finder",
                  "orrery-simd-randomized",
                  "numpy-eigh",
                  "faiss-pca",
                  "sklearn-randomized",
                  "sklearn-full",
                  "smile")),
          new Race(
              "linear",
              "Logistic regression: one epoch over 200,000 x 100",
              "accuracy after 5 epochs",
              "rows=200000,columns=100,queries=20000,epochs=5",
              List.of("orrery-simd-1", "orrery-simd-32", "sklearn-sgd", "tribuo")),
          new Race(
              "fm",
              "Factorization machine: one epoch over 500,000 ratings, 12 active of 15,200 features, 16"
                  + " factors",
              "RMSE after 5 epochs",
              "rows=500000,queries=50000,epochs=5",
              List.of("orrery-simd", "tribuo")),
          forest("update", "a stream of 50,000 points taken in"),
          forest("score", "50,000 points scored"),
          forest("both", "each of 50,000 points scored, then taken in"));

  private static Race forest(String task, String title) {
    return new Race(
        "forest",
        "Random cut forest, 10 dimensions, 100 trees of 256: " + title,
        "ROC AUC",
        "rows=50000,columns=10",
        List.of("orrery-simd-" + task, "aws-" + task));
  }

  private final Race race;
  private final int threads = Runtime.getRuntime().availableProcessors();

  private RaceReport(Race race) {
    this.race = race;
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    StringBuilder report = new StringBuilder("# Races\n\n");
    report.append(HardwareCard.of(Machine.current()));
    report.append(
        """

        Median seconds and interquartile range of single shots after warm-up; `ratio` is theirs divided by that of the
        first line. Equal quality means equal work.
        """);
    Set<String> asked = Set.of(arguments[1].split(" "));
    boolean all = RACES.stream().noneMatch(race -> asked.contains(race.race()));
    for (Race race : RACES) {
      if (all || asked.contains(race.race())) {
        report.append(new RaceReport(race).run(asked.contains("quick")));
        AtomicFiles.write(Path.of(arguments[0]), report.toString());
      }
    }
  }

  private String run(boolean quick) throws IOException, RunnerException {
    List<Line> lines = new ArrayList<>();
    for (String contender : race.contenders()) {
      if (!quick || !SLOW.contains(contender)) {
        lines.add(PYTHON.contains(contender) ? python(contender) : jmh(contender));
      }
    }
    return table(lines);
  }

  private Line jmh(String contender) throws IOException, RunnerException {
    boolean slow = SLOW.contains(contender);
    Path quality = Files.createTempFile("orrery-quality-", ".txt");
    try {
      var options =
          new OptionsBuilder()
              .include(RaceBenchmark.class.getSimpleName() + ".run")
              .param("race", race.race())
              .param("contender", contender)
              .param("size", race.size())
              .param("threads", Integer.toString(threads))
              .jvmArgsAppend(
                  "--add-modules=jdk.incubator.vector",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xms5g",
                  "-Xmx5g",
                  "-XX:+AlwaysPreTouch",
                  "-Dorrery.quality=" + quality)
              .warmupIterations(slow ? 1 : 5)
              .measurementIterations(slow ? 3 : 9)
              .shouldFailOnError(true)
              .build();
      Shots shots = Shots.of(new Runner(options).run());
      return new Line(
          contender,
          shots.median(),
          shots.spread(),
          Double.parseDouble(Files.readString(quality)),
          "");
    } finally {
      Files.deleteIfExists(quality);
    }
  }

  private Line python(String contender) throws IOException {
    Map<String, Integer> sizes = RaceData.sizes(race.size());
    RaceData data = RaceData.of(race.race(), sizes);
    Path folder = Files.createTempDirectory("orrery-race-");
    try {
      write(data.train(), folder.resolve("train.f32"), folder.resolve("labels.f32"));
      write(data.test(), folder.resolve("test.f32"), folder.resolve("test-labels.f32"));
      List<String> words =
          new ArrayList<>(
              List.of(
                  contender,
                  folder.toString(),
                  Integer.toString(SLOW.contains(contender) ? 2 : PYTHON_SHOTS),
                  Integer.toString(threads)));
      sizes.forEach((name, value) -> words.add(name + "=" + value));
      Optional<JsonNode> printed = PythonPeer.run("race_peers.py", threads, words);
      if (printed.isEmpty()) {
        return new Line(
            contender,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            "absent: install python3-sklearn and python3-faiss");
      }
      Shots shots = PythonPeer.shots(printed.get());
      return new Line(
          contender,
          shots.median(),
          shots.spread(),
          printed.get().get("quality").asDouble(),
          "version " + printed.get().get("version").asText());
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static void write(Batch rows, Path features, Path labels) throws IOException {
    DenseMatrix dense = rows.features().toDense();
    PythonPeer.write(dense.values(), dense.offset(), dense.rows() * dense.columns(), features);
    PythonPeer.write(rows.labels(), 0, rows.labels().length, labels);
  }

  private String table(List<Line> lines) {
    double ours = lines.getFirst().seconds();
    StringBuilder table = new StringBuilder();
    table.append("%n## %s%n%n%d threads.%n%n".formatted(race.title(), threads));
    table.append("| contender | seconds | spread | ratio | %s | |%n".formatted(race.quality()));
    table.append("|---|---|---|---|---|---|\n");
    for (Line line : lines) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.3f | %.2f | %.4f | %s |%n",
              line.contender(),
              line.seconds(),
              line.spread(),
              line.seconds() / ours,
              line.quality(),
              line.remark()));
    }
    return table.toString();
  }
}
