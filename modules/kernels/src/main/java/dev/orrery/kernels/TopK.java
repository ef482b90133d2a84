package dev.orrery.kernels;

/**
 * The k smallest of a stream of distances or other keys, kept sorted in a slice of the caller's
 * arrays.
 */
final class TopK {

  private TopK() {}

  /**
   * Inserts a candidate. Candidates must come by ascending index, so that ties stay in that order.
   * A distance that is not a number sorts behind all that are.
   *
   * @param offset start of the slice
   * @param found how many entries the slice holds
   * @param k how many it may hold
   * @return how many it holds now
   */
  static int insert(
      int[] index, float[] distance, int offset, int found, int k, int candidate, float d) {
    if (found == k && !before(d, distance[offset + k - 1])) {
      return found;
    }
    int at = offset + (found == k ? k - 1 : found);
    while (at > offset && before(d, distance[at - 1])) {
      distance[at] = distance[at - 1];
      index[at] = index[at - 1];
      at--;
    }
    distance[at] = d;
    index[at] = candidate;
    return Math.min(k, found + 1);
  }

  /** Turns {@code n} keys, by which the greatest came first, into what they stood for. */
  static void negate(float[] keys, int n) {
    for (int i = 0; i < n; i++) {
      keys[i] = -keys[i];
    }
  }

  /** Whether a new distance goes before one that came earlier. */
  private static boolean before(float d, float earlier) {
    return d < earlier || (Float.isNaN(earlier) && !Float.isNaN(d));
  }
}
