package dev.orrery.kernels;

/**
 * Tells whether a row's best score is above all doubt, from scores {@code x.c - |c|^2 / 2} that
 * were summed in float in any order.
 */
public final class NearestDecision {
  private final RoundingBound bound;
  private final float slope;

  NearestDecision(PackedPanels panels) {
    bound = new RoundingBound(panels.columns(), panels.greatestNorm());
    slope = bound.slope();
  }

  /**
   * Whether the center with the best score is the nearest.
   *
   * @param best the best score
   * @param second the next best, or minus infinity; may equal the best
   * @param squaredNorm squared norm of the row, summed in float
   */
  public boolean isClear(float best, float second, float squaredNorm) {
    double square = bound.square(squaredNorm);
    return bound.holds(square)
        && best > Float.NEGATIVE_INFINITY
        && second < RoundingBound.threshold(slope, bound.offset(square), best);
  }
}
