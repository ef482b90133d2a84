package dev.orrery.tuning.job;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.job.TuningDefinition.StrategyType;
import dev.orrery.tuning.search.GridStrategy;
import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** SageMaker's rules for a tuning job (spec services.md B1, B3, B4), and what follows from them. */
public final class DefinitionRules {

  private static final String NAME = "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}";
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
  private static final int MOST_JOBS = 750;
  private static final int MOST_RANDOM_JOBS = 10_000;
  private static final int MOST_PARALLEL = 100;
  private static final int LEAST_SECONDS = 120;
  private static final int MOST_SECONDS = 15_768_000;
  private static final int LEAST_NOT_IMPROVING = 3;
  private static final int MOST_HYPERPARAMETERS = 100;
  private static final int MOST_EPOCHS = 20_000;

  /** Where Hyperband finds the most passes when {@code MaxResource} is left out (spec B1). */
  private static final List<String> EPOCHS =
      List.of("epochs", "numepochs", "n-epochs", "n_epochs", "num_epochs");

  private final HyperparameterSchema schema;
  private final String algorithm;
  private final List<String> notes;

  /**
   * The rules for an algorithm.
   *
   * @param notes takes what was decided for the user
   */
  public DefinitionRules(String algorithm, HyperparameterSchema schema, List<String> notes) {
    this.algorithm = algorithm;
    this.schema = schema;
    this.notes = notes;
  }

  /**
   * The definition with what follows from it: the number of jobs of a grid, the passes of
   * Hyperband, hyperparameters that tuning forces.
   *
   * @throws CustomerError for the first rule that it breaks
   */
  public TuningDefinition checked(TuningDefinition given) {
    checkName(given.name());
    new SearchSpace(given.parameters()); // checks their number and names
    checkLimits(given);
    TuningDefinition definition = given.withFixed(fixed(given));
    int total = definition.parameters().size() + definition.fixed().size() + 1;
    if (total > MOST_HYPERPARAMETERS) {
      throw new CustomerError(
          Text.format(
              "There are %d hyperparameters, static, tuned and _tuning_objective_metric together; expected at most %d",
              total, MOST_HYPERPARAMETERS),
          "StaticHyperParameters");
    }
    for (Parameter parameter : definition.parameters()) {
      if (definition.fixed().containsKey(parameter.name())) {
        throw new CustomerError(
            "The hyperparameter '"
                + parameter.name()
                + "' has both a range and a static value; expected one of them",
            parameter.name());
      }
    }
    if (definition.earlyStopping()) {
      if (definition.strategy() == StrategyType.HYPERBAND) {
        throw new CustomerError(
            "TrainingJobEarlyStoppingType must be Off with the Hyperband strategy, which stops jobs"
                + " by itself",
            "TrainingJobEarlyStoppingType");
      }
      Objectives.checkAfterEachPass(algorithm, definition.objective(), "Early stopping");
    }
    return switch (definition.strategy()) {
      case GRID -> grid(definition);
      case HYPERBAND -> hyperband(definition);
      default -> bounded(definition);
    };
  }

  private static void checkName(String name) {
    if (!NAME_PATTERN.matcher(name).matches()) {
      throw new CustomerError(
          Text.format(
              "1 validation error detected: Value '%s' at 'hyperParameterTuningJobName' failed to"
                  + " satisfy constraint: Member must satisfy regular expression pattern: %s",
              name, NAME),
          "HyperParameterTuningJobName");
    }
  }

  private static void checkLimits(TuningDefinition definition) {
    TuningDefinition.Limits limits = definition.limits();
    int most = definition.strategy() == StrategyType.RANDOM ? MOST_RANDOM_JOBS : MOST_JOBS;
    limits.jobs().ifPresent(jobs -> within("MaxNumberOfTrainingJobs", jobs, 1, most));
    within("MaxParallelTrainingJobs", limits.parallel(), 1, MOST_PARALLEL);
    limits
        .seconds()
        .ifPresent(seconds -> within("MaxRuntimeInSeconds", seconds, LEAST_SECONDS, MOST_SECONDS));
    definition
        .completion()
        .notImproving()
        .ifPresent(
            jobs ->
                within(
                    "MaxNumberOfTrainingJobsNotImproving",
                    jobs,
                    LEAST_NOT_IMPROVING,
                    Integer.MAX_VALUE));
    within("RandomSeed", definition.seed(), 0, Long.MAX_VALUE);
  }

  private static void within(String member, long value, long least, long most) {
    if (value < least || value > most) {
      throw new CustomerError(
          most >= Integer.MAX_VALUE
              ? Text.format("%s is %d; expected at least %d", member, value, least)
              : Text.format("%s is %d; expected %d to %d", member, value, least, most),
          member);
    }
  }

  /** SageMaker's tuning trains one model at a time in linear learner (spec B1.4). */
  private Map<String, String> fixed(TuningDefinition definition) {
    Map<String, String> fixed = new LinkedHashMap<>(definition.fixed());
    if (schema.find("num_models").isPresent()) {
      if (!"1".equals(fixed.put("num_models", "1"))) {
        notes.add("'num_models' is 1, as in SageMaker's tuning, whatever is given.");
      }
    }
    return fixed;
  }

  private static TuningDefinition bounded(TuningDefinition definition) {
    if (definition.limits().jobs().isEmpty() && definition.limits().seconds().isEmpty()) {
      throw new CustomerError(
          "Nothing bounds the tuning job; expected MaxNumberOfTrainingJobs or MaxRuntimeInSeconds",
          "ResourceLimits");
    }
    return definition;
  }

  private static TuningDefinition grid(TuningDefinition definition) {
    double combinations = new GridStrategy(new SearchSpace(definition.parameters())).combinations();
    if (combinations > MOST_JOBS) {
      throw new CustomerError(
          Text.format(
              "The grid has %.0f combinations; expected at most %d", combinations, MOST_JOBS),
          "ParameterRanges");
    }
    OptionalInt jobs = definition.limits().jobs();
    if (jobs.isPresent() && jobs.getAsInt() != (int) combinations) {
      throw new CustomerError(
          Text.format(
              "MaxNumberOfTrainingJobs is %d, and the grid has %.0f combinations; expected the same, or to leave it out",
              jobs.getAsInt(), combinations),
          "MaxNumberOfTrainingJobs");
    }
    return limited(definition, OptionalInt.of((int) combinations), definition.resources());
  }

  private TuningDefinition hyperband(TuningDefinition definition) {
    Objectives.checkAfterEachPass(algorithm, definition.objective(), "Hyperband");
    TuningDefinition.Resources given =
        definition.resources().orElse(new TuningDefinition.Resources(1, OptionalInt.empty()));
    int most = given.most().orElseGet(() -> inferred(definition.fixed()));
    within("MinResource", given.least(), 1, MOST_EPOCHS);
    within("MaxResource", most, 1, MOST_EPOCHS);
    if (given.least() > most) {
      throw new CustomerError(
          Text.format(
              "MinResource is %d and MaxResource %d; expected MinResource <= MaxResource",
              given.least(), most),
          "HyperbandStrategyConfig");
    }
    if (definition.parameters().stream().anyMatch(p -> p.name().equals("epochs"))) {
      throw new CustomerError(
          "'epochs' is Hyperband's resource and cannot be tuned as well", "epochs");
    }
    Map<String, String> fixed = new LinkedHashMap<>(definition.fixed());
    String before = fixed.put("epochs", Integer.toString(most));
    if (!Integer.toString(most).equals(before)) {
      notes.add("'epochs' is " + most + ", Hyperband's MaxResource.");
    }
    return limited(
        definition.withFixed(fixed),
        definition.limits().jobs(),
        Optional.of(new TuningDefinition.Resources(given.least(), OptionalInt.of(most))));
  }

  private static int inferred(Map<String, String> fixed) {
    for (String name : EPOCHS) {
      String value = fixed.get(name);
      if (value != null && value.matches("\\d{1,9}")) {
        return Integer.parseInt(value);
      }
    }
    throw new CustomerError(
        "MaxResource of HyperbandStrategyConfig is left out and cannot be inferred; expected it, or"
            + " one of the StaticHyperParameters "
            + String.join(", ", EPOCHS),
        "MaxResource");
  }

  private static TuningDefinition limited(
      TuningDefinition d, OptionalInt jobs, Optional<TuningDefinition.Resources> resources) {
    return new TuningDefinition(
        d.name(),
        d.strategy(),
        d.parameters(),
        d.fixed(),
        d.objective(),
        d.type(),
        new TuningDefinition.Limits(jobs, d.limits().parallel(), d.limits().seconds()),
        d.earlyStopping(),
        d.completion(),
        resources,
        d.warmStart(),
        d.seed());
  }
}
