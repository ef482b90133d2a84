package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a run of random cut forest has the lines of SageMaker's, in its order (spec B5.3). */
class RandomCutForestLogTest {

  /** A line of the log without its time, and of {@code #metrics} the names of the figures. */
  private static String plain(String line) throws Exception {
    if (!line.startsWith("#metrics ")) {
      return line.replaceFirst("^\\[\\S+ \\S+ \\w+ \\d+] ", "");
    }
    JsonNode metrics =
        new ObjectMapper().readTree(line.substring("#metrics ".length())).get("Metrics");
    List<String> names = new ArrayList<>();
    metrics.fieldNames().forEachRemaining(names::add);
    return "#metrics " + names.stream().sorted().collect(Collectors.joining(" "));
  }

  @Test
  void linesComeInSageMakersOrder(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("train.csv");
    Files.writeString(
        data,
        IntStream.range(0, 2500).mapToObj(i -> i * 37 % 101 + "\n").collect(Collectors.joining()));
    Path run = folder.resolve("run");
    Cli.Outcome outcome =
        Cli.run(
            "run",
            "rcf",
            "--train",
            data.toString(),
            "--no-report",
            "--out",
            run.toString(),
            "--hp",
            "num_trees=50");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    List<String> lines = new ArrayList<>();
    JsonNode bytes = null;
    for (String line : Files.readAllLines(run.resolve("training.log"))) {
      lines.add(plain(line));
      if (line.contains("\"model.bytes\"")) {
        bytes = new ObjectMapper().readTree(line.substring("#metrics ".length()));
      }
    }
    assertThat(lines)
        .containsSubsequence(
            "Verifying hyperparamemters...",
            "Initializing Sampler...",
            "Sampler correctly initialized.",
            "#metrics initialize.time",
            "Sampling training data...",
            "Sampling training data completed.",
            "#metrics epochs update.time",
            "Early stop condition met. Stopping training.",
            "#progress_metric: host=algo-1, completed 100 % epochs",
            "Master node: building Random Cut Forest...",
            "Gathering samples...",
            "2500 samples gathered",
            "Building Random Cut Forest...",
            "#metrics finalize.time fit_model.time model.bytes",
            "Master node: Serializing the RandomCutForest model",
            "#metrics serialize_model.time",
            "Test data is not provided.",
            "#metrics setuptime totaltime");
    assertThat(lines.stream().filter(line -> line.startsWith("#metrics")))
        .as("five of times and two of the iterator")
        .hasSize(7);
    String info =
        lines.stream().filter(line -> line.contains("mem_size: ")).findFirst().orElseThrow();
    assertThat(info).endsWith("mem_size: " + bytes.at("/Metrics/model.bytes/sum").asLong() + "}");
  }

  /** A series that rises, of fewer rows than a mini-batch, under the names of its columns. */
  @Test
  void aRisingSeriesIsWarnedOfByName(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("rising.csv");
    Files.writeString(
        data,
        IntStream.range(0, 800)
            .mapToObj(i -> i + "," + i % 7 + "\n")
            .collect(Collectors.joining("", "level,day\n", "")));
    for (String partition : List.of("consecutive", "shuffled")) {
      Path run = folder.resolve(partition);
      Cli.Outcome outcome =
          Cli.run(
              "run",
              "rcf",
              "--train",
              data.toString(),
              "--no-report",
              "--json",
              "--out",
              run.toString(),
              "--hp",
              "orrery_partition=" + partition);
      assertThat(outcome.code()).as(outcome.err()).isZero();
      JsonNode record = new ObjectMapper().readTree(run.resolve("run.json").toFile());
      String warnings = record.findValue("warnings").toString();
      if (partition.equals("consecutive")) {
        assertThat(warnings)
            .contains("the trees' means of level typically lie 200")
            .contains("--hp orrery_partition=shuffled");
      } else {
        assertThat(warnings).isEqualTo("[]");
      }
      assertThat(record.toString())
          .contains("\"mini_batch_size\":\"1000\"")
          .doesNotContain("mini_batch_size' was left out");
    }
  }
}
