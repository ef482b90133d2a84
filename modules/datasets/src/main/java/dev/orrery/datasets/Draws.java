package dev.orrery.datasets;

import java.util.random.RandomGenerator;

/**
 * Draws that are the same in every Java: of a generator only {@code nextLong} is used, whose values
 * its algorithm fixes.
 */
final class Draws {

  private static final double UNIT = 0x1.0p-53;

  private final RandomGenerator random;
  private double spare;
  private boolean hasSpare;

  Draws(RandomGenerator random) {
    this.random = random;
  }

  /** From 0 to below 1. */
  double uniform() {
    return (random.nextLong() >>> 11) * UNIT;
  }

  /** From {@code least} to below {@code most}. */
  double uniform(double least, double most) {
    return least + (most - least) * uniform();
  }

  /** A whole number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(random.nextLong(), bound);
  }

  /** All 64 bits. */
  long bits() {
    return random.nextLong();
  }

  /** -1 or 1. */
  int sign() {
    return random.nextLong() < 0 ? -1 : 1;
  }

  /**
   * Of the standard normal distribution, by the polar method (G. Marsaglia, T. A. Bray 1964, A
   * convenient method for generating normal variables, SIAM Review 6(3)).
   */
  double gaussian() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    while (true) {
      double x = 2 * uniform() - 1;
      double y = 2 * uniform() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        hasSpare = true;
        return x * scale;
      }
    }
  }

  /** So many draws of {@link #gaussian}. */
  double[] gaussians(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = gaussian();
    }
    return values;
  }

  /**
   * Vectors of length 1 that are orthogonal to each other, in a random direction: normal draws,
   * orthogonalised twice by the modified Gram-Schmidt process.
   *
   * @param count at most {@code dim}
   * @return {@code count x dim}
   */
  double[][] orthonormal(int count, int dim) {
    double[][] basis = new double[count][];
    for (int i = 0; i < count; i++) {
      double[] vector = gaussians(dim);
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double along = dot(vector, basis[j]);
          for (int c = 0; c < dim; c++) {
            vector[c] -= along * basis[j][c];
          }
        }
      }
      double length = StrictMath.sqrt(dot(vector, vector));
      for (int c = 0; c < dim; c++) {
        vector[c] /= length;
      }
      basis[i] = vector;
    }
    return basis;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
