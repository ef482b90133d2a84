package dev.orrery.pca.linear;

import dev.orrery.core.run.Parallel;

/**
 * The implicit QL method with Wilkinson's shift for a symmetric tridiagonal matrix (Dubrulle,
 * Martin and Wilkinson, "The Implicit QL Algorithm", Numerische Mathematik 1968).
 */
final class ImplicitQl {

  private static final double EPSILON = Math.ulp(1.0);
  private static final int MOST_SWEEPS = 60;

  /** Columns of the basis that one thread takes; a strip of a few hundred rows fits a cache. */
  private static final int STRIP = 128;

  private ImplicitQl() {}

  /**
   * Replaces the diagonal by the eigenvalues, in no order.
   *
   * @param d n diagonal values
   * @param e n values, the first n - 1 beside the diagonal; destroyed
   * @param basis {@code n x n}: the rows are turned with the matrix, so that the identity becomes
   *     the eigenvectors, a row each; null when none are wanted
   * @throws ArithmeticException when it does not converge, which no finite matrix has been seen to
   *     do
   */
  static void run(double[] d, double[] e, double[] basis, Parallel parallel) {
    int n = d.length;
    double[] cosine = new double[n];
    double[] sine = new double[n];
    e[n - 1] = 0;
    double norm = 0;
    for (int i = 0; i < n; i++) {
      norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
    }
    // What lies below the rounding of the reduction carries nothing, and may never settle.
    double nothing = norm * EPSILON / 8;
    for (int low = 0; low < n; low++) {
      for (int sweep = 0; ; sweep++) {
        int high = low;
        while (high < n - 1 && Math.abs(e[high]) > negligible(d, high, nothing)) {
          high++;
        }
        if (high == low) {
          break;
        }
        if (sweep == MOST_SWEEPS) {
          throw new ArithmeticException("the eigenvalues do not converge");
        }
        int end = sweep(d, e, low, high, cosine, sine);
        if (basis != null) {
          turn(basis, n, end, high, cosine, sine, parallel);
        }
      }
    }
  }

  private static double negligible(double[] d, int i, double nothing) {
    return Math.max(nothing, EPSILON * (Math.abs(d[i]) + Math.abs(d[i + 1])));
  }

  /** One QL step on the rows low to high; returns the first rotation that was made. */
  private static int sweep(
      double[] d, double[] e, int low, int high, double[] cosine, double[] sine) {
    double g = (d[low + 1] - d[low]) / (2 * e[low]);
    double r = Math.hypot(g, 1);
    g = d[high] - d[low] + e[low] / (g + Math.copySign(r, g));
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = s * e[i];
      double b = c * e[i];
      r = length(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[high] = 0;
        return i + 1;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - p;
      double t = (d[i] - g) * s + 2 * c * b;
      p = s * t;
      d[i + 1] = g + p;
      g = c * t - b;
      cosine[i] = c;
      sine[i] = s;
    }
    d[low] -= p;
    e[low] = g;
    e[high] = 0;
    return low;
  }

  private static double length(double f, double g) {
    double square = f * f + g * g;
    return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(f, g);
  }

  private static void turn(
      double[] basis, int n, int end, int high, double[] cosine, double[] sine, Parallel parallel) {
    parallel.forEach(
        n,
        n < 2 * STRIP ? n : STRIP,
        (from, to) -> {
          for (int i = high - 1; i >= end; i--) {
            double c = cosine[i];
            double s = sine[i];
            int lower = i * n;
            int upper = lower + n;
            for (int j = from; j < to; j++) {
              double f = basis[upper + j];
              double g = basis[lower + j];
              basis[upper + j] = s * g + c * f;
              basis[lower + j] = c * g - s * f;
            }
          }
        });
  }
}
