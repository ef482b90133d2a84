package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneTest {

  private static final List<String> LINEAR =
      List.of(
          "tune",
          "linear-learner",
          "--train",
          "breast-cancer",
          "--split",
          "fixed",
          "--standardize",
          "--hp",
          "predictor_type=binary_classifier",
          "--hp",
          "mini_batch_size=50",
          "--range",
          "learning_rate=1e-4..1",
          "--range",
          "optimizer=sgd,adam");

  @TempDir private Path folder;
  private String before;

  @BeforeEach
  void runsGoIntoATemporaryFolder() {
    before = System.setProperty("orrery.runs", folder.resolve("runs").toString());
  }

  @AfterEach
  void putItBack() {
    if (before == null) {
      System.clearProperty("orrery.runs");
    } else {
      System.setProperty("orrery.runs", before);
    }
  }

  @Test
  void aTuningJobIsLabelledWithItsTrials() throws IOException {
    String[] all = {
      "--max-jobs", "3", "--name", "first", "--group", "lesson", "--tag", "draft", "--json"
    };
    JsonNode json = tune(all).json();
    assertThat(json.path("group").asText()).isEqualTo("lesson");
    assertThat(json.path("tags").path(0).asText()).isEqualTo("draft");
    JsonNode again = tune(all).json();
    assertThat(again.path("known").asInt()).isEqualTo(3);
    assertThat(Cli.run("runs", "list", "--study", "first", "--tag", "draft").out().lines())
        .hasSize(4); // with the head
    Cli.Outcome other = tune("--max-jobs", "4", "--name", "first");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("The name 'first' is taken by another tuning job");
  }

  @Test
  void aTuningJobIsDescribedAsSageMakerDoes() throws IOException {
    Cli.Outcome outcome = tune("--max-jobs", "5", "--name", "first", "--json");
    assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
    JsonNode json = outcome.json();
    assertThat(json.path("HyperParameterTuningJobName").asText()).isEqualTo("first");
    assertThat(json.path("HyperParameterTuningJobStatus").asText()).isEqualTo("Completed");
    assertThat(json.path("TrainingJobStatusCounters").path("Completed").asInt()).isEqualTo(5);
    assertThat(json.path("ObjectiveStatusCounters").path("Succeeded").asInt()).isEqualTo(5);
    JsonNode best = json.path("BestTrainingJob");
    assertThat(best.path("TrainingJobName").asText()).matches("first-00[1-5]-[0-9a-f]{8}");
    JsonNode metric = best.path("FinalHyperParameterTuningJobObjectiveMetric");
    assertThat(metric.path("Type").asText()).isEqualTo("Minimize");
    assertThat(metric.path("MetricName").asText()).isEqualTo("validation:objective_loss");
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode job : json.path("TrainingJobSummaries")) {
      least =
          Math.min(
              least,
              job.path("FinalHyperParameterTuningJobObjectiveMetric").path("Value").asDouble());
    }
    assertThat(metric.path("Value").asDouble()).isEqualTo(least);
    assertThat(Path.of(json.path("report").asText())).isRegularFile();
    assertThat(json.path("command").asText())
        .startsWith(
            "./orrery run linear-learner --train breast-cancer --split fixed --standardize --hp predictor_type=binary_classifier --hp mini_batch_size=50 --hp num_models=1 --hp learning_rate=")
        .contains(best.path("TunedHyperParameters").path("learning_rate").asText());

    JsonNode again = tune("--max-jobs", "5", "--name", "first", "--json").json();
    assertThat(again.path("epochs").asInt()).isZero();
    assertThat(again.path("BestTrainingJob").path("TrainingJobName"))
        .isEqualTo(best.path("TrainingJobName"));
    assertThat(again.path("TrainingJobSummaries").size()).isEqualTo(5);

    Cli.Outcome taken = tune("--max-jobs", "6", "--name", "first");
    assertThat(taken.code()).isEqualTo(2);
    assertThat(taken.err()).contains("The name 'first' is taken by another tuning job");

    JsonNode warm =
        tune("--max-jobs", "2", "--name", "second", "--warm-start", "first", "--json").json();
    assertThat(warm.path("WarmStartConfig").path("WarmStartType").asText())
        .isEqualTo("IdenticalDataAndAlgorithm");
    JsonNode overall = warm.path("OverallBestTrainingJob");
    assertThat(overall.path("FinalHyperParameterTuningJobObjectiveMetric").path("Value").asDouble())
        .isLessThanOrEqualTo(least);
    assertThat(tune("--warm-start", "none").err())
        .contains("There is no tuning job 'none' in the run store; the latest are second, first");
  }

  @Test
  void thePrintedDefinitionGivesTheSameJob() throws IOException {
    String[] flags = {"--max-jobs", "3", "--name", "flags", "--early-stopping", "auto"};
    Cli.Outcome printed = tune(with(flags, "--print-definition"));
    Path file = folder.resolve("job.json");
    Files.writeString(file, printed.out().replace("\"flags\"", "\"file\""));
    JsonNode byFlags = tune(with(flags, "--json")).json();
    List<String> words = new ArrayList<>(LINEAR.subList(0, LINEAR.size() - 4));
    words.addAll(List.of("--definition", file.toString(), "--json"));
    Cli.Outcome outcome = Cli.run(words.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err() + outcome.out()).isZero();
    for (int i = 0; i < 3; i++) {
      JsonNode one = byFlags.path("TrainingJobSummaries").path(i);
      JsonNode other = outcome.json().path("TrainingJobSummaries").path(i);
      assertThat(other.path("TunedHyperParameters")).isEqualTo(one.path("TunedHyperParameters"));
      assertThat(other.path("metrics")).isEqualTo(one.path("metrics"));
      assertThat(other.path("TrainingJobStatus")).isEqualTo(one.path("TrainingJobStatus"));
    }
  }

  @Test
  void flagsThatWouldChangeNothingAreRefused() throws IOException {
    assertThat(tune("--max-resource", "9").err()).contains("Only Hyperband stops jobs");
    assertThat(tune("--warm-start-type", "TransferLearning").err()).contains("add --warm-start");
    Path file = folder.resolve("job.json");
    Files.writeString(file, tune("--max-jobs", "3", "--print-definition").out());
    for (String flag : List.of("--target=1", "--patience=3", "--max-parallel=4", "--name=x")) {
      Cli.Outcome outcome =
          Cli.run("tune", "linear-learner", "--train", "iris", "--definition", "" + file, flag);
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.err()).contains("is defined by --definition, which " + flag.split("=")[0]);
    }
  }

  @Test
  void jobsAreToldThoughThePageCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    System.setProperty("orrery.runs", file.toString());
    Cli.Outcome outcome = tune("--max-jobs", "2");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("Best: ").contains("Warning: The page is not written: ");
  }

  @Test
  void hyperbandPausesTrainingsOfLinearLearnerAndFactorizationMachines() throws IOException {
    JsonNode linear =
        tune("--strategy", "hyperband", "--hp", "epochs=9", "--max-jobs", "9", "--json").json();
    int epochs = 0;
    for (JsonNode job : linear.path("TrainingJobSummaries")) {
      epochs += job.path("epochs").asInt();
    }
    assertThat(linear.path("epochs").asInt()).isEqualTo(epochs);
    assertThat(epochs).isLessThanOrEqualTo(9 + 3 * 2 + 6);
    assertThat(linear.path("TrainingJobStatusCounters").path("Stopped").asInt()).isPositive();

    Cli.Outcome machines =
        Cli.run(
            "tune",
            "factorization-machines",
            "--train",
            "breast-cancer",
            "--split",
            "fixed",
            "--standardize",
            "--hp",
            "predictor_type=binary_classifier",
            "--hp",
            "num_factors=2",
            "--hp",
            "mini_batch_size=50",
            "--hp",
            "epochs=9",
            "--strategy",
            "hyperband",
            "--range",
            "factors_lr=1e-3..1",
            "--max-jobs",
            "9",
            "--json");
    assertThat(machines.code()).as(machines.err() + machines.out()).isZero();
    assertThat(machines.json().path("BestTrainingJob").isMissingNode()).isFalse();

    Cli.Outcome refused =
        Cli.run(
            "tune",
            "kmeans",
            "--train",
            "iris",
            "--split",
            "fixed",
            "--strategy",
            "hyperband",
            "--hp",
            "epochs=9",
            "--range",
            "k=2..5");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("which kmeans does not have");
  }

  @Test
  void aChannelThatIsNotThereIsNamed() {
    Cli.Outcome outcome =
        Cli.run("tune", "kmeans", "--train", "iris", "--range", "k=2..5", "--max-jobs", "2");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "The objective 'test:msd' is measured on the test channel, which is not there; add --test DATA, or --split 0.25");
  }

  @Test
  void aRequiredHyperparameterMayBeTuned() throws IOException {
    JsonNode json =
        Cli.run(
                "tune",
                "kmeans",
                "--train",
                "iris",
                "--split",
                "fixed",
                "--range",
                "k=2..400",
                "--max-jobs",
                "8",
                "--json")
            .json();
    assertThat(json.path("TrainingJobStatusCounters").path("NonRetryableError").asInt())
        .as("k above the rows")
        .isPositive();
    assertThat(json.path("BestTrainingJob").isMissingNode()).isFalse();
  }

  private static Cli.Outcome tune(String... more) {
    List<String> words = new ArrayList<>(LINEAR);
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static String[] with(String[] words, String more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(more);
    return all.toArray(String[]::new);
  }
}
