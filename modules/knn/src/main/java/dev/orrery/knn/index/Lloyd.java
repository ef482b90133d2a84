package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Packed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A few iterations of Lloyd's algorithm from random rows: enough for the cells of an inverted index
 * and for codebooks, whose quality depends little on the last iterations (as in faiss: 10 for
 * cells, and a bounded number of rows per center).
 */
final class Lloyd {

  /** Hears of each iteration. */
  interface Listener {
    void moved(int iteration, float[] centers, int[] counts, double loss);
  }

  private static final int CHUNK = 1024;

  private final float[] x;
  private final int n;
  private final int d;
  private final int k;
  private final RunContext context;
  private final int[] labels;
  private final float[] squared;

  /** Some rows, {@code n x d}, to be divided into {@code k} cells, at most n. */
  Lloyd(float[] x, int n, int d, int k, RunContext context) {
    this.x = x;
    this.n = n;
    this.d = d;
    this.k = k;
    this.context = context;
    this.labels = new int[n];
    this.squared = new float[n];
  }

  /** The centers, {@code k x d}. */
  float[] centers(int iterations, RandomGenerator random, Listener listener) {
    int[] first = distinct(n, k, random);
    float[] centers = new float[k * d];
    for (int c = 0; c < k; c++) {
      System.arraycopy(x, first[c] * d, centers, c * d, d);
    }
    for (int i = 0; i < iterations; i++) {
      context.cancellation().check();
      double loss = assign(centers);
      int[] counts = move(centers);
      listener.moved(i, centers, counts, loss);
    }
    return centers;
  }

  private double assign(float[] centers) {
    nearest(x, n, context.kernels().pack(centers, 0, k, d), labels, squared, context);
    double sum = 0;
    for (float s : squared) {
      sum += s;
    }
    return sum / n;
  }

  /** The nearest center and the squared distance to it for every row, on all threads. */
  static void nearest(
      float[] x, int n, Packed centers, int[] labels, float[] squared, RunContext context) {
    int d = centers.columns();
    context
        .parallel()
        .forEach(
            n,
            CHUNK,
            (from, to) ->
                context
                    .kernels()
                    .nearest(x, from * d, to - from, centers, labels, from, squared, from));
  }

  /** Centers go to the means of their rows; one without rows takes the row furthest from all. */
  private int[] move(float[] centers) {
    double[] sums = new double[k * d];
    long[] counts = new long[k];
    context.kernels().addRowsByLabel(x, 0, n, d, labels, 0, sums, counts);
    for (int c = 0; c < k; c++) {
      if (counts[c] == 0) {
        int furthest = 0;
        for (int i = 1; i < n; i++) {
          furthest = squared[i] > squared[furthest] ? i : furthest;
        }
        squared[furthest] = -1;
        System.arraycopy(x, furthest * d, centers, c * d, d);
        continue;
      }
      for (int j = c * d; j < (c + 1) * d; j++) {
        centers[j] = (float) (sums[j] / counts[c]);
      }
    }
    return Arrays.stream(counts).mapToInt(Math::toIntExact).toArray();
  }

  /** {@code k} of the numbers below n, none twice, in random order. */
  static int[] distinct(int n, int k, RandomGenerator random) {
    int[] all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = i;
    }
    for (int i = 0; i < k; i++) {
      int other = i + random.nextInt(n - i);
      int kept = all[other];
      all[other] = all[i];
      all[i] = kept;
    }
    return Arrays.copyOf(all, k);
  }

  /** At most {@code most} of some rows, drawn uniformly and kept in their order. */
  static float[] sample(float[] x, int n, int d, int most, RandomGenerator random) {
    if (n <= most) {
      return x;
    }
    int[] chosen = distinct(n, most, random);
    Arrays.sort(chosen);
    float[] rows = new float[most * d];
    for (int i = 0; i < most; i++) {
      System.arraycopy(x, chosen[i] * d, rows, i * d, d);
    }
    return rows;
  }
}
