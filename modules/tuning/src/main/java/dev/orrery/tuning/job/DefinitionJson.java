package dev.orrery.tuning.job;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.tuning.job.TuningDefinition.StrategyType;
import dev.orrery.tuning.job.TuningDefinition.Type;
import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.Scaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Tuning jobs as SageMaker's {@code CreateHyperParameterTuningJob} has them (spec services.md B and
 * C3): ranges and static hyperparameters are strings, limits are numbers.
 */
public final class DefinitionJson {

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> JOB =
      Set.of(
          "HyperParameterTuningJobName",
          "HyperParameterTuningJobConfig",
          "TrainingJobDefinition",
          "TrainingJobDefinitions",
          "WarmStartConfig",
          "Tags",
          "Autotune");
  private static final Set<String> CONFIG =
      Set.of(
          "Strategy",
          "StrategyConfig",
          "HyperParameterTuningJobObjective",
          "ResourceLimits",
          "ParameterRanges",
          "TrainingJobEarlyStoppingType",
          "TuningJobCompletionCriteria",
          "RandomSeed");
  private static final Set<String> TRAINING =
      Set.of(
          "DefinitionName",
          "TuningObjective",
          "HyperParameterRanges",
          "StaticHyperParameters",
          "AlgorithmSpecification",
          "RoleArn",
          "InputDataConfig",
          "VpcConfig",
          "OutputDataConfig",
          "ResourceConfig",
          "HyperParameterTuningResourceConfig",
          "StoppingCondition",
          "EnableNetworkIsolation",
          "EnableInterContainerTrafficEncryption",
          "EnableManagedSpotTraining",
          "CheckpointConfig",
          "RetryStrategy",
          "Environment");
  private static final Set<String> RANGES =
      Set.of(
          "IntegerParameterRanges",
          "ContinuousParameterRanges",
          "CategoricalParameterRanges",
          "AutoParameters");
  private static final Set<String> RANGE = Set.of("Name", "MinValue", "MaxValue", "ScalingType");
  private static final Set<String> OBJECTIVE = Set.of("Type", "MetricName");

  private final HyperparameterSchema schema;
  private final List<String> notes;

  /**
   * A reader for an algorithm.
   *
   * @param notes takes what was decided for the user
   */
  public DefinitionJson(HyperparameterSchema schema, List<String> notes) {
    this.schema = schema;
    this.notes = notes;
  }

  /**
   * Reads a definition; {@link DefinitionRules} checks what it says. {@code Type} of the objective
   * may be left out, as the metrics say themselves which way is better.
   *
   * @param where the file, for messages
   * @throws CustomerError when it is not one
   */
  public TuningDefinition read(String text, String where) {
    JsonObject job;
    try {
      job = new JsonObject(STRICT.readTree(text), "input", JOB);
    } catch (JacksonException e) {
      throw new CustomerError(
          "Expected the JSON of CreateHyperParameterTuningJob: " + e.getOriginalMessage(),
          where,
          e);
    }
    JsonObject config = job.needed("HyperParameterTuningJobConfig", CONFIG);
    JsonObject training = training(job);
    if (config.has("ParameterRanges") && training.has("HyperParameterRanges")) {
      throw new CustomerError(
          "There are both ParameterRanges and HyperParameterRanges; expected one of them", where);
    }
    JsonObject ranges =
        config
            .object("ParameterRanges", RANGES)
            .or(() -> training.object("HyperParameterRanges", RANGES))
            .orElseGet(() -> new JsonObject(STRICT.createObjectNode(), "ParameterRanges", RANGES));
    JsonObject objective =
        config
            .object("HyperParameterTuningJobObjective", OBJECTIVE)
            .or(() -> training.object("TuningObjective", OBJECTIVE))
            .orElseThrow(() -> config.missing("HyperParameterTuningJobObjective"));
    Map<String, String> fixed = training.map("StaticHyperParameters");
    return new TuningDefinition(
        job.neededString("HyperParameterTuningJobName"),
        config.word("Strategy", config.neededString("Strategy"), List.of(StrategyType.values())),
        parameters(ranges, autotuned(job), fixed),
        fixed,
        objective.neededString("MetricName"),
        Optional.of(objective.word("Type", objective.neededString("Type"), List.of(Type.values()))),
        limits(config),
        config
            .word(
                "TrainingJobEarlyStoppingType",
                config.string("TrainingJobEarlyStoppingType").orElse("Off"),
                List.of("Off", "Auto"))
            .equals("Auto"),
        completion(config),
        resources(config),
        warmStart(job),
        config.wholeLong("RandomSeed").orElse(0));
  }

  private JsonObject training(JsonObject job) {
    List<JsonObject> several = job.objects("TrainingJobDefinitions", TRAINING);
    Optional<JsonObject> one = job.object("TrainingJobDefinition", TRAINING);
    if (one.isPresent() && !several.isEmpty()) {
      throw new CustomerError(
          "There are both TrainingJobDefinition and TrainingJobDefinitions; expected one of them",
          "TrainingJobDefinitions");
    }
    if (several.size() > 1) {
      throw new CustomerError(
          "There are "
              + several.size()
              + " TrainingJobDefinitions; Orrery tunes one algorithm on one data set at a time, so"
              + " give each a tuning job of its own",
          "TrainingJobDefinitions");
    }
    JsonObject training =
        one.or(() -> several.stream().findFirst())
            .orElseThrow(() -> job.missing("TrainingJobDefinition"));
    if (training.has("InputDataConfig")) {
      notes.add("InputDataConfig is not read; the data is that of the command line.");
    }
    return training;
  }

  private static boolean autotuned(JsonObject job) {
    return job.object("Autotune", Set.of("Mode"))
        .map(a -> a.word("Mode", a.neededString("Mode"), List.of("Enabled")))
        .isPresent();
  }

  private List<Parameter> parameters(
      JsonObject ranges, boolean autotune, Map<String, String> fixed) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonObject range : ranges.objects("IntegerParameterRanges", RANGE)) {
      parameters.add(
          Ranges.whole(
              range.neededString("Name"),
              range.neededString("MinValue"),
              range.neededString("MaxValue"),
              scaling(range)));
    }
    for (JsonObject range : ranges.objects("ContinuousParameterRanges", RANGE)) {
      parameters.add(
          Ranges.continuous(
              range.neededString("Name"),
              range.neededString("MinValue"),
              range.neededString("MaxValue"),
              scaling(range)));
    }
    for (JsonObject range :
        ranges.objects("CategoricalParameterRanges", Set.of("Name", "Values"))) {
      parameters.add(
          new Parameter.Categorical(range.neededString("Name"), range.strings("Values")));
    }
    List<Parameter> checked =
        new ArrayList<>(parameters.stream().map(p -> Ranges.checked(p, schema)).toList());
    for (JsonObject auto : ranges.objects("AutoParameters", Set.of("Name", "ValueHint"))) {
      if (!autotune) {
        throw new CustomerError("AutoParameters need Autotune with Mode Enabled", "AutoParameters");
      }
      checked.add(Ranges.parse(auto.neededString("Name"), schema));
    }
    return checked.isEmpty() && autotune ? recommended(fixed.keySet()) : checked;
  }

  /** What Autotune tunes when nothing is named: all that SageMaker recommends a range for. */
  public List<Parameter> recommended(Set<String> fixed) {
    List<Parameter> parameters = new ArrayList<>();
    for (Hyperparameter<?> hyperparameter : schema.all()) {
      if (!fixed.contains(hyperparameter.name())) {
        Ranges.recommended(hyperparameter).ifPresent(parameters::add);
      }
    }
    if (parameters.isEmpty()) {
      throw new CustomerError(
          "SageMaker recommends no ranges for this algorithm, so there is nothing to autotune; give"
              + " ranges",
          "Autotune");
    }
    notes.add(
        "Autotune chose the ranges that SageMaker recommends, of "
            + String.join(", ", parameters.stream().map(Parameter::name).toList())
            + ".");
    return parameters;
  }

  private static Scaling scaling(JsonObject range) {
    return range.word(
        "ScalingType", range.string("ScalingType").orElse("Auto"), List.of(Scaling.values()));
  }

  private static TuningDefinition.Limits limits(JsonObject config) {
    JsonObject limits =
        config.needed(
            "ResourceLimits",
            Set.of("MaxNumberOfTrainingJobs", "MaxParallelTrainingJobs", "MaxRuntimeInSeconds"));
    return new TuningDefinition.Limits(
        limits.whole("MaxNumberOfTrainingJobs"),
        limits
            .whole("MaxParallelTrainingJobs")
            .orElseThrow(() -> limits.missing("MaxParallelTrainingJobs")),
        limits.wholeLong("MaxRuntimeInSeconds"));
  }

  private static TuningDefinition.Completion completion(JsonObject config) {
    Optional<JsonObject> criteria =
        config.object(
            "TuningJobCompletionCriteria",
            Set.of(
                "TargetObjectiveMetricValue", "BestObjectiveNotImproving", "ConvergenceDetected"));
    if (criteria.isEmpty()) {
      return TuningDefinition.Completion.NONE;
    }
    JsonObject found = criteria.get();
    return new TuningDefinition.Completion(
        found.number("TargetObjectiveMetricValue"),
        found
            .object("BestObjectiveNotImproving", Set.of("MaxNumberOfTrainingJobsNotImproving"))
            .map(o -> o.whole("MaxNumberOfTrainingJobsNotImproving"))
            .orElse(OptionalInt.empty()),
        found
            .object("ConvergenceDetected", Set.of("CompleteOnConvergence"))
            .flatMap(
                o ->
                    o.string("CompleteOnConvergence")
                        .map(
                            text ->
                                o.word(
                                    "CompleteOnConvergence", text, List.of("Enabled", "Disabled"))))
            .orElse("Disabled")
            .equals("Enabled"));
  }

  private static Optional<TuningDefinition.Resources> resources(JsonObject config) {
    return config
        .object("StrategyConfig", Set.of("HyperbandStrategyConfig"))
        .flatMap(o -> o.object("HyperbandStrategyConfig", Set.of("MinResource", "MaxResource")))
        .map(
            o ->
                new TuningDefinition.Resources(
                    o.whole("MinResource").orElse(1), o.whole("MaxResource")));
  }

  private static Optional<TuningDefinition.WarmStart> warmStart(JsonObject job) {
    return job.object("WarmStartConfig", Set.of("ParentHyperParameterTuningJobs", "WarmStartType"))
        .map(
            o ->
                new TuningDefinition.WarmStart(
                    o.word(
                            "WarmStartType",
                            o.neededString("WarmStartType"),
                            List.of("IdenticalDataAndAlgorithm", "TransferLearning"))
                        .startsWith("I"),
                    o
                        .objects(
                            "ParentHyperParameterTuningJobs", Set.of("HyperParameterTuningJobName"))
                        .stream()
                        .map(p -> p.neededString("HyperParameterTuningJobName"))
                        .toList()));
  }

  /** The definition as SageMaker's JSON, members in the order of its reference. */
  public static Map<String, Object> write(TuningDefinition definition) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("HyperParameterTuningJobName", definition.name());
    job.put("HyperParameterTuningJobConfig", DefinitionConfig.of(definition));
    job.put("TrainingJobDefinition", Map.of("StaticHyperParameters", definition.fixed()));
    definition.warmStart().ifPresent(w -> job.put("WarmStartConfig", DefinitionConfig.of(w)));
    return job;
  }

  /** The definition as text, as a study keeps it. */
  public static String text(TuningDefinition definition) {
    try {
      return STRICT.writerWithDefaultPrettyPrinter().writeValueAsString(write(definition));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }
}
