package dev.orrery.core.optimizer;

/**
 * FTRL-Proximal (McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013,
 * algorithm 1): the weights follow from sums of gradients, and small ones are exactly 0. The
 * learning rate is the paper's alpha, weight decay its lambda 2.
 *
 * @param beta smooths the rate, 0 or more
 * @param lambda1 strength of the pull to 0, 0 or more
 */
public record Ftrl(double beta, double lambda1) implements Optimizer {

  @Override
  public int slots() {
    return 2;
  }

  /**
   * {@inheritDoc}
   *
   * <p>In the first step of a weight its value is kept: the sum is set such that the closed form
   * gives it back, so that weights that were initialised at random stay so.
   */
  @Override
  public void update(
      float[] weights,
      float[] gradient,
      float[][] slots,
      int offset,
      int gradientOffset,
      int count,
      double learningRate,
      double weightDecay,
      long step) {
    float[] z = slots[0];
    float[] n = slots[1];
    for (int i = 0; i < count; i++) {
      int at = offset + i;
      double w = weights[at];
      double g = gradient[gradientOffset + i];
      if (n[at] == 0) {
        z[at] = (float) (-w * (beta / learningRate + weightDecay) - Math.signum(w) * lambda1);
      }
      double after = n[at] + g * g;
      double sigma = (Math.sqrt(after) - Math.sqrt(n[at])) / learningRate;
      double sum = z[at] + g - sigma * w;
      z[at] = (float) sum;
      n[at] = (float) after;
      weights[at] =
          Math.abs(sum) <= lambda1
              ? 0
              : (float)
                  (-(sum - Math.signum(sum) * lambda1)
                      / ((beta + Math.sqrt(after)) / learningRate + weightDecay));
    }
  }

  @Override
  public double reach(float[][] slots, int at, double learningRate, long step) {
    return learningRate / (beta + Math.sqrt(slots[1][at]));
  }
}
