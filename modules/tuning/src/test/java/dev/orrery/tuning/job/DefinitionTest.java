package dev.orrery.tuning.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameter.Scale;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Range;
import dev.orrery.core.metric.Metric;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {

  private static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          Hyperparameter.integer("k", 1, 1000).required().tunable(2, 50, Scale.LINEAR).meaning(""),
          Hyperparameter.real("learning_rate", Range.above(0))
              .defaultsTo("0.1")
              .tunable(1e-5, 1, Scale.LOGARITHMIC)
              .meaning(""),
          Hyperparameter.real("momentum", Range.closedOpen(0, 1)).defaultsTo("0.9").meaning(""),
          Hyperparameter.choice("optimizer", "sgd", "adam").defaultsTo("sgd").meaning(""),
          Hyperparameter.integer("num_models", 1, 32).defaultsTo("32").meaning(""),
          Hyperparameter.integer("epochs", 1).defaultsTo("15").meaning(""));

  private static final String JSON =
      """
      {
        "HyperParameterTuningJobName": "my-job",
        "HyperParameterTuningJobConfig": {
          "Strategy": "Bayesian",
          "HyperParameterTuningJobObjective": {"Type": "Minimize", "MetricName": "validation:objective_loss"},
          "ResourceLimits": {"MaxNumberOfTrainingJobs": 20, "MaxParallelTrainingJobs": 3, "MaxRuntimeInSeconds": 600},
          "ParameterRanges": {
            "IntegerParameterRanges": [{"Name": "k", "MinValue": "2", "MaxValue": "9", "ScalingType": "Linear"}],
            "ContinuousParameterRanges": [
              {"Name": "learning_rate", "MinValue": "0.1", "MaxValue": "1", "ScalingType": "Auto"},
              {"Name": "momentum", "MinValue": "0.5", "MaxValue": "0.99", "ScalingType": "ReverseLogarithmic"}],
            "CategoricalParameterRanges": [{"Name": "optimizer", "Values": ["sgd", "adam"]}]
          },
          "TrainingJobEarlyStoppingType": "Auto",
          "TuningJobCompletionCriteria": {
            "TargetObjectiveMetricValue": 0.25,
            "BestObjectiveNotImproving": {"MaxNumberOfTrainingJobsNotImproving": 5},
            "ConvergenceDetected": {"CompleteOnConvergence": "Enabled"}
          },
          "RandomSeed": 7
        },
        "TrainingJobDefinition": {
          "AlgorithmSpecification": {"TrainingInputMode": "File"},
          "RoleArn": "arn:aws:iam::123456789012:role/x",
          "StaticHyperParameters": {"epochs": "9"}
        },
        "WarmStartConfig": {
          "ParentHyperParameterTuningJobs": [{"HyperParameterTuningJobName": "before"}],
          "WarmStartType": "TransferLearning"
        }
      }
      """;

  private final List<String> notes = new ArrayList<>();

  @Test
  void sageMakersJsonIsReadAndWrittenBack() {
    TuningDefinition read = read(JSON);
    assertThat(read.parameters())
        .containsExactly(
            new Parameter.Whole("k", 2, 9, Scaling.LINEAR),
            new Parameter.Continuous("learning_rate", 0.1, 1, Scaling.LOGARITHMIC),
            new Parameter.Continuous("momentum", 0.5, 0.99, Scaling.REVERSE_LOGARITHMIC),
            new Parameter.Categorical("optimizer", List.of("sgd", "adam")));
    assertThat(read.limits().parallel()).isEqualTo(3);
    assertThat(read.completion().target()).hasValue(0.25);
    assertThat(read.warmStart().orElseThrow().sameData()).isFalse();
    assertThat(read(DefinitionJson.text(read))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Strategy\": \"Bayesian\"|\"Strategy\": \"Bayes\"|1 validation error detected: Value 'Bayes' at 'strategy' failed to satisfy constraint: Member must satisfy enum value set: [Bayesian, Random, Grid, Hyperband]",
        "\"MinValue\": \"2\"|\"MinValue\": 2|'input.HyperParameterTuningJobConfig.ParameterRanges.IntegerParameterRanges[0].MinValue' is the number 2; expected a string, as SageMaker has it",
        "\"RandomSeed\": 7|\"RandomSeeds\": 7|Unknown parameter in input.HyperParameterTuningJobConfig: \"RandomSeeds\"",
        "\"RandomSeed\": 7|\"RandomSeed\": \"7\"|'input.HyperParameterTuningJobConfig.RandomSeed' is \"7\"; expected an integer",
        "\"MaxParallelTrainingJobs\": 3,||Missing required parameter in input.HyperParameterTuningJobConfig.ResourceLimits: \"MaxParallelTrainingJobs\"",
        "\"Name\": \"k\"|\"Name\": \"kk\"|'kk' was unexpected",
        "\"MaxValue\": \"9\"|\"MaxValue\": \"9000\"|The value '9000' is not valid for the 'k' hyperparameter",
        "\"ScalingType\": \"Linear\"|\"ScalingType\": \"ReverseLogarithmic\"|not supported for the integer parameter 'k'",
        "\"epochs\": \"9\"|\"optimizer\": \"sgd\"|'optimizer' has both a range and a static value",
        "\"my-job\"|\"my job\"|1 validation error detected: Value 'my job' at 'hyperParameterTuningJobName' failed to satisfy constraint",
        "NotImproving\": 5|NotImproving\": 2|MaxNumberOfTrainingJobsNotImproving is 2; expected at least 3",
        "InSeconds\": 600|InSeconds\": 60|MaxRuntimeInSeconds is 60; expected 120 to 15768000",
        "\"MaxNumberOfTrainingJobs\": 20|\"MaxNumberOfTrainingJobs\": 800|expected 1 to 750",
        "validation:objective_loss|validation:rmse|does not measure 'validation:rmse' then",
        "\"Bayesian\"|\"Hyperband\"|TrainingJobEarlyStoppingType must be Off with the Hyperband strategy",
        "\"Bayesian\"|\"Grid\"|The Grid strategy takes categorical parameters only, and 'k'"
      })
  void whatIsWrongIsToldInOneSentence(String from, String to, String message) {
    assertThat(JSON).contains(from);
    String wrong = JSON.replace(from, to == null ? "" : to);
    assertThatThrownBy(() -> checked("linear-learner", read(wrong)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(message);
  }

  @Test
  void rangesAreReadAsPeopleWriteThem() {
    assertThat(Ranges.parse("k", SCHEMA))
        .isEqualTo(new Parameter.Whole("k", 2, 50, Scaling.LINEAR));
    assertThat(Ranges.parse("k=1..1000", SCHEMA))
        .isEqualTo(new Parameter.Whole("k", 1, 1000, Scaling.LOGARITHMIC));
    assertThat(Ranges.parse("k=3..99:log", SCHEMA))
        .isEqualTo(new Parameter.Whole("k", 3, 99, Scaling.LOGARITHMIC));
    assertThat(Ranges.parse("learning_rate=0.1..0.5", SCHEMA))
        .isEqualTo(new Parameter.Continuous("learning_rate", 0.1, 0.5, Scaling.LOGARITHMIC));
    assertThat(Ranges.parse("momentum=0..0.99:reverse-log", SCHEMA))
        .isEqualTo(new Parameter.Continuous("momentum", 0, 0.99, Scaling.REVERSE_LOGARITHMIC));
    assertThat(Ranges.parse("optimizer=sgd, adam", SCHEMA))
        .isEqualTo(new Parameter.Categorical("optimizer", List.of("sgd", "adam")));
    assertThatThrownBy(() -> Ranges.parse("momentum", SCHEMA))
        .hasMessageContaining("recommends no range for 'momentum'");
    assertThatThrownBy(() -> Ranges.parse("k=1.5..3", SCHEMA))
        .hasMessageContaining("expected two whole numbers");
    assertThatThrownBy(() -> Ranges.parse("learningrate=1..3", SCHEMA))
        .hasMessageContaining("Did you mean 'learning_rate'?")
        .extracting(e -> ((CustomerError) e).where().orElseThrow())
        .isEqualTo("--range learningrate");
    assertThatThrownBy(() -> Ranges.parse("k=1..3:cubic", SCHEMA))
        .hasMessageContaining("no scaling 'cubic'");
  }

  @Test
  void hyperbandInfersItsResourceAndForcesTheEpochs() {
    String hyperband =
        JSON.replace("Bayesian", "Hyperband")
            .replace("StoppingType\": \"Auto\"", "StoppingType\": \"Off\"");
    TuningDefinition checked = checked("linear-learner", read(hyperband));
    assertThat(checked.resources().orElseThrow().most()).hasValue(9);
    assertThat(checked.fixed()).containsEntry("epochs", "9").containsEntry("num_models", "1");
    assertThat(notes).anyMatch(note -> note.contains("'num_models' is 1"));
    assertThatThrownBy(
            () ->
                checked(
                    "linear-learner",
                    read(hyperband.replace("\"epochs\": \"9\"", "\"num_models\": \"1\""))))
        .hasMessageContaining(
            "MaxResource of HyperbandStrategyConfig is left out and cannot be inferred");
    assertThatThrownBy(() -> checked("kmeans", read(hyperband)))
        .hasMessage(
            "Hyperband needs an objective after each pass, which kmeans does not have;"
                + " linear-learner and factorization-machines have one");
  }

  @Test
  void theJobsOfAGridAreItsCombinations() {
    TuningDefinition grid = grid(OptionalInt.empty());
    assertThat(checked("kmeans", grid).limits().jobs()).hasValue(6);
    assertThat(checked("kmeans", grid(OptionalInt.of(6))).limits().jobs()).hasValue(6);
    assertThatThrownBy(() -> checked("kmeans", grid(OptionalInt.of(7))))
        .hasMessageContaining("MaxNumberOfTrainingJobs is 7, and the grid has 6 combinations");
  }

  @Test
  void warmStartHoldsToSageMakersRules() {
    TuningDefinition definition = read(JSON);
    TuningDefinition parent = definition.withName("before");
    ParentJob good = new ParentJob(parent, "linear-learner", "a", "Completed", List.of());
    WarmStartRules.check(definition, "linear-learner", "b", List.of(good));
    assertThatThrownBy(
            () -> WarmStartRules.check(identical(definition), "linear-learner", "b", List.of(good)))
        .hasMessageContaining(
            "was trained on other data, which IdenticalDataAndAlgorithm does not");
    assertThatThrownBy(
            () ->
                WarmStartRules.check(
                    definition,
                    "linear-learner",
                    "a",
                    List.of(new ParentJob(parent, "linear-learner", "a", "InProgress", List.of()))))
        .hasMessageContaining("'before' is InProgress; expected Completed, Stopped or Failed");
    assertThatThrownBy(
            () -> WarmStartRules.check(definition.withFixed(Map.of()), "x", "a", List.of(good)))
        .hasMessageContaining("expected the same number, static and tuned together");
    TrialResult result =
        new TrialResult(
            new Trial(Map.of(), 0, 0),
            "Completed",
            "",
            Map.of(),
            Map.of(),
            Map.of("m", Metric.Direction.LOSS),
            List.of(),
            1,
            0);
    assertThatThrownBy(
            () ->
                WarmStartRules.check(
                    definition,
                    "linear-learner",
                    "a",
                    List.of(
                        new ParentJob(
                            parent,
                            "linear-learner",
                            "a",
                            "Completed",
                            Collections.nCopies(731, result)))))
        .hasMessageContaining("together they are 751; expected at most 750");
    assertThatThrownBy(
            () ->
                WarmStartRules.check(
                    definition, "linear-learner", "a", Collections.nCopies(6, good)))
        .hasMessageContaining("it has 6 parents; expected 1 to 5");
  }

  private static TuningDefinition identical(TuningDefinition d) {
    return new TuningDefinition(
        d.name(),
        d.strategy(),
        d.parameters(),
        d.fixed(),
        d.objective(),
        d.type(),
        d.limits(),
        d.earlyStopping(),
        d.completion(),
        d.resources(),
        Optional.of(new TuningDefinition.WarmStart(true, List.of("before"))),
        d.seed());
  }

  private TuningDefinition grid(OptionalInt jobs) {
    TuningDefinition d = read(JSON);
    return new TuningDefinition(
        d.name(),
        TuningDefinition.StrategyType.GRID,
        List.of(
            new Parameter.Categorical("optimizer", List.of("sgd", "adam")),
            new Parameter.Categorical("k", List.of("1", "2", "3"))),
        d.fixed(),
        "test:msd",
        d.type(),
        new TuningDefinition.Limits(jobs, 1, d.limits().seconds()),
        false,
        d.completion(),
        d.resources(),
        d.warmStart(),
        d.seed());
  }

  private TuningDefinition read(String json) {
    return new DefinitionJson(SCHEMA, notes).read(json, "file.json");
  }

  private TuningDefinition checked(String algorithm, TuningDefinition definition) {
    return new DefinitionRules(algorithm, SCHEMA, notes).checked(definition);
  }
}
