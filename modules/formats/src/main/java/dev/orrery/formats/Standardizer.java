package dev.orrery.formats;

import java.util.List;

/** Shifts and scales the features of a row to mean 0 and deviation 1. */
final class Standardizer {

  private final double[] mean;
  private final double[] deviation;

  Standardizer(List<Double> means, List<Double> deviations) {
    mean = means.stream().mapToDouble(Double::doubleValue).toArray();
    // A constant column stays at 0.
    deviation = deviations.stream().mapToDouble(d -> d == 0 ? 1 : d).toArray();
  }

  void apply(float[] values, int offset) {
    for (int j = 0; j < mean.length; j++) {
      values[offset + j] = (float) ((values[offset + j] - mean[j]) / deviation[j]);
    }
  }

  /** Undoes {@link #apply}. */
  void restore(float[] values, int offset) {
    for (int j = 0; j < mean.length; j++) {
      values[offset + j] = (float) (values[offset + j] * deviation[j] + mean[j]);
    }
  }
}
