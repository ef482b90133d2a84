package dev.orrery.kmeans.lloyd;

/**
 * What a computed squared distance says about the true one, whatever the order of its sums.
 *
 * <p>A kernel computes s = sum (a_i - b_i)^2 in float32. Every difference, square and addition is
 * off by a factor of at most 1 +- 2^-24 (and, where squares underflow, by 2^-149), so that s lies
 * within D^2 (1 +- gamma) +- absolute of the true D^2 (Higham 2002, section 3.1). From this follow
 * bounds on D that hold to the last bit, and with them a rule for leaving a center out that never
 * contradicts the kernel: {@link #reach}.
 */
final class Margins {

  /** Outward factors for a few roundings in double. */
  static final double UP = 1 + 0x1p-50;

  static final double DOWN = 1 - 0x1p-50;

  private final double gamma;
  private final double absolute;
  private final double ratio;
  private final double slack;
  private final double movement;

  /** Margins for vectors of {@code columns} elements. */
  Margins(int columns) {
    double operations = (columns + 4) * 0x1p-24;
    gamma = operations / (1 - operations);
    absolute = (columns + 1.0) * 0x1p-148;
    ratio = Math.sqrt((1 + gamma) / (1 - gamma)) * (1 + 0x1p-40);
    slack = 2 * Math.sqrt(absolute);
    movement = 1 + (columns + 8.0) * 0x1p-51;
  }

  /** At least the true distance whose computed square is {@code s}. */
  double upper(float s) {
    return Math.sqrt((s + absolute) / (1 - gamma)) * UP;
  }

  /** At most the true distance whose computed square is {@code s}. */
  double lower(float s) {
    return Math.sqrt(Math.max(0, s - absolute) / (1 + gamma)) * DOWN;
  }

  /**
   * The reach of a center within {@code upper} of a row: a center that is truly further than this
   * has a larger computed squared distance too, so it need not be looked at.
   */
  double reach(double upper) {
    return upper * ratio + slack;
  }

  /**
   * At most the true squared distance, from one computed as |x|^2 - 2 x.c + |c|^2 in float32. The
   * three sums and their additions are off by gamma times (|x| + |c|)^2 at most.
   */
  double lowerOfExpanded(float s, double normSum) {
    return Math.max(0, s - expandedError(normSum)) * DOWN;
  }

  /** At least the true squared distance, from one computed in the expanded form. */
  double upperOfExpanded(float s, double normSum) {
    return (s + expandedError(normSum)) * UP;
  }

  private double expandedError(double normSum) {
    return 2 * gamma * normSum * normSum + 4 * absolute;
  }

  /** At least the true distance between two vectors, computed in double. */
  double distance(float[] a, float[] b, int offset, int n) {
    double sum = 0;
    for (int i = offset; i < offset + n; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum) * movement;
  }

  /** The largest float not above a bound of 0 or more. */
  static float floor(double bound) {
    float f = (float) bound;
    return f > bound ? Math.nextDown(f) : f;
  }
}
