package dev.orrery.report;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RandomStreams;
import java.util.random.RandomGenerator;

/**
 * The first principal directions of a few rows, by power iteration with deflation. Made for
 * drawing: the covariance is never formed, so that wide rows cost no more than long ones.
 *
 * @param mean of the rows, {@code feature_dim}
 * @param directions {@code count x feature_dim}, orthogonal, of length 1; a direction is all zero
 *     when there are more directions than features
 * @param variances of the rows along each direction
 * @param total variance
 */
record PrincipalDirections(double[] mean, double[][] directions, double[] variances, double total) {

  private static final int MAX_ITERATIONS = 100;

  /** Relative change of the variance along a direction below which it has settled. */
  private static final double TOLERANCE = 1e-10;

  /** Share of the total variance below which the rest is rounding. */
  private static final double NOTHING = 1e-12;

  /** The first {@code count} directions; the sign makes the largest element positive. */
  static PrincipalDirections of(DenseMatrix rows, int count) {
    int columns = rows.columns();
    double[] mean = new double[columns];
    double total = 0;
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < columns; j++) {
        mean[j] += rows.get(i, j);
      }
    }
    for (int j = 0; j < columns; j++) {
      mean[j] /= Math.max(1, rows.rows());
    }
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < columns; j++) {
        double centered = rows.get(i, j) - mean[j];
        total += centered * centered;
      }
    }
    double[][] directions = new double[count][];
    double[] variances = new double[count];
    RandomGenerator random = new RandomStreams(0).stream("report.projection");
    for (int c = 0; c < count; c++) {
      double[] start = new double[columns];
      for (int j = 0; j < columns; j++) {
        start[j] = random.nextGaussian();
      }
      variances[c] = iterate(rows, mean, directions, c, start, total * NOTHING);
    }
    int divisor = Math.max(1, rows.rows());
    for (int c = 0; c < count; c++) {
      variances[c] /= divisor;
    }
    return new PrincipalDirections(mean, directions, variances, total / divisor);
  }

  /** Finds direction {@code c} and returns the sum of squares along it. */
  private static double iterate(
      DenseMatrix rows, double[] mean, double[][] found, int c, double[] start, double nothing) {
    double[] v = start;
    if (!normalize(v, found, c)) {
      found[c] = new double[v.length];
      return 0;
    }
    double value = 0;
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double[] next = new double[v.length];
      double along = scatterTimes(rows, mean, v, next);
      if (along <= nothing || !normalize(next, found, c)) {
        value = 0;
        break; // no variance is left: any orthogonal direction will do
      }
      v = next;
      boolean settled = Math.abs(along - value) <= TOLERANCE * along;
      value = along;
      if (settled) {
        break;
      }
    }
    found[c] = withPositivePeak(v);
    return value;
  }

  /** Sets {@code out} to the centered scatter matrix times v; returns v' S v. */
  private static double scatterTimes(DenseMatrix rows, double[] mean, double[] v, double[] out) {
    double along = 0;
    double shift = 0;
    for (int j = 0; j < v.length; j++) {
      shift += mean[j] * v[j];
    }
    float[] values = rows.values();
    for (int i = 0; i < rows.rows(); i++) {
      int offset = rows.rowOffset(i);
      double product = -shift;
      for (int j = 0; j < v.length; j++) {
        product += values[offset + j] * v[j];
      }
      along += product * product;
      for (int j = 0; j < v.length; j++) {
        out[j] += product * (values[offset + j] - mean[j]);
      }
    }
    return along;
  }

  /** Makes v orthogonal to the first {@code c} directions and of length 1, if there is any left. */
  private static boolean normalize(double[] v, double[][] found, int c) {
    double before = length(v);
    for (int pass = 0; pass < 2; pass++) { // twice is enough against cancellation
      for (int p = 0; p < c; p++) {
        double product = 0;
        for (int j = 0; j < v.length; j++) {
          product += v[j] * found[p][j];
        }
        for (int j = 0; j < v.length; j++) {
          v[j] -= product * found[p][j];
        }
      }
    }
    double length = length(v);
    if (!(length > NOTHING * before)) {
      return false;
    }
    for (int j = 0; j < v.length; j++) {
      v[j] /= length;
    }
    return true;
  }

  private static double length(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  private static double[] withPositivePeak(double[] v) {
    int peak = 0;
    for (int j = 1; j < v.length; j++) {
      if (Math.abs(v[j]) > Math.abs(v[peak]) * (1 + 1e-9)) {
        peak = j;
      }
    }
    if (v[peak] < 0) {
      for (int j = 0; j < v.length; j++) {
        v[j] = -v[j];
      }
    }
    return v;
  }

  /** Share of the total variance along a direction, 0 to 1; 0 when nothing varies. */
  double share(int direction) {
    return total > 0 ? variances[direction] / total : 0;
  }
}
