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
 * <p>Let m have the best computed score and let c have the smallest computed distance. Then D(c) is
 * at most D(m) (1 + gamma) / (1 - gamma), hence score(c) at least score(m) - 2e - D(m) gamma / (1 -
 * gamma): only rows with scores in this window can be the nearest. All this is evaluated in double
 * and rounded outwards, but for the last step; sums of products below the smallest normal number
 * add an absolute term.
 */
final class RoundingBound {

  /**
   * Most rows that share a bound of their squared norms, those of a sliver: one sum over all costs
   * less than one for each, and a window so many times as wide is still a narrow one.
   */
  static final int GROUP = 12;

  private static final double U = 0x1p-24;

  /** Covers the rounding of the bound itself. */
  private static final double OUTWARDS = 1.0001;

  /**
   * Covers the rounding of {@link #threshold} itself, which is evaluated in float: three roundings
   * of scores of at most |x|^2 / 2 + |c|^2.
   */
  private static final double EVALUATION = 8 * U;

  private final double gamma;
  private final double ratio;
  private final double underflow;
  private final double greatestNorm;
  private final double perSquare;
  private final double constant;
  private final double squareScale;

  /**
   * @param columns number of columns d
   * @param greatestNorm the greatest norm of a center
   */
  RoundingBound(int columns, double greatestNorm) {
    double nu = (columns + 4.0) * U;
    // From 2^22 columns on nothing useful is known, and every distance is computed directly.
    this.gamma = nu < 0.25 ? OUTWARDS * nu / (1 - nu) : Double.POSITIVE_INFINITY;
    this.ratio = OUTWARDS * gamma / (1 - gamma);
    this.squareScale =
        GROUP * gamma < 1 ? OUTWARDS / (1 - GROUP * gamma) : Double.POSITIVE_INFINITY;
    this.underflow = 8 * (columns + 4.0) * Float.MIN_VALUE;
    this.greatestNorm = greatestNorm * OUTWARDS;
    this.perSquare = OUTWARDS * (gamma * (1 + ratio) + ratio + EVALUATION);
    this.constant =
        OUTWARDS
            * (2 * (1 + ratio) * (gamma * squareOf(this.greatestNorm) + underflow)
                + underflow
                + 2 * EVALUATION * squareOf(this.greatestNorm));
  }

  /**
   * An upper bound of the squared norm of a row from the computed one, or from the computed sum of
   * those of up to {@link #GROUP} rows, of which it is one.
   */
  double square(float computed) {
    return (computed + GROUP * underflow) * squareScale;
  }

  /**
   * Whether scores can be trusted at all for a row of this squared norm: nothing is or may become
   * infinite or not a number.
   */
  boolean holds(double square) {
    return gamma < 1 && 16 * (square + squareOf(greatestNorm)) < Float.MAX_VALUE;
  }

  /**
   * The window below the best score, as a line: the nearest row has at least the score {@code slope
   * * best - offset}. The product |x| |c| is bounded by the mean of the squares, which saves a
   * root.
   */
  float slope() {
    return (float) (1 + 2 * ratio);
  }

  /** The offset that belongs to {@link #slope()}, for a row of this squared norm. */
  float offset(double square) {
    return (float) (perSquare * square + constant);
  }

  /** The lowest score that the nearest row can have when the best score is {@code best}. */
  static float threshold(float slope, float offset, float best) {
    return slope * best - offset;
  }

  /**
   * As {@link #threshold}, tighter when a few rows are far longer than those in question: the
   * nearest row and the one with the best score are no longer than |x| + distance.
   */
  float tightThreshold(double square, float best) {
    double norm = Math.sqrt(square);
    double wide = square - 2.0 * best + 2 * error(norm, greatestNorm);
    double reach = (norm + Math.sqrt(Math.max(0, wide)) * (1 + 2 * gamma)) * OUTWARDS;
    double error = error(norm, Math.min(greatestNorm, reach));
    double distance = Math.max(0, square - 2.0 * best + 2 * error) * OUTWARDS;
    return below(best - 2 * error - distance * ratio - underflow);
  }

  /**
   * The lowest score of a row whose computed distance can be less than or equal to a given one.
   * Such a row is no longer than |x| + distance, which matters when a few rows are far longer than
   * all others.
   */
  float thresholdOfDistance(float computedSquare, float distance) {
    double norm = Math.sqrt(square(computedSquare));
    double square = computedSquare * (1 - gamma) / OUTWARDS - underflow;
    double most = (distance + underflow) * OUTWARDS / (1 - gamma);
    double reach = (norm + Math.sqrt(most)) * OUTWARDS;
    return below((square - most) / 2 - error(norm, Math.min(greatestNorm, reach)));
  }

  /** The lowest product in panels of a row whose {@link Kernels#dot} can exceed a given one. */
  float thresholdOfProduct(float computedSquare, float product) {
    double norm = Math.sqrt(square(computedSquare));
    return below(product - 2 * OUTWARDS * (gamma * norm * greatestNorm + underflow));
  }

  private double error(double norm, double longest) {
    return gamma * (norm * longest + longest * longest / 2) + underflow;
  }

  private static double squareOf(double value) {
    return value * value;
  }

  private static float below(double value) {
    return Math.nextDown((float) value);
  }
}
