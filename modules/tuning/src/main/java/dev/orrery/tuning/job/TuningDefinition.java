package dev.orrery.tuning.job;

import dev.orrery.tuning.search.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a tuning job is to do; pure data. Checked by {@link DefinitionRules}.
 *
 * @param name of the tuning job, 1 to 32 characters
 * @param strategy how settings are chosen
 * @param parameters what is tuned, in order
 * @param fixed hyperparameters that all training jobs have, by name ({@code StaticHyperParameters})
 * @param objective key of the metric, such as {@code validation:objective_loss}
 * @param type whether more or less is better; empty for what the metric says of itself
 * @param limits how many jobs, how many at once, how long
 * @param earlyStopping whether jobs are stopped by the median rule ({@code Auto})
 * @param completion what ends the tuning job before its limits
 * @param resources least and most passes of Hyperband; empty for other strategies
 * @param warmStart the tuning jobs that it learns from
 * @param seed of the strategy and of all training jobs
 */
public record TuningDefinition(
    String name,
    StrategyType strategy,
    List<Parameter> parameters,
    Map<String, String> fixed,
    String objective,
    Optional<Type> type,
    Limits limits,
    boolean earlyStopping,
    Completion completion,
    Optional<Resources> resources,
    Optional<WarmStart> warmStart,
    long seed) {

  /** How settings are chosen. */
  public enum StrategyType {
    /** By a model of what the settings tried so far gave. */
    BAYESIAN("Bayesian"),
    /** Independent draws. */
    RANDOM("Random"),
    /** Every combination of lists. */
    GRID("Grid"),
    /** Many begun, the best gone on with. */
    HYPERBAND("Hyperband");

    private final String text;

    StrategyType(String text) {
      this.text = text;
    }

    /** SageMaker's word. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** Whether more or less of the objective is better. */
  public enum Type {
    /** Less is better. */
    MINIMIZE("Minimize"),
    /** More is better. */
    MAXIMIZE("Maximize");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** SageMaker's word. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Bounds.
   *
   * @param jobs most training jobs; empty for all combinations of a grid, or one turn of Hyperband
   * @param parallel training jobs at once
   * @param seconds wall-clock time
   */
  public record Limits(OptionalInt jobs, int parallel, OptionalLong seconds) {}

  /**
   * What ends a tuning job before its limits (spec B6).
   *
   * @param target value of the objective that suffices
   * @param notImproving how many jobs may fail to better the best by 1 %
   * @param convergence whether it ends when it has converged
   */
  public record Completion(OptionalDouble target, OptionalInt notImproving, boolean convergence) {

    /** Nothing but the limits. */
    public static final Completion NONE =
        new Completion(OptionalDouble.empty(), OptionalInt.empty(), false);
  }

  /**
   * Passes of Hyperband.
   *
   * @param least before which no job is stopped
   * @param most at which every job is; empty for the value of {@code epochs}
   */
  public record Resources(int least, OptionalInt most) {}

  /**
   * Learning from earlier tuning jobs (spec B5).
   *
   * @param sameData whether data and algorithm are theirs ({@code IdenticalDataAndAlgorithm}); else
   *     {@code TransferLearning}
   * @param parents their names, 1 to 5
   */
  public record WarmStart(boolean sameData, List<String> parents) {

    /** SageMaker's word for the type. */
    public String type() {
      return sameData ? "IdenticalDataAndAlgorithm" : "TransferLearning";
    }
  }

  /** Keeps copies, in order. */
  public TuningDefinition {
    parameters = List.copyOf(parameters);
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
  }

  /** The same under another name. */
  public TuningDefinition withName(String other) {
    return changed(other, fixed);
  }

  /** The same with other fixed hyperparameters. */
  public TuningDefinition withFixed(Map<String, String> others) {
    return changed(name, others);
  }

  private TuningDefinition changed(String otherName, Map<String, String> otherFixed) {
    return new TuningDefinition(
        otherName,
        strategy,
        parameters,
        otherFixed,
        objective,
        type,
        limits,
        earlyStopping,
        completion,
        resources,
        warmStart,
        seed);
  }
}
