package dev.orrery.linearlearner;

/** The best pass so far, whose parameters are restored at the end, and when to stop. */
final class Progress {

  /** The pass, from 0; -1 before the first. */
  int bestEpoch = -1;

  /** What it was best by. */
  double bestValue = Double.NaN;

  /** Passes since the last improvement that counts. */
  int passesWithout;

  /** Whether there was a validation channel. */
  boolean validated;

  /** All models after that pass, as in the state. */
  float[] weights = new float[0];

  float[] bias = new float[0];

  /** Each model's mean training and validation loss in that pass; empty when there was none. */
  double[] trainLoss = new double[0];

  double[] validationLoss = new double[0];

  /**
   * Judges a pass (spec B1.3 step 5).
   *
   * @param value of the criterion
   * @param less whether less is better
   * @param tolerance least relative improvement that counts
   * @return whether this is the best pass so far
   */
  boolean judge(double value, boolean less, double tolerance) {
    if (bestEpoch < 0 || Double.isNaN(bestValue)) {
      bestValue = value;
      passesWithout = 0;
      return true;
    }
    double gain = less ? bestValue - value : value - bestValue;
    double relative = bestValue == 0 ? 0 : gain / Math.abs(bestValue);
    passesWithout = relative >= tolerance ? 0 : passesWithout + 1;
    if (gain > 0) {
      bestValue = value;
      return true;
    }
    return false;
  }

  Progress copy() {
    Progress copy = new Progress();
    copy.bestEpoch = bestEpoch;
    copy.bestValue = bestValue;
    copy.passesWithout = passesWithout;
    copy.validated = validated;
    copy.weights = weights.clone();
    copy.bias = bias.clone();
    copy.trainLoss = trainLoss.clone();
    copy.validationLoss = validationLoss.clone();
    return copy;
  }
}
