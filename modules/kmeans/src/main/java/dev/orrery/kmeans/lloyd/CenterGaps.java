package dev.orrery.kmeans.lloyd;

import dev.orrery.core.run.RunContext;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How far the centers are apart, from below, and every center's neighbours by distance. The sorted
 * neighbours are made when first asked for, since in late passes few centers have rows to search.
 */
final class CenterGaps {

  private static final int ROWS = 32;

  private final int k;
  private final float[] gap;
  private final float[] nearestGap;
  private final double[] nearestUpper;
  private final AtomicReferenceArray<long[]> sorted;

  CenterGaps(int k) {
    this.k = k;
    gap = new float[Math.multiplyExact(k, k)];
    nearestGap = new float[k];
    nearestUpper = new double[k];
    sorted = new AtomicReferenceArray<>(k);
  }

  /** Measures all pairs; returns the number of distances computed. */
  long measure(Assigner assigner, RunContext context) {
    context
        .parallel()
        .forEach(
            k,
            ROWS,
            (from, to) -> {
              for (int a = from; a < to; a++) {
                for (int b = 0; b < a; b++) {
                  float bound = Margins.floor(assigner.margins.lower(squared(assigner, a, b)));
                  gap[a * k + b] = bound;
                  gap[b * k + a] = bound;
                }
              }
            });
    context.parallel().forEach(k, ROWS, (from, to) -> findNearest(assigner, from, to));
    return (long) k * (k - 1) / 2 + k;
  }

  private void findNearest(Assigner assigner, int from, int to) {
    for (int a = from; a < to; a++) {
      int nearest = a == 0 ? 1 : 0;
      for (int b = 0; b < k; b++) {
        if (b != a && gap[a * k + b] < gap[a * k + nearest]) {
          nearest = b;
        }
      }
      nearestGap[a] = gap[a * k + nearest];
      nearestUpper[a] = assigner.margins.upper(squared(assigner, a, nearest));
      sorted.set(a, null);
    }
  }

  private static float squared(Assigner assigner, int a, int b) {
    float[] c = assigner.centers;
    int d = assigner.d;
    return assigner.kernels.squaredDistance(c, a * d, c, b * d, d);
  }

  /** At most the distance to the nearest other center. */
  double nearest(int a) {
    return nearestGap[a];
  }

  /** At least the distance to the nearest other center. */
  double nearestAtMost(int a) {
    return nearestUpper[a];
  }

  /** At most the distance between two centers. */
  float between(int a, int b) {
    return gap[a * k + b];
  }

  /**
   * The other centers, nearest first: {@link #center} and {@link #gap} of each entry. Two threads
   * may make the same list at once; both make the same.
   */
  long[] neighbours(int a) {
    long[] list = sorted.getAcquire(a);
    if (list == null) {
      list = new long[k - 1];
      int i = 0;
      for (int b = 0; b < k; b++) {
        if (b != a) {
          list[i++] = (long) Float.floatToRawIntBits(gap[a * k + b]) << 32 | b;
        }
      }
      Arrays.sort(list);
      sorted.setRelease(a, list);
    }
    return list;
  }

  /** The center of a neighbour. */
  static int center(long neighbour) {
    return (int) neighbour;
  }

  /** At most the distance to a neighbour. */
  static double gap(long neighbour) {
    return Float.intBitsToFloat((int) (neighbour >>> 32));
  }
}
