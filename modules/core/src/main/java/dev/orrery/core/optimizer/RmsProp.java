package dev.orrery.core.optimizer;

/**
 * RMSProp (Tieleman and Hinton, "Neural Networks for Machine Learning", lecture 6.5, 2012): the
 * gradient is divided by a running mean of its size.
 *
 * @param keep share of the running mean that is kept, 0 to below 1
 * @param epsilon keeps the division from 0
 */
public record RmsProp(double keep, double epsilon) implements Optimizer {

  /** 0.9 as in the lecture, and 1e-8. */
  public static RmsProp standard() {
    return new RmsProp(0.9, 1e-8);
  }

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
    float kept = (float) keep;
    float fresh = (float) (1 - keep);
    float eps = (float) epsilon;
    float[] mean = slots[0];
    for (int i = 0; i < count; i++) {
      float w = weights[offset + i];
      float g = gradient[gradientOffset + i] + decay * w;
      float n = kept * mean[offset + i] + fresh * g * g;
      mean[offset + i] = n;
      weights[offset + i] = w - rate * g / (float) Math.sqrt(n + eps);
    }
  }

  @Override
  public double reach(float[][] slots, int at, double learningRate, long step) {
    return learningRate / Math.sqrt(slots[0][at] + epsilon);
  }
}
