package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Principal components through the command line. */
class PcaCommandTest {

  @TempDir private Path folder;

  private Cli.Outcome run(String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("run", "pca", "--out", folder.resolve("run").toString()),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static void refused(Cli.Outcome outcome, String sentence) {
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence);
  }

  @Test
  void theReportIsHeadedByTheFirstMetricOfTheTestChannel() throws IOException {
    assertThat(run("--train", "iris", "--test", "iris", "--hp", "num_components=2").code())
        .isZero();
    assertThat(folder.resolve("run/report.html"))
        .content()
        .contains("<p class=\"headline\">orrery:test_explained_variance_ratio 0.977685</p>");
  }

  @Test
  void trainsAnswersAndReplays() throws IOException {
    Cli.Outcome outcome =
        run(
            "--train",
            "iris",
            "--test",
            "iris",
            "--hp",
            "num_components=2",
            "--no-report",
            "--json");
    assertThat(outcome.code()).as(outcome.out()).isZero();
    JsonNode metrics = outcome.json().get("metrics");
    // scikit-learn 1.2.1: 0.9246 and 0.0531
    assertThat(metrics.get("orrery:train_explained_variance_ratio").asDouble())
        .isEqualTo(0.977685, within(1e-6));
    assertThat(metrics.get("orrery:test_explained_variance_ratio").asDouble())
        .isEqualTo(0.977685, within(1e-6));
    assertThat(Files.readString(folder.resolve("run/training.log")))
        .contains(
            "4 feature(s) found in 'data'.",
            "'mini_batch_size' was left out: 150",
            "#progress_metric: host=algo-1, completed 100.0 % of epochs");
    Path answers = folder.resolve("answers");
    Path one = folder.resolve("one.csv");
    Files.writeString(one, "5.1,3.5,1.4,0.2\n");
    String run = folder.resolve("run").toString();
    assertThat(
            Cli.run(
                    "predict",
                    run,
                    "--data",
                    one + "",
                    "--out",
                    answers + "",
                    "--accept",
                    "application/json")
                .code())
        .isZero();
    String text = Files.readString(answers);
    assertThat(text).startsWith("{\"projections\": [{\"projection\": [");
    JsonNode projection =
        new ObjectMapper().readTree(text).get("projections").get(0).get("projection");
    // scikit-learn: -2.684126 and 0.319397, here ascending
    assertThat(projection.get(0).asDouble()).isEqualTo(0.319397, within(1e-5));
    assertThat(projection.get(1).asDouble()).isEqualTo(-2.684126, within(1e-5));
    assertThat(Cli.run("replay", run).code()).isZero();
  }

  @Test
  void everyWayTrainsOnSeveralHosts() throws IOException {
    for (String way :
        new String[] {
          "algorithm_mode=regular", "algorithm_mode=randomized", "orrery_algorithm=range_finder"
        }) {
      Cli.Outcome outcome =
          Cli.run(
              "run",
              "pca",
              "--train",
              "wine",
              "--standardize",
              "--hosts",
              "3",
              "--split-rows",
              "--hp",
              "num_components=3",
              "--hp",
              way,
              "--no-report",
              "--json",
              "--out",
              folder.resolve(way).toString());
      assertThat(outcome.code()).as(outcome.out()).isZero();
      double kept =
          outcome.json().get("metrics").get("orrery:train_explained_variance_ratio").asDouble();
      // scikit-learn: 0.3620 + 0.1921 + 0.1112
      assertThat(kept).isBetween(way.contains("randomized") ? 0.45 : 0.6652, 0.66531);
    }
  }

  @Test
  void badInputGetsOneSentence() {
    refused(
        run("--train", "iris"),
        "No value(s) were specified for 'num_components' which are required hyperparameter(s)");
    refused(
        run("--train", "iris", "--hp", "num_components=5"),
        "'num_components' hyperparameter which expects at most feature_dim, 4");
    refused(
        run("--train", "iris", "--hp", "num_components=2", "--hp", "feature_dim=5"),
        "The value of feature_dim hyperparameter '5' doesn't match train data dimensionality '4'");
    refused(
        run("--train", "iris", "--hp", "num_components=2", "--hp", "algorithm_mode=exact"),
        "The value 'exact' is not valid for the 'algorithm_mode' hyperparameter");
    refused(run("--train", "iris", "--hp", "num_component=2"), "Did you mean 'num_components'?");
  }
}
