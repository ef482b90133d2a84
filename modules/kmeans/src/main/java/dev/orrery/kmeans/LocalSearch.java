package dev.orrery.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import java.util.random.RandomGenerator;

/**
 * Better first centers by local search: again and again a row is drawn as k-means++ draws it, and
 * takes the place of the center whose loss costs least, when that lowers the sum of squared
 * distances.
 *
 * <p>Lattanzi and Sohler, "A Better k-means++ Algorithm via Local Search" (ICML 2019). A step costs
 * n distances, and a swap those of the rows that had the lost center as nearest or second nearest.
 */
final class LocalSearch {

  private final DenseMatrix rows;
  private final Rows points;
  private final RunContext context;
  private final int n;
  private final int d;
  private final int k;
  private final float[] centers;

  /** Nearest and second nearest center of each row, and their squared distances. */
  private final int[] near;

  private final int[] next;
  private final float[] nearSquared;
  private final float[] nextSquared;

  private LocalSearch(DenseMatrix rows, float[] centers, RunContext context) {
    this.rows = rows;
    this.points = new Rows(rows, context.kernels());
    this.context = context;
    this.n = rows.rows();
    this.d = rows.columns();
    this.k = centers.length / d;
    this.centers = centers.clone();
    near = new int[n];
    next = new int[n];
    nearSquared = new float[n];
    nextSquared = new float[n];
  }

  /**
   * Improves {@code k x d} centers; a single one stays as it is.
   *
   * @param steps rows to draw
   * @return new centers, each the old one or a row
   */
  static float[] improve(
      DenseMatrix rows, float[] centers, int steps, RandomGenerator random, RunContext context) {
    if (centers.length == rows.columns()) {
      return centers;
    }
    LocalSearch search = new LocalSearch(rows, centers, context);
    int[] all = new int[search.n];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    search.measure(all, all.length);
    float[] candidate = new float[search.d];
    float[] squared = new float[search.n];
    for (int step = 0; step < steps; step++) {
      context.cancellation().check();
      int row = search.draw(random);
      if (row < 0) {
        break;
      }
      search.points.copy(row, candidate, 0);
      context
          .parallel()
          .forEach(
              search.n,
              Rows.CHUNK,
              (from, to) -> search.points.distancesTo(candidate, from, to, squared));
      int lost = search.cheapest(squared);
      if (lost >= 0) {
        search.swap(lost, candidate, squared);
      }
    }
    return search.centers;
  }

  /** A row with a chance that grows with its squared distance; -1 when all are on centers. */
  private int draw(RandomGenerator random) {
    double total = 0;
    for (float squared : nearSquared) {
      total += squared;
    }
    double left = random.nextDouble() * total;
    int last = -1;
    for (int i = 0; i < n && left >= 0; i++) {
      if (nearSquared[i] > 0) {
        last = i;
        left -= nearSquared[i];
      }
    }
    return last;
  }

  /** The center to give up for the candidate; -1 when no swap lowers the sum. */
  private int cheapest(float[] squared) {
    double now = 0;
    double with = 0;
    double[] extra = new double[k];
    for (int i = 0; i < n; i++) {
      now += nearSquared[i];
      double kept = Math.min(nearSquared[i], squared[i]);
      with += kept;
      extra[near[i]] += Math.min(nextSquared[i], squared[i]) - kept;
    }
    int best = 0;
    for (int j = 1; j < k; j++) {
      if (extra[j] < extra[best]) {
        best = j;
      }
    }
    return with + extra[best] < now ? best : -1;
  }

  private void swap(int lost, float[] candidate, float[] squared) {
    System.arraycopy(candidate, 0, centers, lost * d, d);
    int[] open = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (near[i] == lost || next[i] == lost) {
        open[count++] = i;
      } else if (squared[i] < nearSquared[i]) {
        next[i] = near[i];
        nextSquared[i] = nearSquared[i];
        near[i] = lost;
        nearSquared[i] = squared[i];
      } else if (squared[i] < nextSquared[i]) {
        next[i] = lost;
        nextSquared[i] = squared[i];
      }
    }
    measure(open, count);
  }

  /** Finds the two nearest centers of some rows. */
  private void measure(int[] open, int count) {
    var packed = context.kernels().pack(centers, 0, k, d);
    context
        .parallel()
        .forEach(
            count,
            Rows.CHUNK,
            (from, to) -> {
              float[] block = new float[(to - from) * d];
              int[] index = new int[2 * (to - from)];
              float[] distance = new float[2 * (to - from)];
              for (int i = from; i < to; i++) {
                points.copy(open[i], block, (i - from) * d);
              }
              context.kernels().topK(block, 0, to - from, packed, 2, index, distance);
              for (int i = from; i < to; i++) {
                near[open[i]] = index[2 * (i - from)];
                next[open[i]] = index[2 * (i - from) + 1];
                nearSquared[open[i]] = distance[2 * (i - from)];
                nextSquared[open[i]] = distance[2 * (i - from) + 1];
              }
            });
  }
}
