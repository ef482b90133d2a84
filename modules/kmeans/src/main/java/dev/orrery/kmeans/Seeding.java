package dev.orrery.kmeans;

import dev.orrery.core.run.RunContext;
import java.util.random.RandomGenerator;

/**
 * First centers: which rows to take.
 *
 * <p>Arthur and Vassilvitskii, "k-means++: The Advantages of Careful Seeding" (SODA 2007).
 */
final class Seeding {

  private Seeding() {}

  /** {@code k} of {@code n} rows at random, none twice, each set equally likely; k at most n. */
  static int[] random(int n, int k, RandomGenerator random) {
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
    }
    for (int i = 0; i < k; i++) {
      int j = i + random.nextInt(n - i);
      int swap = rows[i];
      rows[i] = rows[j];
      rows[j] = swap;
    }
    return java.util.Arrays.copyOf(rows, k);
  }

  /** Candidates of greedy k-means++ in every step, 2 + ln k as in scikit-learn. */
  static int greedyTrials(int k) {
    return 2 + (int) Math.log(k);
  }

  /**
   * {@code k} rows by k-means++: the first at random, each further one with a probability that
   * grows with its squared distance to the nearest chosen one. Where all remaining rows lie on
   * chosen ones, the rest is drawn among the rows not yet chosen.
   *
   * @param weights weight of each row, or null when all weigh the same
   * @param trials candidates drawn in each step, of which the one that lowers the sum of squared
   *     distances most is taken; 1 is the plain method
   * @return k row indexes, none twice; k at most the rows (of positive weight, when weighted)
   */
  static int[] plusPlus(
      Rows rows, double[] weights, int k, int trials, RandomGenerator random, RunContext context) {
    int n = rows.count();
    Potential potential = new Potential(rows, weights, context);
    int[] chosen = new int[k];
    boolean[] taken = new boolean[n];
    chosen[0] = weights == null ? (int) (random.nextDouble() * n) : draw(weights, random);
    taken[chosen[0]] = true;
    potential.add(new int[] {chosen[0]});
    for (int c = 1; c < k; c++) {
      context.cancellation().check();
      int[] candidates = new int[trials];
      for (int t = 0; t < trials; t++) {
        candidates[t] =
            potential.total() > 0
                ? potential.draw(random)
                : drawRemaining(taken, weights, n, random);
      }
      chosen[c] = candidates[potential.add(candidates)];
      taken[chosen[c]] = true;
    }
    return chosen;
  }

  private static int draw(double[] weights, RandomGenerator random) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  private static int drawRemaining(
      boolean[] taken, double[] weights, int n, RandomGenerator random) {
    int[] open = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (!taken[i] && (weights == null || weights[i] > 0)) {
        open[count++] = i;
      }
    }
    return open[random.nextInt(count)];
  }

  /** Each row's weighted squared distance to the nearest chosen row, and sums over chunks. */
  private static final class Potential {
    private final Rows rows;
    private final double[] weights;
    private final RunContext context;
    private final int n;
    private final int chunks;
    private float[] squared;
    private double[] sums;
    private double total;

    Potential(Rows rows, double[] weights, RunContext context) {
      this.rows = rows;
      this.weights = weights;
      this.context = context;
      n = rows.count();
      chunks = (n + Rows.CHUNK - 1) / Rows.CHUNK;
      squared = new float[n];
      java.util.Arrays.fill(squared, Float.POSITIVE_INFINITY);
    }

    double total() {
      return total;
    }

    /** Takes the best of some candidates; returns which. */
    int add(int[] candidates) {
      int d = rows.columns();
      float[][] points = new float[candidates.length][d];
      float[][] distances = new float[candidates.length][n];
      double[][] chunkSums = new double[candidates.length][chunks];
      for (int t = 0; t < candidates.length; t++) {
        rows.copy(candidates[t], points[t], 0);
      }
      context
          .parallel()
          .forEach(
              n,
              Rows.CHUNK,
              (from, to) -> {
                for (int t = 0; t < points.length; t++) {
                  rows.distancesTo(points[t], from, to, distances[t]);
                  double sum = 0;
                  for (int i = from; i < to; i++) {
                    distances[t][i] = Math.min(distances[t][i], squared[i]);
                    sum += weigh(i, distances[t][i]);
                  }
                  chunkSums[t][from / Rows.CHUNK] = sum;
                }
              });
      int best = 0;
      total = Double.POSITIVE_INFINITY;
      for (int t = 0; t < candidates.length; t++) {
        double sum = 0;
        for (double part : chunkSums[t]) {
          sum += part;
        }
        if (sum < total) {
          total = sum;
          best = t;
        }
      }
      squared = distances[best];
      sums = chunkSums[best];
      return best;
    }

    private double weigh(int row, float distance) {
      return weights == null ? distance : weights[row] * distance;
    }

    /** A row with a probability that grows with its part of the total, which is above 0. */
    int draw(RandomGenerator random) {
      double left = random.nextDouble() * total;
      int chunk = 0;
      while (chunk < chunks - 1 && left >= sums[chunk]) {
        left -= sums[chunk++];
      }
      while (chunk > 0 && sums[chunk] == 0) {
        chunk--;
      }
      int last = -1;
      for (int i = chunk * Rows.CHUNK; i < Math.min(n, (chunk + 1) * Rows.CHUNK); i++) {
        double part = weigh(i, squared[i]);
        if (part > 0) {
          last = i;
          left -= part;
          if (left < 0) {
            break;
          }
        }
      }
      // Without a distance above 0 there is a NaN, which training reports.
      return Math.max(last, chunk * Rows.CHUNK);
    }
  }
}
