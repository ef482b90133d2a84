package dev.orrery.core.optimizer;

/**
 * Stochastic gradient descent with momentum: {@code v = momentum * v - rate * g; w += v}.
 *
 * @param momentum 0 to below 1; with 0 nothing is remembered
 */
public record Sgd(double momentum) implements Optimizer {

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
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
    if (momentum == 0) {
      for (int i = 0; i < count; i++) {
        float w = weights[offset + i];
        weights[offset + i] = w - rate * (gradient[gradientOffset + i] + decay * w);
      }
      return;
    }
    float keep = (float) momentum;
    float[] velocity = slots[0];
    for (int i = 0; i < count; i++) {
      float w = weights[offset + i];
      float v = keep * velocity[offset + i] - rate * (gradient[gradientOffset + i] + decay * w);
      velocity[offset + i] = v;
      weights[offset + i] = w + v;
    }
  }

  @Override
  public double reach(float[][] slots, int at, double learningRate, long step) {
    return learningRate / (1 - momentum);
  }
}
