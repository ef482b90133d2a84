package dev.orrery.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.io.AtomicFiles;
import dev.orrery.kernels.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Full-batch k-means side by side: ours, the JVM peers through {@link KMeansBenchmark},
 * scikit-learn as a child process where Debian's python3-sklearn is installed. Writes Markdown
 * tables.
 *
 * <p>Arguments: the file to write, and {@code full}, {@code quick} (the first table alone, without
 * the slowest peers) or rows, columns, k and iterations of one table as one word with blanks.
 */
public final class KMeansReport {

  /** Iterations that Smile is given where the others have more: one takes it many seconds. */
  private static final int SMILE_ITERATIONS = 3;

  private static final int SKLEARN_SHOTS = 5;

  private static final List<String> VARIANTS =
      List.of(
          "orrery-simd-lloyd",
          "orrery-simd-hamerly",
          "orrery-simd-elkan",
          "orrery-simd-exponion",
          "orrery-simd-shallot");

  private static final List<String> PEERS =
      List.of(
          "orrery-simd-lloyd", "orrery-scalar-lloyd", "scikit-learn", "elki", "tribuo", "smile");

  /** One table: a shape and who takes part. */
  private record Race(int rows, int columns, int k, int iterations, List<String> contenders) {}

  private record Line(
      String contender,
      double seconds,
      double spread,
      double inertia,
      long distances,
      String remark) {}

  private final int rows;
  private final int columns;
  private final int k;
  private final int iterations;
  private final int threads = Runtime.getRuntime().availableProcessors();

  private KMeansReport(Race race) {
    rows = race.rows();
    columns = race.columns();
    k = race.k();
    iterations = race.iterations();
  }

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    StringBuilder report = new StringBuilder("# K-means\n\n");
    report.append(HardwareCard.of(Machine.current()));
    report.append(
        """

        Full-batch Lloyd on rows of 100 overlapping Gaussian blobs, no tolerance, the first k rows as first centers;
        Tribuo and Smile choose their own. Median seconds and interquartile range of single shots after warm-up;
        `ratio` is theirs divided by ours. Equal inertia means equal work.
        """);
    for (Race race : races(List.of(arguments[1].split(" ")))) {
      report.append(new KMeansReport(race).run(race.contenders()));
    }
    AtomicFiles.write(Path.of(arguments[0]), report.toString());
  }

  private static List<Race> races(List<String> arguments) {
    return switch (arguments.getFirst()) {
      case "full" ->
          List.of(
              new Race(100_000, 64, 100, 20, PEERS),
              new Race(100_000, 64, 10, 20, PEERS.subList(0, 5)),
              new Race(100_000, 64, 1000, 20, List.of("orrery-simd-lloyd", "scikit-learn")),
              new Race(100_000, 64, 100, 20, VARIANTS),
              new Race(100_000, 8, 1000, 20, VARIANTS),
              new Race(100_000, 2, 100, 20, VARIANTS));
      case "quick" -> List.of(new Race(100_000, 64, 100, 20, PEERS.subList(0, 3)));
      default -> {
        List<Integer> n = arguments.stream().map(Integer::valueOf).toList();
        yield List.of(new Race(n.get(0), n.get(1), n.get(2), n.get(3), PEERS));
      }
    };
  }

  private String run(List<String> contenders) throws IOException, RunnerException {
    List<Line> lines = new ArrayList<>();
    for (String contender : contenders) {
      lines.add(contender.equals("scikit-learn") ? scikitLearn() : jmh(contender));
    }
    return table(lines);
  }

  private Line jmh(String contender) throws IOException, RunnerException {
    boolean smile = contender.equals("smile");
    boolean slow = smile || contender.equals("elki") || contender.equals("tribuo");
    int given = smile ? Math.min(iterations, SMILE_ITERATIONS) : iterations;
    Path quality = Files.createTempFile("orrery-quality-", ".txt");
    try {
      var options =
          new OptionsBuilder()
              .include(KMeansBenchmark.class.getSimpleName() + ".cluster")
              .param("contender", contender)
              .param("rows", Integer.toString(rows))
              .param("columns", Integer.toString(columns))
              .param("k", Integer.toString(k))
              .param("iterations", Integer.toString(given))
              .param("threads", Integer.toString(threads))
              .jvmArgsAppend(
                  "--add-modules=jdk.incubator.vector",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Xms4g",
                  "-Xmx4g",
                  "-Dorrery.quality=" + quality)
              .warmupIterations(slow ? 1 : 5)
              .measurementIterations(slow ? 3 : 9)
              .shouldFailOnError(true)
              .build();
      Shots shots = Shots.of(new Runner(options).run());
      double scale = (double) iterations / given;
      String[] reached = Files.readString(quality).split(" ");
      return line(
          contender,
          shots.times(scale),
          Double.parseDouble(reached[0]),
          Long.parseLong(reached[1]),
          given == iterations ? "" : given + " iterations, time scaled to " + iterations);
    } finally {
      Files.deleteIfExists(quality);
    }
  }

  private Line scikitLearn() throws IOException {
    Path data = Files.createTempFile("orrery-blobs-", ".f32");
    try {
      DenseMatrix blobs = Blobs.of(rows, columns, 100, 1);
      PythonPeer.write(blobs.values(), blobs.offset(), rows * columns, data);
      Optional<JsonNode> printed =
          PythonPeer.run(
              "sklearn_kmeans.py",
              threads,
              List.of(
                  data.toString(),
                  Integer.toString(rows),
                  Integer.toString(columns),
                  Integer.toString(k),
                  Integer.toString(iterations),
                  Integer.toString(SKLEARN_SHOTS)));
      return printed
          .map(
              json ->
                  line(
                      "scikit-learn",
                      PythonPeer.shots(json),
                      json.get("inertia").asDouble(),
                      -1,
                      "float32, version " + json.get("version").asText()))
          .orElse(
              new Line(
                  "scikit-learn",
                  Double.NaN,
                  Double.NaN,
                  Double.NaN,
                  -1,
                  "absent: install python3-sklearn"));
    } finally {
      Files.deleteIfExists(data);
    }
  }

  private static Line line(
      String contender, Shots shots, double inertia, long distances, String remark) {
    return new Line(contender, shots.median(), shots.spread(), inertia, distances, remark);
  }

  private String table(List<Line> lines) {
    double ours = lines.getFirst().seconds();
    double every = lines.getFirst().distances();
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%n## %,d x %d float32, k = %d, %d iterations, %d threads%n%n",
            rows,
            columns,
            k,
            iterations,
            threads));
    table.append("| contender | seconds | spread | ratio | distances computed | inertia | |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    for (Line line : lines) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %.3f | %.2f | %s | %.6g | %s |%n",
              line.contender(),
              line.seconds(),
              line.spread(),
              line.seconds() / ours,
              line.distances() < 0
                  ? ""
                  : String.format(Locale.ROOT, "%.1f %%", 100 * line.distances() / every),
              line.inertia(),
              line.remark()));
    }
    return table.toString();
  }
}
