package dev.orrery.tuning.job;

import java.util.List;
import java.util.OptionalDouble;

/**
 * SageMaker's rule of early stopping (spec B4): a job is stopped after a pass when its objective is
 * worse than the median of the running averages that the previous jobs had up to that pass.
 */
final class MedianRule {

  private MedianRule() {}

  /**
   * The median of the previous jobs' averages over the passes 0 to {@code epoch}; empty when none
   * of them has values.
   *
   * @param previous the objective by pass of each previous job that completed
   */
  static OptionalDouble median(List<List<Double>> previous, int epoch) {
    double[] averages =
        previous.stream()
            .filter(curve -> !curve.isEmpty())
            .mapToDouble(
                curve ->
                    curve.stream()
                        .limit(epoch + 1L)
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    int n = averages.length;
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((averages[(n - 1) / 2] + averages[n / 2]) / 2);
  }

  /** Whether a job with this value after a pass is to be stopped. */
  static boolean stops(double value, double median, TuningDefinition.Type type) {
    return type == TuningDefinition.Type.MAXIMIZE ? value < median : value > median;
  }
}
