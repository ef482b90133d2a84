package dev.orrery.core.optimizer;

/**
 * AdaGrad (Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization", JMLR 12, 2011): each weight's rate falls with the sum of its squared
 * gradients.
 *
 * @param epsilon keeps the division from 0
 */
public record AdaGrad(double epsilon) implements Optimizer {

  @Override
  public int slots() {
    return 1;
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
    float rate = (float) learningRate;
    float decay = (float) weightDecay;
    float eps = (float) epsilon;
    float[] sum = slots[0];
    for (int i = 0; i < count; i++) {
      float w = weights[offset + i];
      float g = gradient[gradientOffset + i] + decay * w;
      float n = sum[offset + i] + g * g;
      sum[offset + i] = n;
      weights[offset + i] = w - rate * g / ((float) Math.sqrt(n) + eps);
    }
  }

  @Override
  public double reach(float[][] slots, int at, double learningRate, long step) {
    return learningRate / (Math.sqrt(slots[0][at]) + epsilon);
  }
}
