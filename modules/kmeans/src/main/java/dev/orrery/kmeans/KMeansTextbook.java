package dev.orrery.kmeans;

import dev.orrery.core.run.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * SageMaker's web-scale k-means in plain loops, to be read (spec B2.3). It draws from the same
 * random streams as {@link KMeans} and finds the same centers, slowly.
 */
public final class KMeansTextbook {

  /** The hyperparameters, under short names. */
  public record Settings(
      int k,
      int extraCenterFactor,
      boolean plusPlus,
      int batchSize,
      int epochs,
      long halfLife,
      boolean localPlusPlus,
      int trials,
      int maxIterations,
      double tolerance) {}

  private KMeansTextbook() {}

  /** The k centers of some rows of equal length. */
  public static double[][] train(double[][] rows, Settings s, RandomStreams random) {
    double[][] head = Arrays.copyOf(rows, Math.min(s.batchSize, rows.length));
    int working = Math.min(s.k * s.extraCenterFactor, head.length);
    double[][] centers =
        seed(head, ones(head.length), working, s.plusPlus, random.stream("kmeans.init"));
    double[] weights = new double[working];
    for (int epoch = 0; epoch < s.epochs; epoch++) {
      for (int from = 0; from < rows.length; from += s.batchSize) {
        int n = Math.min(s.batchSize, rows.length - from);
        double decay = s.halfLife == 0 ? 1 : Math.pow(2, -(double) n / s.halfLife);
        takeIn(Arrays.copyOfRange(rows, from, from + n), ones(n), centers, weights, decay);
      }
    }
    return shrink(centers, weights, s, random);
  }

  /** Old rows fade, new ones pull their center to their mean; with none old, Lloyd's update. */
  private static void takeIn(
      double[][] rows, double[] mass, double[][] centers, double[] weights, double decay) {
    double[] added = new double[centers.length];
    double[][] sums = new double[centers.length][rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      int c = nearest(rows[r], centers);
      added[c] += mass[r];
      for (int i = 0; i < sums[c].length; i++) {
        sums[c][i] += mass[r] * rows[r][i];
      }
    }
    for (int c = 0; c < centers.length; c++) {
      weights[c] *= decay;
      if (added[c] > 0) {
        double p = added[c] / (weights[c] + added[c]);
        for (int i = 0; i < sums[c].length; i++) {
          centers[c][i] = (1 - p) * centers[c][i] + p * sums[c][i] / added[c];
        }
        weights[c] += added[c];
      }
    }
  }

  /** From K weighted working centers to k: the best of several runs of Lloyd's algorithm. */
  private static double[][] shrink(
      double[][] working, double[] weights, Settings s, RandomStreams random) {
    int[] used = IntStream.range(0, working.length).filter(c -> weights[c] > 0).toArray();
    double[][] points = Arrays.stream(used).mapToObj(c -> working[c]).toArray(double[][]::new);
    double[] mass = Arrays.stream(used).mapToDouble(c -> weights[c]).toArray();
    double[][] best = null;
    double lowest = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < s.trials; trial++) {
      RandomGenerator stream = random.stream("kmeans.shrink", trial);
      double[][] centers = seed(points, mass, s.k, s.localPlusPlus, stream);
      double loss = Arrays.stream(losses(points, mass, centers)).sum();
      double before = Double.POSITIVE_INFINITY;
      for (int i = 0; i < s.maxIterations && loss < (1 - s.tolerance) * before; i++) {
        takeIn(points, mass, centers, new double[s.k], 1);
        before = loss;
        loss = Arrays.stream(losses(points, mass, centers)).sum();
      }
      if (loss < lowest) {
        lowest = loss;
        best = centers;
      }
    }
    return best;
  }

  /** k of the points: any, or by k-means++ each with a chance that grows with its loss. */
  private static double[][] seed(
      double[][] points, double[] mass, int k, boolean plusPlus, RandomGenerator random) {
    if (!plusPlus) {
      int[] order = Seeding.random(points.length, k, random);
      return Arrays.stream(order).mapToObj(p -> points[p].clone()).toArray(double[][]::new);
    }
    double[][] centers = {points[draw(mass, random)].clone()};
    while (centers.length < k) {
      int next = draw(losses(points, mass, centers), random);
      centers = Arrays.copyOf(centers, centers.length + 1);
      centers[centers.length - 1] = points[next].clone();
    }
    return centers;
  }

  private static int draw(double[] parts, RandomGenerator random) {
    double left = random.nextDouble() * Arrays.stream(parts).sum();
    int i = -1;
    do {
      left -= parts[++i];
    } while (left >= 0 && i < parts.length - 1);
    return i;
  }

  /** Each point's weighted squared distance to its nearest center. */
  private static double[] losses(double[][] points, double[] mass, double[][] centers) {
    return IntStream.range(0, points.length)
        .mapToDouble(
            p -> mass[p] * squaredDistance(points[p], centers[nearest(points[p], centers)]))
        .toArray();
  }

  private static int nearest(double[] x, double[][] centers) {
    int best = 0;
    for (int c = 1; c < centers.length; c++) {
      if (squaredDistance(x, centers[c]) < squaredDistance(x, centers[best])) {
        best = c;
      }
    }
    return best;
  }

  private static double squaredDistance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
  }

  private static double[] ones(int n) {
    return DoubleStream.generate(() -> 1).limit(n).toArray();
  }
}
