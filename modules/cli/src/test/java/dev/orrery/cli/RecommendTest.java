package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Factorization machines through the command line: trained, served, asked for items. */
class RecommendTest {

  @TempDir private static Path folder;

  private static String run;

  /** Users 0 to 5 and items 6 to 11: even users like even items, odd ones odd items. */
  @BeforeAll
  static void train() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int user = 0; user < 6; user++) {
      for (int item = 6; item < 12; item++) {
        rows.append(user % 2 == item % 2 ? 1 : 0)
            .append(' ')
            .append(user)
            .append(":1 ")
            .append(item)
            .append(":1\n");
      }
    }
    Path data = folder.resolve("likes.libsvm");
    Files.writeString(data, rows.toString());
    run = folder.resolve("run").toString();
    Cli.Outcome outcome =
        Cli.run(
            "run",
            "factorization-machines",
            "--train",
            data.toString(),
            "--test",
            data.toString(),
            "--hp",
            "num_factors=2",
            "--hp",
            "predictor_type=binary_classifier",
            "--hp",
            "epochs=300",
            "--hp",
            "factors_lr=0.05",
            "--hp",
            "factors_init_sigma=0.5",
            "--hp",
            "mini_batch_size=36",
            "--no-report",
            "--json",
            "--out",
            run);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().at("/metrics/test:binary_classification_accuracy").asDouble())
        .isEqualTo(1);
    assertThat(outcome.json().at("/metrics").fieldNames())
        .toIterable()
        .contains(
            "train:binary_f_beta",
            "test:binary_f_beta",
            "test:binary_classification_cross_entropy",
            "orrery:test_roc_auc");
    assertThat(Files.readString(folder.resolve("run/training.log")))
        .contains("test binary_f_1.000 <score>=1.0")
        .contains("[Sparse network] Building a sparse network.")
        .contains("epoch=0, batch=0 train binary_classification_cross_entropy <loss>=");
  }

  private static String context(String line) throws IOException {
    Path file = folder.resolve("context.jsonl");
    Files.writeString(file, line + "\n");
    return file.toString();
  }

  @Test
  void theItemsOfAContextByFallingScore() throws IOException {
    String user2 =
        context("{\"data\": {\"features\": {\"keys\": [2], \"shape\": [12], \"values\": [1]}}}");
    JsonNode json =
        Cli.run("recommend", run, "--data", user2, "--items", "6..11", "--top", "3", "--json")
            .json();

    assertThat(json.get("columns")).hasToString("[\"row\",\"rank\",\"item\",\"score\"]");
    assertThat(json.get("rows")).hasSize(3);
    for (JsonNode row : json.get("rows")) {
      assertThat(row.get(2).asInt() % 2).isZero();
      assertThat(row.get(3).asDouble()).isGreaterThan(0.5);
    }

    Path out = folder.resolve("best.csv");
    Cli.Outcome written =
        Cli.run("recommend", run, "--data", user2, "--items", "6..11", "--out", out.toString());
    assertThat(written.code()).isZero();
    assertThat(Files.readAllLines(out)).hasSize(7).first().isEqualTo("row,rank,item,score");
  }

  @Test
  void theItemsMostAlike() throws IOException {
    JsonNode rows =
        Cli.run("similar", run, "--item", "8", "--items", "6..11", "--top", "2", "--json")
            .json()
            .get("rows");

    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      assertThat(row.get(2).asInt()).isIn(6, 10);
      assertThat(row.get(3).asDouble()).isGreaterThan(0.5);
    }
  }

  @Test
  void theModelIsServedAndShown() throws IOException {
    String both =
        context(
            "{\"data\": {\"features\": {\"keys\": [2, 6], \"shape\": [12], \"values\": [1, 1]}}}");
    Path out = folder.resolve("answers.json");
    String[] predict = {
      "predict", run, "--data", both, "--accept", "application/json", "--out", out.toString()
    };
    assertThat(Cli.run(predict).code()).isZero();
    assertThat(Files.readString(out))
        .matches(
            "\\{\"predictions\": \\[\\{\"score\": 0\\.\\d+, \"predicted_label\": 1\\.0}]}\\s*");

    Cli.Outcome table = Cli.run("inspect", run, "--table", "factors");
    assertThat(table.out().lines()).hasSize(13).first().isEqualTo("feature,factor 1,factor 2");
    assertThat(Cli.run("inspect", run).out())
        .contains("symbol.json")
        .contains("arg:w1_weight")
        .contains("12 x 2");
  }

  @Test
  void replayedItIsTheSameToTheBit() {
    Cli.Outcome replay = Cli.run("replay", run);
    assertThat(replay.code()).as(replay.err()).isZero();
  }

  @Test
  void badArgumentsAreToldInOneSentence() {
    assertThat(Cli.run("similar", run, "--item", "12", "--items", "6..11").err())
        .contains("There is no feature '12'; expected 0 to 11");
    assertThat(Cli.run("similar", run, "--item", "1", "--items", "6-11").err())
        .contains("Expected the first and the last item, such as 300..419, not '6-11'");
    assertThat(Cli.run("similar", run, "--item", "1", "--items", "9..7").err())
        .contains("The first item, 9, lies behind the last, 7");
    Cli.Outcome none = Cli.run("similar", run, "--item", "1", "--items", "6..11", "--top", "0");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("At least 1 item must be asked for, not 0");
  }

  @Test
  void badTrainingIsToldInOneSentence() {
    String data = folder.resolve("likes.libsvm").toString();
    Cli.Outcome missing = Cli.run("run", "fm", "--train", data, "--hp", "predictor_type=regressor");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("No value(s) were specified for 'num_factors'");
    Cli.Outcome pipe =
        Cli.run(
            "run",
            "fm",
            "--train",
            data,
            "--hp",
            "predictor_type=regressor",
            "--hp",
            "num_factors=2",
            "--hp",
            "feature_dim=12",
            "--hp",
            "orrery_optimizer=als",
            "--input-mode",
            "Pipe");
    assertThat(pipe.code()).isEqualTo(2);
    assertThat(pipe.err()).contains("cannot read through a pipe");
    Cli.Outcome diverged =
        Cli.run(
            "run",
            "fm",
            "--train",
            data,
            "--hp",
            "predictor_type=regressor",
            "--hp",
            "num_factors=2",
            "--hp",
            "orrery_optimizer=sgd",
            "--hp",
            "factors_lr=1e20",
            "--hp",
            "factors_init_sigma=100",
            "--hp",
            "epochs=9",
            "--no-report",
            "--out",
            folder.resolve("diverged").toString());
    assertThat(diverged.code()).isEqualTo(2);
    assertThat(diverged.err()).contains("is not finite, at the learning rates");
  }
}
