package dev.orrery.core.optimizer;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1), with
 * the bias corrections folded into the rate as in the remark of section 2.
 *
 * @param beta1 share of the first moment that is kept, 0 to below 1
 * @param beta2 share of the second moment that is kept, 0 to below 1
 * @param epsilon keeps the division from 0
 */
public record Adam(double beta1, double beta2, double epsilon) implements Optimizer {

  /** The values of the paper: 0.9, 0.999 and 1e-8. */
  public static Adam standard() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  /**
   * The learning rate with the corrections of both moments in it.
   *
   * @param step number of the update, from 1
   */
  public float rate(double learningRate, long step) {
    return (float)
        (learningRate * Math.sqrt(1 - Math.pow(beta2, step)) / (1 - Math.pow(beta1, step)));
  }

  @Override
  public int slots() {
    return 2;
  }

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
    float rate = rate(learningRate, step);
    float decay = (float) weightDecay;
    float keep1 = (float) beta1;
    float keep2 = (float) beta2;
    float fresh1 = (float) (1 - beta1);
    float fresh2 = (float) (1 - beta2);
    float eps = (float) epsilon;
    float[] first = slots[0];
    float[] second = slots[1];
    for (int i = 0; i < count; i++) {
      float w = weights[offset + i];
      float g = gradient[gradientOffset + i] + decay * w;
      float m = keep1 * first[offset + i] + fresh1 * g;
      float v = keep2 * second[offset + i] + fresh2 * g * g;
      first[offset + i] = m;
      second[offset + i] = v;
      weights[offset + i] = w - rate * m / ((float) Math.sqrt(v) + eps);
    }
  }

  @Override
  public double reach(float[][] slots, int at, double learningRate, long step) {
    return learningRate
        * Math.sqrt(1 - Math.pow(beta2, step))
        / (Math.sqrt(slots[1][at]) + epsilon);
  }
}
