package dev.orrery.training.rule;

import java.util.OptionalLong;

/**
 * When tensors are saved.
 *
 * @param passes that the training is to make over its data
 * @param interval mini-batches from one save to the next; empty for the default
 */
record SavePlan(int passes, OptionalLong interval) {

  /** Whether weights, gradients and losses are saved at the end of a pass. */
  boolean byPass() {
    return interval.isEmpty() && passes > 1;
  }

  /** Whether a mini-batch is saved for itself. */
  boolean saves(long step) {
    return interval.isPresent() ? step % interval.getAsLong() == 0 : passes == 1;
  }
}
