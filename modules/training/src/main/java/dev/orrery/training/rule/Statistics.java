package dev.orrery.training.rule;

import java.util.Arrays;

/** Figures of the values of a tensor, summed in double; NaN for one without values. */
final class Statistics {

  private Statistics() {}

  static double meanAbsolute(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs((double) value);
    }
    return sum / values.length;
  }

  /** The mean absolute difference of two tensors of one length. */
  static double meanChange(float[] from, float[] to) {
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      sum += Math.abs((double) to[i] - from[i]);
    }
    return sum / from.length;
  }

  /** The variance of the values {@code at, at + stride, ...}, their number being the divisor. */
  static double variance(float[] values, int at, int stride) {
    double sum = 0;
    int count = 0;
    for (int i = at; i < values.length; i += stride) {
      sum += values[i];
      count++;
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = at; i < values.length; i += stride) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return squares / count;
  }

  /** The difference of two percentiles, between values by a straight line as numpy's default. */
  static double percentileSpan(float[] values, double low, double high) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return percentile(sorted, high) - percentile(sorted, low);
  }

  private static double percentile(float[] sorted, double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = percent / 100 * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]);
  }

  /**
   * Whether {@code |a - b| <= atol + rtol |b|} holds everywhere, as numpy's {@code allclose}:
   * infinities are close to themselves alone.
   *
   * @param equalNan whether NaN is close to NaN
   */
  static boolean allClose(float[] a, float[] b, double rtol, double atol, boolean equalNan) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (!close(a[i], b[i], rtol, atol, equalNan)) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(double a, double b, double rtol, double atol, boolean equalNan) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return equalNan && Double.isNaN(a) && Double.isNaN(b);
    }
    return Double.isInfinite(a) || Double.isInfinite(b)
        ? a == b
        : Math.abs(a - b) <= atol + rtol * Math.abs(b);
  }
}
