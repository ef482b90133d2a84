package dev.orrery.tuning.search;

import java.util.random.RandomGenerator;

/**
 * A first look at the unit cube: Latin hypercubes (McKay, Beckman and Conover, Technometrics 21,
 * 1979), of which the one whose nearest points are farthest apart is taken.
 */
final class Design {

  private static final int TRIES = 100;

  private Design() {}

  /** Points, {@code n} x {@code d}, each coordinate from 0 to 1. */
  static double[][] of(int n, int d, RandomGenerator random) {
    double[][] best = null;
    double widest = -1;
    for (int t = 0; t < TRIES; t++) {
      double[][] points = latin(n, d, random);
      double apart = nearest(points);
      if (apart > widest) {
        widest = apart;
        best = points;
      }
    }
    return best;
  }

  private static double[][] latin(int n, int d, RandomGenerator random) {
    double[][] points = new double[n][d];
    int[] cells = new int[n];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < n; i++) {
        int other = random.nextInt(i + 1);
        cells[i] = cells[other];
        cells[other] = i;
      }
      for (int i = 0; i < n; i++) {
        points[i][j] = (cells[i] + random.nextDouble()) / n;
      }
    }
    return points;
  }

  private static double nearest(double[][] points) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int a = 0; a < points.length; a++) {
      for (int b = 0; b < a; b++) {
        double sum = 0;
        for (int j = 0; j < points[a].length; j++) {
          double apart = points[a][j] - points[b][j];
          sum += apart * apart;
        }
        nearest = Math.min(nearest, sum);
      }
    }
    return nearest;
  }
}
