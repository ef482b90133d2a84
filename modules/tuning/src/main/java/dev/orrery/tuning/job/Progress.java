package dev.orrery.tuning.job;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the training jobs of a tuning job have come to so far, for its completion criteria (spec
 * B6).
 */
final class Progress {

  /** By how much of the best another must be better to count as an improvement. */
  private static final double IMPROVEMENT = 0.01;

  private static final int LEAST_TO_CONVERGE = 20;
  private static final int TO_CONVERGE_BY_PARAMETER = 3;

  private final TuningDefinition definition;
  private final Objective objective;
  private double reference = Double.NaN;
  private int notImproving;
  private boolean reached;

  Progress(TuningDefinition definition, Objective objective) {
    this.definition = definition;
    this.objective = objective;
  }

  /** Takes in the next job, in order. */
  void add(TrainingJob job) {
    if (!job.hasObjective() || !job.result().completed()) {
      notImproving++;
      return;
    }
    double loss = objective.loss(job.objective());
    OptionalDouble target = definition.completion().target();
    reached |= target.isPresent() && loss <= objective.loss(target.getAsDouble());
    if (Double.isNaN(reference)
        || loss <= reference - IMPROVEMENT * Math.abs(reference) && loss < reference) {
      reference = loss;
      notImproving = 0;
    } else {
      notImproving++;
    }
  }

  /** Jobs since the best was last bettered by 1 % or more. */
  int notImproving() {
    return notImproving;
  }

  /** Whether the jobs no longer better the best. */
  boolean converged() {
    return notImproving
        >= Math.max(LEAST_TO_CONVERGE, TO_CONVERGE_BY_PARAMETER * definition.parameters().size());
  }

  /** Why the tuning job is complete; empty when it is not. */
  Optional<String> reason() {
    if (reached) {
      return Optional.of(
          "a training job reached the target, " + definition.completion().target().getAsDouble());
    }
    OptionalInt most = definition.completion().notImproving();
    if (most.isPresent() && notImproving >= most.getAsInt()) {
      return Optional.of(notImproving + " training jobs in a row did not better the best by 1 %");
    }
    if (definition.completion().convergence() && converged()) {
      return Optional.of(
          "it has converged: " + notImproving + " training jobs did not better the best by 1 %");
    }
    return Optional.empty();
  }
}
