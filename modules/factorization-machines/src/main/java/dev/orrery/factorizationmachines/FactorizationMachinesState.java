package dev.orrery.factorizationmachines;

import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * Bias, linear weights, factors and what the optimizer remembers of each; sums over the pass that
 * is under way; and, for early stopping, the weights of the best pass. With {@code
 * orrery_optimizer=als} also the rows, the documented exception to a state of bounded size.
 */
public final class FactorizationMachinesState implements State {

  final Loss loss;
  final Weights weights;

  /** Whether the training rows are sparse. */
  final boolean sparse;

  /** The optimizer whose slots these are. */
  final String optimizer;

  /** What the optimizer remembers: some arrays as long as the weights of each group. */
  final float[][] biasSlots;

  final float[][] linearSlots;
  final float[][] factorSlots;

  /** Which of several hosts this state belongs to; 0 when there is one. */
  int host;

  long rowsSeen;

  /** Updates of the weights so far. */
  long steps;

  /** Passes that have ended. */
  int pass;

  /** Rows and mini-batches of the pass that is under way. */
  long passRows;

  int passBatches;

  /**
   * Rows of the pass that is under way by which each feature was moved, kept by one of several
   * hosts alone; null otherwise.
   */
  long[] featureRows;

  /** Metrics of the pass that is under way, and of the one before. */
  Meter meter = new Meter();

  Meter last = new Meter();

  /** The best pass on the validation channel; null when none has been scored. */
  Best best;

  /** Passes that have ended since the best. */
  int passesSinceBest;

  /** The rows, as sparse ones with a label each; for {@code als} alone. */
  final List<Batch> kept = new ArrayList<>();

  private Workspace workspace;

  /**
   * The best pass.
   *
   * @param epoch the pass, from 0
   * @param loss mean loss on the validation channel
   * @param weights never changed; null when they will not be wanted
   */
  record Best(int epoch, double loss, Weights weights) {}

  FactorizationMachinesState(
      Loss loss, Weights weights, boolean sparse, String optimizer, int slots) {
    this(
        loss,
        weights,
        sparse,
        optimizer,
        new float[slots][1],
        new float[slots][weights.linear.length],
        new float[slots][weights.factors.length]);
  }

  FactorizationMachinesState(
      Loss loss,
      Weights weights,
      boolean sparse,
      String optimizer,
      float[][] biasSlots,
      float[][] linearSlots,
      float[][] factorSlots) {
    this.loss = loss;
    this.weights = weights;
    this.sparse = sparse;
    this.optimizer = optimizer;
    this.biasSlots = biasSlots;
    this.linearSlots = linearSlots;
    this.factorSlots = factorSlots;
  }

  /** Arrays to work with, made when they are first asked for and not part of what is saved. */
  Workspace workspace() {
    if (workspace == null) {
      workspace = new Workspace(weights.n);
    }
    return workspace;
  }

  @Override
  public long rowsSeen() {
    return rowsSeen;
  }
}
