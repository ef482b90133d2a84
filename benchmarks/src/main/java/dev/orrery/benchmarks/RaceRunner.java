package dev.orrery.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Times the contenders of a race: those of the JVM through {@link RaceBenchmark}, each in a virtual
 * machine of its own, Python's as child processes.
 */
final class RaceRunner {

  private final Race race;
  private final int threads;
  private final boolean quick;
  private final Path folder;

  /**
   * A runner of one race.
   *
   * @param quick fewer shots
   * @param folder takes the harness's own results
   */
  RaceRunner(Race race, int threads, boolean quick, Path folder) {
    this.race = race;
    this.threads = threads;
    this.quick = quick;
    this.folder = folder;
  }

  /** Times a contender, or tells why it is absent. */
  RaceLine time(String contender) throws IOException {
    try {
      return Race.isPython(contender) ? python(contender) : jmh(contender);
    } catch (RunnerException e) {
      if (Race.library(contender).equals("orrery")) {
        throw new CustomerError(
            "JMH could not measure " + contender + ": " + e.getMessage(), null, e);
      }
      return RaceLine.absent(contender, "failed: " + e.getMessage());
    }
  }

  private RaceLine jmh(String contender) throws IOException, RunnerException {
    boolean slow = race.isSlow(contender);
    Path told = Files.createTempFile("orrery-quality-", ".txt");
    String file =
        (race.race() + "-" + race.size() + "-" + contender).replaceAll("[^a-z0-9_]+", "-");
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
                  "-Dorrery.quality=" + told)
              .warmupIterations(slow ? 1 : quick ? 4 : 5)
              .measurementIterations(slow ? 3 : quick ? 5 : 9)
              .shouldFailOnError(true)
              .verbosity(VerboseMode.SILENT)
              .resultFormat(ResultFormatType.JSON)
              .result(folder.resolve(file + ".json").toString())
              .build();
      Shots shots = Shots.of(new Runner(options).run());
      String[] reached = Files.readString(told).split(" ");
      double scale = Double.parseDouble(reached[2]);
      return new RaceLine(
          contender,
          shots.times(scale),
          Double.parseDouble(reached[0]),
          Long.parseLong(reached[1]),
          scale == 1 ? "" : "time scaled by " + Math.round(scale * 100) / 100.0);
    } finally {
      Files.deleteIfExists(told);
    }
  }

  private RaceLine python(String contender) throws IOException {
    RaceData data = RaceData.of(race.race(), race.sizes());
    Path exchange = Files.createTempDirectory("orrery-race-");
    try {
      write(data.train(), exchange.resolve("train.f32"), exchange.resolve("labels.f32"));
      write(data.test(), exchange.resolve("test.f32"), exchange.resolve("test-labels.f32"));
      String shots = race.isSlow(contender) ? "2" : quick ? "3" : "5";
      List<String> words =
          new ArrayList<>(
              List.of(contender, exchange.toString(), shots, Integer.toString(threads)));
      race.sizes().forEach((name, value) -> words.add(name + "=" + value));
      Optional<JsonNode> printed = PythonPeer.run("race_peers.py", threads, words);
      return printed
          .map(
              json ->
                  new RaceLine(
                      contender,
                      PythonPeer.shots(json),
                      json.get("quality").asDouble(),
                      -1,
                      "version " + json.get("version").asText()))
          .orElseGet(
              () ->
                  RaceLine.absent(
                      contender, "absent: Debian's python3-sklearn or python3-faiss is missing"));
    } finally {
      try (var files = Files.list(exchange)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(exchange);
    }
  }

  private static void write(Batch rows, Path features, Path labels) throws IOException {
    if (rows.rows() == 0) {
      return;
    }
    DenseMatrix dense = rows.features().toDense();
    PythonPeer.write(dense.values(), dense.offset(), dense.rows() * dense.columns(), features);
    if (rows.labels() != null) {
      PythonPeer.write(rows.labels(), 0, rows.labels().length, labels);
    }
  }
}
