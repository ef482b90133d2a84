package dev.orrery.tuning.job;

import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.Scaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a definition as SageMaker's JSON has them, as maps and lists. */
final class DefinitionConfig {

  private DefinitionConfig() {}

  /** {@code HyperParameterTuningJobConfig}. */
  static Map<String, Object> of(TuningDefinition definition) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("Strategy", definition.strategy().toString());
    definition
        .resources()
        .ifPresent(
            resources -> {
              Map<String, Object> hyperband = new LinkedHashMap<>();
              hyperband.put("MinResource", resources.least());
              resources.most().ifPresent(most -> hyperband.put("MaxResource", most));
              config.put("StrategyConfig", Map.of("HyperbandStrategyConfig", hyperband));
            });
    Map<String, Object> objective = new LinkedHashMap<>();
    definition.type().ifPresent(type -> objective.put("Type", type.toString()));
    objective.put("MetricName", definition.objective());
    config.put("HyperParameterTuningJobObjective", objective);
    Map<String, Object> limits = new LinkedHashMap<>();
    definition.limits().jobs().ifPresent(jobs -> limits.put("MaxNumberOfTrainingJobs", jobs));
    limits.put("MaxParallelTrainingJobs", definition.limits().parallel());
    definition.limits().seconds().ifPresent(s -> limits.put("MaxRuntimeInSeconds", s));
    config.put("ResourceLimits", limits);
    config.put("ParameterRanges", ranges(definition.parameters()));
    config.put("TrainingJobEarlyStoppingType", definition.earlyStopping() ? "Auto" : "Off");
    Map<String, Object> completion = completion(definition.completion());
    if (!completion.isEmpty()) {
      config.put("TuningJobCompletionCriteria", completion);
    }
    config.put("RandomSeed", definition.seed());
    return config;
  }

  private static Map<String, Object> completion(TuningDefinition.Completion completion) {
    Map<String, Object> json = new LinkedHashMap<>();
    completion.target().ifPresent(v -> json.put("TargetObjectiveMetricValue", v));
    completion
        .notImproving()
        .ifPresent(
            n ->
                json.put(
                    "BestObjectiveNotImproving", Map.of("MaxNumberOfTrainingJobsNotImproving", n)));
    if (completion.convergence()) {
      json.put("ConvergenceDetected", Map.of("CompleteOnConvergence", "Enabled"));
    }
    return json;
  }

  private static Map<String, Object> ranges(List<Parameter> parameters) {
    List<Object> whole = new ArrayList<>();
    List<Object> continuous = new ArrayList<>();
    List<Object> categorical = new ArrayList<>();
    for (Parameter parameter : parameters) {
      switch (parameter) {
        case Parameter.Whole p ->
            whole.add(
                range(p.name(), Long.toString(p.least()), Long.toString(p.most()), p.scaling()));
        case Parameter.Continuous p ->
            continuous.add(
                range(
                    p.name(), Double.toString(p.least()), Double.toString(p.most()), p.scaling()));
        case Parameter.Categorical p -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("Name", p.name());
          json.put("Values", p.values());
          categorical.add(json);
        }
      }
    }
    Map<String, Object> ranges = new LinkedHashMap<>();
    ranges.put("IntegerParameterRanges", whole);
    ranges.put("ContinuousParameterRanges", continuous);
    ranges.put("CategoricalParameterRanges", categorical);
    return ranges;
  }

  private static Map<String, Object> range(
      String name, String least, String most, Scaling scaling) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Name", name);
    json.put("MinValue", least);
    json.put("MaxValue", most);
    json.put("ScalingType", scaling.toString());
    return json;
  }

  /** {@code WarmStartConfig}. */
  static Map<String, Object> of(TuningDefinition.WarmStart warmStart) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "ParentHyperParameterTuningJobs",
        warmStart.parents().stream()
            .map(parent -> Map.of("HyperParameterTuningJobName", parent))
            .toList());
    json.put("WarmStartType", warmStart.type());
    return json;
  }
}
