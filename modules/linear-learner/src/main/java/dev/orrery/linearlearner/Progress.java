package dev.orrery.linearlearner;

import java.util.Arrays;

/**
 * The best pass so far of each model, whose parameters are restored at the end, and when to stop.
 *
 * <p>Every model has a best pass of its own: where one of a high rate soon swings about its
 * optimum, those of low rates are still on their way, and would else be restored half trained.
 */
final class Progress {

  /** The pass of the best value of any model, from 0; -1 before the first. */
  int bestEpoch = -1;

  /** That value. */
  double bestValue = Double.NaN;

  /** Each model's best pass, -1 for none; empty before the first. */
  int[] epochs = new int[0];

  /** The best value that each model had after a pass; NaN for none. */
  double[] values = new double[0];

  /** Passes since any model's last improvement that counts. */
  int passesWithout;

  /** Whether there was a validation channel. */
  boolean validated;

  /** Every model after its best pass, as in the state. */
  float[] weights = new float[0];

  float[] bias = new float[0];

  /** Each model's mean training and validation loss in its best pass; empty when there was none. */
  double[] trainLoss = new double[0];

  double[] validationLoss = new double[0];

  /**
   * Judges a pass (spec B1.3 step 5).
   *
   * @param epoch the pass, from 0
   * @param judged each model's value of the criterion; NaN where it has none
   * @param less whether less is better
   * @param tolerance least relative improvement that counts
   * @return of which models this is the best pass so far
   */
  boolean[] judge(int epoch, double[] judged, boolean less, double tolerance) {
    return judge(epoch, judged, less, tolerance, new double[0], new double[0]);
  }

  /**
   * Judges a pass by a count of rows, of which little differences are chance.
   *
   * @param errors each model's standard error of the value: within it, the pass of less loss is the
   *     better one; empty to go by the value alone
   * @param losses each model's loss on the same rows
   */
  boolean[] judge(
      int epoch,
      double[] judged,
      boolean less,
      double tolerance,
      double[] errors,
      double[] losses) {
    if (epochs.length == 0) {
      epochs = new int[judged.length];
      values = new double[judged.length];
      Arrays.fill(epochs, -1);
      Arrays.fill(values, Double.NaN);
    }
    boolean counts = false;
    boolean[] improved = new boolean[judged.length];
    for (int m = 0; m < judged.length; m++) {
      if (!Double.isFinite(judged[m])) {
        continue;
      }
      double gain = gain(values[m], judged[m], less);
      counts |= values[m] != 0 && gain / Math.abs(values[m]) >= tolerance || epochs[m] < 0;
      boolean first = epochs[m] < 0;
      improved[m] =
          errors.length == 0 || first || validationLoss.length == 0
              ? gain > 0
              : gain > errors[m] || gain >= -errors[m] && losses[m] < validationLoss[m];
      if (improved[m]) {
        epochs[m] = epoch;
      }
      if (gain > 0) {
        values[m] = judged[m];
        if (gain(bestValue, judged[m], less) > 0) {
          bestEpoch = epoch;
          bestValue = judged[m];
        }
      }
    }
    passesWithout = counts ? 0 : passesWithout + 1;
    return improved;
  }

  /** By how much a value is better than the best so far; infinite when there is none. */
  private static double gain(double best, double value, boolean less) {
    return Double.isNaN(best) ? Double.POSITIVE_INFINITY : less ? best - value : value - best;
  }

  /** Keeps the parameters and losses of those models that have improved. */
  void keep(
      boolean[] improved,
      float[] allWeights,
      float[] allBias,
      double[] allTrain,
      double[] allValidation) {
    if (weights.length == 0) {
      weights = allWeights.clone();
      bias = allBias.clone();
      trainLoss = allTrain.clone();
      validationLoss = allValidation.clone();
      return;
    }
    int width = weights.length / improved.length;
    int outputs = bias.length / improved.length;
    for (int m = 0; m < improved.length; m++) {
      if (improved[m]) {
        System.arraycopy(allWeights, m * width, weights, m * width, width);
        System.arraycopy(allBias, m * outputs, bias, m * outputs, outputs);
        trainLoss[m] = allTrain[m];
        if (validationLoss.length > 0) {
          validationLoss[m] = allValidation[m];
        }
      }
    }
  }

  Progress copy() {
    Progress copy = new Progress();
    copy.bestEpoch = bestEpoch;
    copy.bestValue = bestValue;
    copy.epochs = epochs.clone();
    copy.values = values.clone();
    copy.passesWithout = passesWithout;
    copy.validated = validated;
    copy.weights = weights.clone();
    copy.bias = bias.clone();
    copy.trainLoss = trainLoss.clone();
    copy.validationLoss = validationLoss.clone();
    return copy;
  }
}
