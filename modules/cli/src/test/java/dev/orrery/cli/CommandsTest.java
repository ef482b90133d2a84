package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on real data, as a person or a script calls it. */
class CommandsTest {

  @TempDir private Path folder;

  private Path path(String name) {
    return folder.resolve(name);
  }

  private Cli.Outcome train(String name, String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "run",
                    "kmeans",
                    "--train",
                    "iris",
                    "--hp",
                    "k=3",
                    "--json",
                    "--out",
                    path(name).toString()),
                Stream.of(more))
            .toList();
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void runPrintsOneJsonObjectAndWritesTheRunFolder() throws IOException {
    Cli.Outcome outcome = train("a", "--test", "iris");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = outcome.json();
    assertThat(json.get("algorithm").asText()).isEqualTo("kmeans");
    assertThat(json.get("status").asText()).isEqualTo("Completed");
    assertThat(json.get("run").asText()).isEqualTo(path("a").toString());
    assertThat(json.get("seed").asLong()).isZero();
    assertThat(json.get("backend").asText()).isIn("simd", "scalar");
    assertThat(json.get("seconds").asDouble()).isPositive();
    JsonNode metrics = json.get("metrics");
    // The best of 20 of an independent implementation is 78.851441 over 150 rows.
    assertThat(metrics.get("test:msd").asDouble()).isBetween(0.5256, 0.5256 * 1.05);
    assertThat(metrics.get("orrery:train_msd").asDouble())
        .isEqualTo(metrics.get("test:msd").asDouble());
    assertThat(metrics.has("train:msd")).isTrue();
    for (String file :
        List.of("run.json", "metrics.jsonl", "training.log", "model.tar.gz", "report.html")) {
      assertThat(path("a").resolve(file)).as(file).isNotEmptyFile();
    }
    assertThat(path("a").resolve("checkpoint.bin")).doesNotExist();
    assertThat(Files.readString(path("a").resolve("training.log")))
        .containsPattern("#quality_metric: host=\\S+, test msd <loss>=\\S+")
        .containsPattern("#progress_metric: host=\\S+, completed 100.0 %");
  }

  @Test
  void plainOutputIsSageMakersLogAndASummary() {
    Cli.Outcome outcome =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            "iris",
            "--hp",
            "k=3",
            "--no-report",
            "--out",
            path("a").toString());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .containsPattern("#quality_metric: host=algo-1, train msd <loss>=\\S+")
        .contains("K-means on iris: Completed")
        .contains(path("a").toString());
    assertThat(path("a").resolve("report.html")).doesNotExist();
  }

  @Test
  void replayFindsTheSameModelWhateverTheThreads() throws IOException {
    assertThat(train("a", "--threads", "1").code()).isZero();
    Cli.Outcome replay = Cli.run("replay", path("a").toString(), "--threads", "3", "--json");
    assertThat(replay.code()).as(replay.err()).isZero();
    assertThat(replay.json().get("same").asBoolean()).isTrue();
    assertThat(replay.json().get("differences")).isEmpty();
  }

  @Test
  void replayNoticesThatTheDataChanged() throws IOException {
    Path data = path("data.csv");
    Files.writeString(data, "1,2\n3,4\n5,6\n");
    Cli.Outcome run =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            data.toString(),
            "--hp",
            "k=2",
            "--no-report",
            "--json",
            "--out",
            path("r").toString());
    assertThat(run.code()).as(run.out()).isZero();
    Files.writeString(data, "1,2\n3,4\n5,7\n");
    Cli.Outcome replay = Cli.run("replay", path("r").toString());
    assertThat(replay.code()).isEqualTo(2);
    assertThat(replay.err()).contains("is not what the run was made with").contains("data.csv");
  }

  @Test
  void predictAnswersInSageMakersShapes() throws IOException {
    assertThat(train("a").code()).isZero();
    Path lines = path("answers.jsonl");
    Cli.Outcome outcome =
        Cli.run(
            "predict", path("a").toString(), "--data", "iris", "--out", lines.toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().get("rows").asInt()).isEqualTo(150);
    List<String> answers = Files.readAllLines(lines);
    assertThat(answers).hasSize(150);
    assertThat(answers.getFirst())
        .matches("\\{\"closest_cluster\": [012]\\.0, \"distance_to_cluster\": \\d+\\.\\d+}");

    Path csv = path("answers.csv");
    Cli.run(
        "predict",
        path("a").resolve("model.tar.gz").toString(),
        "--data",
        "iris",
        "--accept",
        "text/csv",
        "--out",
        csv.toString());
    assertThat(Files.readAllLines(csv).getFirst()).matches("[012]\\.0,\\d+\\.\\d+");

    Path json = path("answers.json");
    Cli.run(
        "predict",
        path("a").toString(),
        "--data",
        "iris",
        "--accept",
        "application/json",
        "--integer-labels",
        "--out",
        json.toString());
    JsonNode root = new ObjectMapper().readTree(Files.readString(json));
    assertThat(root.get("predictions")).hasSize(150);
  }

  @Test
  void aStoppedRunSaysSoAndResumesToTheUndisturbedModel() throws IOException {
    // Enough epochs that it cannot be done within a hundredth of a second.
    String[] long_ = {
      "run",
      "kmeans",
      "--train",
      "letter-recognition",
      "--hp",
      "k=10",
      "--hp",
      "epochs=40",
      "--hp",
      "mini_batch_size=500",
      "--no-report",
      "--json",
      "--out"
    };
    Cli.Outcome whole = Cli.run(append(long_, path("whole").toString()));
    assertThat(whole.code()).as(whole.err()).isZero();

    Cli.Outcome stopped = Cli.run(append(long_, path("part").toString(), "--max-seconds", "0.05"));
    assertThat(stopped.code()).isZero();
    assertThat(stopped.json().get("status").asText()).isEqualTo("Stopped");
    assertThat(stopped.json().get("reason").asText()).contains("--max-seconds");
    assertThat(path("part").resolve("checkpoint.bin")).isNotEmptyFile();
    assertThat(path("part").resolve("model.tar.gz")).doesNotExist();
    assertThat(Cli.run("predict", path("part").toString(), "--data", "iris").err())
        .contains("The run has no model");

    Cli.Outcome resumed = Cli.run("resume", path("part").toString(), "--json");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.json().get("status").asText()).isEqualTo("Completed");
    assertThat(path("part").resolve("report.html")).as("--no-report is remembered").doesNotExist();
    assertThat(path("part").resolve("model.tar.gz"))
        .hasSameBinaryContentAs(path("whole").resolve("model.tar.gz"));
    assertThat(Cli.run("resume", path("part").toString()).err()).contains("The run is complete");
  }

  private static String[] append(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void hostsAreMerged() throws IOException {
    Cli.Outcome outcome =
        train("a", "--hosts", "4", "--split-rows", "--distribution", "ShardedByS3Key");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().get("metrics").get("orrery:train_msd").asDouble())
        .isBetween(0.5256, 0.5256 * 1.05);
    Cli.Outcome refused = train("b", "--hosts", "4");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.json().at("/error/message").asText()).contains("--split-rows");
    assertThat(path("b")).doesNotExist();
  }

  @Test
  void dryRunWritesNothing() throws IOException {
    Cli.Outcome outcome = train("a", "--dry-run");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.json().at("/channels/train/rows").asInt()).isEqualTo(150);
    assertThat(outcome.json().get("memory_bytes").asLong()).isPositive();
    assertThat(path("a")).doesNotExist();
  }

  @Test
  void penguinsNeedPreparationAndGetIt() throws IOException {
    Cli.Outcome refused =
        Cli.run(
            "run", "kmeans", "--train", "penguins", "--hp", "k=3", "--out", path("p").toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--one-hot").contains("--drop-missing");
    Cli.Outcome outcome =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            "penguins",
            "--hp",
            "k=3",
            "--drop-missing",
            "--one-hot",
            "island,sex",
            "--standardize",
            "--split",
            "fixed",
            "--json",
            "--out",
            path("q").toString());
    assertThat(outcome.code()).as(outcome.out()).isZero();
    assertThat(outcome.json().at("/hyperparameters/feature_dim").asInt()).isEqualTo(10);
    assertThat(outcome.json().get("metrics").has("test:msd")).isTrue();
  }

  @Test
  void theReportNamesTheDataOfEachChannel() throws IOException {
    Cli.Outcome outcome =
        Cli.run(
            "run",
            "kmeans",
            "--train",
            "sensor-single-hop",
            "--test",
            "sensor-multi-hop",
            "--hp",
            "k=3",
            "--out",
            path("sensors").toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(Files.readString(path("sensors").resolve("report.html")))
        .contains("<dd>sensor-single-hop, 18,914 rows x 2</dd>")
        .contains("<dd>sensor-multi-hop, 18,760 rows x 2</dd>");
  }

  @Test
  void anyTimeAboveZeroIsALimit() {
    Cli.Outcome outcome = train("long", "--no-report", "--max-seconds", "1e300");
    assertThat(outcome.code()).as(outcome.out()).isZero();
  }

  @Test
  void convertGoesThereAndBack() throws IOException {
    Path recordio = path("iris.pbr");
    Cli.Outcome there = Cli.run("convert", "iris", recordio.toString(), "--json");
    assertThat(there.code()).as(there.err()).isZero();
    assertThat(there.json().get("rows").asInt()).isEqualTo(150);
    Path csv = path("iris.csv");
    assertThat(Cli.run("convert", recordio.toString(), csv.toString()).code()).isZero();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(150);
    assertThat(Stream.of(lines.getFirst().split(",")).map(Float::parseFloat))
        .contains(5.1f, 3.5f, 1.4f, 0.2f);
  }

  @Test
  void describeAndDoctorAndDatasetsTellWhatThereIs() throws IOException {
    JsonNode kmeans = Cli.run("describe", "kmeans", "--json").json();
    assertThat(kmeans.get("hyperparameters").findValuesAsText("name"))
        .contains("k", "extra_center_factor", "half_life_time_size", "orrery_algorithm");
    assertThat(Cli.run("describe", "kmeans").out()).contains("local_lloyd_num_trials");
    assertThat(Cli.run("describe").out()).contains("kmeans");
    assertThat(Cli.run("describe", "pca", "feature_dim").out())
        .startsWith("  feature_dim  [integer >= 1]  read from the data when left out");
    JsonNode k = Cli.run("describe", "kmeans", "k", "--json").json();
    assertThat(k.get("required").asBoolean()).isTrue();
    Cli.Outcome unknown = Cli.run("describe", "kmeans", "kk");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no hyperparameter 'kk'; expected one of feature_dim, k,");

    JsonNode doctor = Cli.run("doctor", "--json").json();
    assertThat(doctor.get("backends").findValuesAsText("name"))
        .contains("textbook", "scalar", "simd");
    assertThat(Cli.run("doctor").out()).contains("Backends").contains("simd");

    JsonNode datasets = Cli.run("datasets", "list", "--json").json();
    assertThat(datasets.get("datasets").findValuesAsText("name"))
        .contains("iris", "wine", "breast-cancer", "digits", "penguins");
    JsonNode digits = Cli.run("datasets", "describe", "digits", "--json").json();
    assertThat(digits.get("rows").asInt()).isEqualTo(1797);
    assertThat(digits.get("sha256").asText()).hasSize(64);
    assertThat(digits.get("licence").asText()).isNotBlank();
  }

  @Test
  void helpHasExamples() {
    for (String command :
        List.of("run", "predict", "describe", "doctor", "convert", "replay", "resume")) {
      Cli.Outcome help = Cli.run(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).as(command).contains("Example");
    }
    assertThat(Cli.run("generate-completion").out()).contains("complete");
  }
}
