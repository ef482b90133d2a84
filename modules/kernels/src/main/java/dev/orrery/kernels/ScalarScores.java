package dev.orrery.kernels;

/** What the searches do with the scores of some rows, one by one. */
final class ScalarScores {

  private ScalarScores() {}

  /** As {@link BlockedKernels#loneBests}. */
  static void loneBests(
      float[] scores,
      int at,
      int n,
      int rows,
      float slope,
      float offset,
      int[] place,
      float[] top) {
    for (int r = 0; r < rows; r++) {
      float best = Float.NEGATIVE_INFINITY;
      float second = Float.NEGATIVE_INFINITY;
      int where = -1;
      for (int i = 0; i < n; i++) {
        float s = scores[at + r * n + i];
        if (s > best) {
          second = best;
          best = s;
          where = i;
        } else if (s > second) {
          second = s;
        }
      }
      float threshold = RoundingBound.threshold(slope, offset, best);
      place[r] = second >= threshold || second == best ? -1 : where;
      top[r] = best;
    }
  }
}
