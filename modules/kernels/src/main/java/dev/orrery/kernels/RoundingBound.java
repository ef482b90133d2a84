package dev.orrery.kernels;

/**
 * How far a score computed in float can mislead about the order of the distances that {@link
 * Kernels#squaredDistance} computes.
 *
 * <p>The score of a center c for a row x is s = x.c - |c|^2 / 2, and |x - c|^2 = |x|^2 - 2s. With u
 * = 2^-24 and gamma(n) = nu / (1 - nu), a sum of n rounded products in any order is off by at most
 * gamma(n) times the sum of their magnitudes (Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd edition, section 3.1). So for d columns
 *
 * <ul>
 *   <li>a computed score is off by at most e = gamma(d + 4) (|x| |c| + |c|^2 / 2), by Cauchy and
 *       Schwarz;
 *   <li>a computed distance D is off by at most gamma(d + 4) D.
 * </ul>
 *
 * <p>Let m have the best computed score and let c have the smallest computed distance. Then D(c) <=
 * D(m) (1 + gamma) / (1 - gamma), hence score(c) >= score(m) - 2e - D(m) gamma / (1 - gamma): only
 * rows with scores in this window can be the nearest. All this is evaluated in double and rounded
 * outwards; sums of products below the smallest normal number add an absolute term.
 */
final class RoundingBound {

  private static final double U = 0x1p-24;

  /** Covers the rounding of the bound itself. */
  private static final double OUTWARDS = 1.0001;

  private final double gamma;
  private final double underflow;
  private final double greatestNorm;

  /**
   * @param columns number of columns d
   * @param greatestNorm the greatest norm of a center
   */
  RoundingBound(int columns, double greatestNorm) {
    double nu = (columns + 4.0) * U;
    // From 2^22 columns on nothing useful is known, and every distance is computed directly.
    this.gamma = nu < 0.25 ? OUTWARDS * nu / (1 - nu) : Double.POSITIVE_INFINITY;
    this.underflow = 8 * (columns + 4.0) * Float.MIN_VALUE;
    this.greatestNorm = greatestNorm * OUTWARDS;
  }

  /** An upper bound of the norm of a row from its computed squared norm. */
  double norm(float computedSquare) {
    return Math.sqrt((computedSquare + underflow) * OUTWARDS / (1 - gamma));
  }

  /**
   * Whether scores can be trusted at all for a row of this norm: nothing is or may become infinite
   * or not a number.
   */
  boolean holds(double norm) {
    double reach = norm + greatestNorm;
    return gamma < 1 && 4 * (1 + gamma) * reach * reach < Float.MAX_VALUE;
  }

  /** The lowest score that the nearest row can have when the best score is {@code best}. */
  float threshold(double norm, float best) {
    return below(best - window(norm, greatestNorm, best));
  }

  /**
   * As {@link #threshold}, tighter when a few rows are far longer than those in question: the
   * nearest row and the one with the best score are no longer than |x| + distance.
   */
  float tightThreshold(double norm, float best) {
    double reach = norm + Math.sqrt(distance(norm, greatestNorm, best)) * (1 + 2 * gamma);
    return below(best - window(norm, Math.min(greatestNorm, reach * OUTWARDS), best));
  }

  /** The lowest score of a row whose computed distance can be less than or equal to a given one. */
  float thresholdOfDistance(double norm, float computedSquare, float distance) {
    double square = computedSquare * (1 - gamma) / OUTWARDS - underflow;
    double most = (distance + underflow) * OUTWARDS / (1 - gamma);
    return below((square - most) / 2 - error(norm, greatestNorm));
  }

  private double window(double norm, double longest, float best) {
    return 2 * error(norm, longest)
        + distance(norm, longest, best) * gamma / (1 - gamma) * OUTWARDS
        + underflow;
  }

  /** An upper bound of the squared distance of the row with the best score. */
  private double distance(double norm, double longest, float best) {
    return Math.max(0, norm * norm - 2.0 * best + 2 * error(norm, longest)) * OUTWARDS;
  }

  private double error(double norm, double longest) {
    return gamma * (norm * longest + longest * longest / 2) + underflow;
  }

  private static float below(double value) {
    return Math.nextDown((float) value);
  }
}
