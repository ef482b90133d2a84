package dev.orrery.core.optimizer;

/**
 * A rule that moves weights against their gradient, element by element. Implementations have no
 * state of their own: what they remember of each weight lies in slots beside the weights, arrays as
 * long as the weights that begin with zeros.
 *
 * <p>Weight decay is added to the gradient, {@code gradient + weightDecay * weight}, as MXNet's
 * optimizers do, so that the penalty is {@code weightDecay / 2 * |w|^2} (spec B1.3).
 */
public sealed interface Optimizer permits Sgd, Adam, RmsProp, AdaGrad, Ftrl {

  /** Number of slots: values that are remembered for each weight. */
  int slots();

  /**
   * Moves {@code count} weights.
   *
   * @param weights changed from {@code offset}
   * @param gradient of the loss, from {@code gradientOffset}; without weight decay
   * @param slots {@link #slots()} arrays, changed from {@code offset}
   * @param learningRate above 0
   * @param weightDecay 0 or more
   * @param step number of this update of these weights, from 1
   */
  void update(
      float[] weights,
      float[] gradient,
      float[][] slots,
      int offset,
      int gradientOffset,
      int count,
      double learningRate,
      double weightDecay,
      long step);

  /**
   * How far, after {@link #update}, a lasting gradient of 1 beside those that were seen would have
   * moved a weight in a step: what a penalty that is not differentiable must be scaled by, so that
   * its proximal step balances the gradient's.
   *
   * @param slots those of the update
   * @param at index of the weight in them
   */
  double reach(float[][] slots, int at, double learningRate, long step);
}
