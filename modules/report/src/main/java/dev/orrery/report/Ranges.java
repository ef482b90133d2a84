package dev.orrery.report;

/** Ranges of axes. */
final class Ranges {

  private static final double MARGIN = 0.04;

  private Ranges() {}

  /**
   * The range that shows values from low to high with a margin; values that are all alike get room
   * in proportion to their size, and no values (low above high) get 0 to 1.
   */
  static double[] around(double low, double high) {
    if (low > high) {
      return new double[] {0, 1};
    }
    double span = high - low;
    double size = Math.max(Math.abs(low), Math.abs(high));
    double margin = span > 1e-6 * size ? MARGIN * span : size > 0 ? 0.1 * size : 1;
    return new double[] {low - margin, high + margin};
  }
}
