package dev.orrery.factorizationmachines;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.factorizationmachines.FactorizationMachinesHyperparameters.ParameterGroup;

/**
 * Coordinate descent: every weight in turn is set to the value that is best given all others, which
 * has a closed form since the output is linear in each (Rendle et al., "Fast Context-aware
 * Recommendations with Factorization Machines", SIGIR 2011). It lowers {@code sum of squared errors
 * + rows * wd / 2 * sum of squared weights}, the objective of the mini-batch optimizers times the
 * rows, in every step. A sweep costs O(elements * k); the weights are set one after the other, on
 * one thread.
 */
final class AlternatingLeastSquares {

  private final Hyperparameters hyperparameters;
  private final Weights weights;
  private final CsrMatrix x;
  private final float[] labels;
  private final TouchedFeatures byFeature;

  /** Label less output of each row. */
  private final double[] error;

  /** Sum of x times the factor that is under way, of each row. */
  private final double[] sum;

  AlternatingLeastSquares(
      Hyperparameters hyperparameters, Weights weights, CsrMatrix x, float[] labels) {
    this.hyperparameters = hyperparameters;
    this.weights = weights;
    this.x = x;
    this.labels = labels;
    this.byFeature = new TouchedFeatures(weights.n);
    byFeature.index(x, false);
    this.error = new double[x.rows()];
    this.sum = new double[x.rows()];
  }

  /**
   * Sets every weight once, the bias first; the training metrics afterwards.
   *
   * @throws dev.orrery.core.error.CustomerError when a weight is no finite number
   */
  Meter sweep(RunContext context) {
    float[] outputs = Scoring.outputs(weights, x, context);
    for (int r = 0; r < error.length; r++) {
      error[r] = labels[r] - outputs[r];
    }
    if (hyperparameters.get(FactorizationMachinesHyperparameters.USE_BIAS)) {
      setBias();
    }
    if (hyperparameters.get(FactorizationMachinesHyperparameters.USE_LINEAR)) {
      setLinear();
    }
    for (int f = 0; f < weights.k; f++) {
      context.cancellation().check();
      setFactor(f);
    }
    for (int t = 0; t < byFeature.count; t++) {
      weights.measure(byFeature.feature[t]);
    }
    if (!weights.finite()) {
      throw NotFinite.error(
          "A sweep of alternating least squares led to weights that are not finite",
          hyperparameters,
          "train");
    }
    outputs = Scoring.outputs(weights, x, context);
    Meter meter = new Meter();
    for (int r = 0; r < error.length; r++) {
      meter.add(Loss.SQUARED, outputs[r], labels[r], 1);
    }
    return meter;
  }

  private double penalty(ParameterGroup group) {
    return 0.5 * error.length * hyperparameters.get(group.weightDecay());
  }

  private void setBias() {
    double all = 0;
    for (double e : error) {
      all += e;
    }
    double penalty = penalty(FactorizationMachinesHyperparameters.BIAS);
    float before = weights.bias[0];
    float after = (float) ((before * (double) error.length + all) / (error.length + penalty));
    weights.bias[0] = after;
    for (int r = 0; r < error.length; r++) {
      error[r] -= (double) after - before;
    }
  }

  private void setLinear() {
    double penalty = penalty(FactorizationMachinesHyperparameters.LINEAR);
    for (int t = 0; t < byFeature.count; t++) {
      double squares = 0;
      double pull = 0;
      for (int e = byFeature.start[t]; e < byFeature.start[t + 1]; e++) {
        double value = byFeature.value[e];
        squares += value * value;
        pull += value * error[byFeature.row[e]];
      }
      if (squares + penalty == 0) {
        continue;
      }
      float before = weights.linear[byFeature.feature[t]];
      float after = (float) ((before * squares + pull) / (squares + penalty));
      weights.linear[byFeature.feature[t]] = after;
      double change = (double) after - before;
      for (int e = byFeature.start[t]; e < byFeature.start[t + 1]; e++) {
        error[byFeature.row[e]] -= byFeature.value[e] * change;
      }
    }
  }

  private void setFactor(int f) {
    double penalty = penalty(FactorizationMachinesHyperparameters.FACTORS);
    int k = weights.k;
    for (int r = 0; r < sum.length; r++) {
      double s = 0;
      for (int e = x.rowStart()[r]; e < x.rowStart()[r + 1]; e++) {
        s += (double) x.value()[e] * weights.factors[x.column()[e] * k + f];
      }
      sum[r] = s;
    }
    for (int t = 0; t < byFeature.count; t++) {
      int at = byFeature.feature[t] * k + f;
      float before = weights.factors[at];
      double squares = 0;
      double pull = 0;
      for (int e = byFeature.start[t]; e < byFeature.start[t + 1]; e++) {
        int r = byFeature.row[e];
        double value = byFeature.value[e];
        double slope = value * (sum[r] - value * before);
        squares += slope * slope;
        pull += slope * error[r];
      }
      if (squares + penalty == 0) {
        continue;
      }
      float after = (float) ((before * squares + pull) / (squares + penalty));
      weights.factors[at] = after;
      double change = (double) after - before;
      for (int e = byFeature.start[t]; e < byFeature.start[t + 1]; e++) {
        int r = byFeature.row[e];
        double value = byFeature.value[e];
        error[r] -= value * (sum[r] - value * before) * change;
        sum[r] += value * change;
      }
    }
  }
}
