package dev.orrery.kmeans.lloyd;

import java.util.Arrays;

/** Sum, in double, and count of the rows of each cluster. */
public final class ClusterSums {

  /** {@code k x d} sums, row-major. */
  public final double[] sums;

  /** k counts. */
  public final long[] counts;

  /** Nothing summed yet. */
  public ClusterSums(int k, int d) {
    sums = new double[Math.multiplyExact(k, d)];
    counts = new long[k];
  }

  /** Adds the sums of other rows. */
  public void add(ClusterSums other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    for (int j = 0; j < counts.length; j++) {
      counts[j] += other.counts[j];
    }
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
  }
}
