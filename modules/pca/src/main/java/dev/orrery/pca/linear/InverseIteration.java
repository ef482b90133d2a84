package dev.orrery.pca.linear;

/**
 * Eigenvectors of a symmetric tridiagonal matrix for given eigenvalues, by inverse iteration with
 * orthogonalization among close eigenvalues (Jessup and Ipsen, "Improving the accuracy of inverse
 * iteration", 1992).
 */
final class InverseIteration {

  private static final double EPSILON = Math.ulp(1.0);
  private static final int STEPS = 4;

  private InverseIteration() {}

  /**
   * The vectors, or null when any is not good to rounding: then another method must be used.
   *
   * @param values descending
   * @return {@code values.length x n}, an orthonormal vector per row
   */
  static double[] vectors(double[] d, double[] e, double[] values) {
    int n = d.length;
    int k = values.length;
    double norm = 0;
    for (int i = 0; i < n; i++) {
      norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]) + (i > 0 ? Math.abs(e[i - 1]) : 0));
    }
    if (norm == 0) {
      return null;
    }
    double[] vectors = new double[k * n];
    Shifted shifted = new Shifted(d, e);
    double shift = Double.POSITIVE_INFINITY;
    long bits = 0x5DEECE66DL;
    int cluster = 0;
    for (int i = 0; i < k; i++) {
      // Equal shifts would give equal vectors before they are made orthogonal.
      shift = Math.min(values[i], shift - 4 * EPSILON * norm);
      if (i > 0 && values[i - 1] - values[i] > 1e-3 * norm) {
        cluster = i;
      }
      for (int j = 0; j < n; j++) {
        bits = bits * 6364136223846793005L + 1442695040888963407L;
        vectors[i * n + j] = (bits >> 11) * 0x1.0p-52;
      }
      shifted.factor(shift, EPSILON * norm);
      for (int step = 0; step < STEPS; step++) {
        if (step > 0) {
          shifted.solve(vectors, i * n);
        }
        for (int twice = 0; twice < 2; twice++) {
          for (int other = cluster; other < i; other++) {
            double along = Vectors.dot(vectors, other * n, vectors, i * n, n);
            Vectors.axpy(-along, vectors, other * n, vectors, i * n, n);
          }
          double length = Vectors.norm(vectors, i * n, n);
          if (!(length > 0) || !Double.isFinite(length)) {
            return null;
          }
          Vectors.scale(vectors, i * n, n, 1 / length);
        }
      }
    }
    return good(d, e, values, vectors, norm) ? vectors : null;
  }

  /** Whether residuals and inner products are at the level of rounding. */
  private static boolean good(
      double[] d, double[] e, double[] values, double[] vectors, double norm) {
    int n = d.length;
    double tolerance = 16 * EPSILON * Math.sqrt(n);
    for (int i = 0; i < values.length; i++) {
      int at = i * n;
      double residual = 0;
      for (int j = 0; j < n; j++) {
        double r = (d[j] - values[i]) * vectors[at + j];
        r += j > 0 ? e[j - 1] * vectors[at + j - 1] : 0;
        r += j < n - 1 ? e[j] * vectors[at + j + 1] : 0;
        residual += r * r;
      }
      if (!(Math.sqrt(residual) <= tolerance * norm)) {
        return false;
      }
      for (int other = 0; other < i; other++) {
        if (!(Math.abs(Vectors.dot(vectors, other * n, vectors, at, n)) <= tolerance)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * {@code T - shift I} as a product of triangles, with rows exchanged where the pivot is small.
   */
  private static final class Shifted {
    private final double[] d;
    private final double[] e;
    private final double[] pivot;
    private final double[] next;
    private final double[] afterNext;
    private final double[] factor;
    private final boolean[] exchanged;

    Shifted(double[] d, double[] e) {
      this.d = d;
      this.e = e;
      int n = d.length;
      pivot = new double[n];
      next = new double[n];
      afterNext = new double[n];
      factor = new double[n];
      exchanged = new boolean[n];
    }

    void factor(double shift, double least) {
      int n = d.length;
      double p = d[0] - shift;
      double q = n > 1 ? e[0] : 0;
      for (int i = 0; i < n - 1; i++) {
        double below = e[i];
        double belowDiagonal = d[i + 1] - shift;
        double belowNext = i < n - 2 ? e[i + 1] : 0;
        exchanged[i] = Math.abs(below) > Math.abs(p);
        if (exchanged[i]) {
          pivot[i] = below;
          next[i] = belowDiagonal;
          afterNext[i] = belowNext;
          factor[i] = p / below;
          p = q - factor[i] * belowDiagonal;
          q = -factor[i] * belowNext;
        } else {
          pivot[i] = Math.abs(p) < least ? Math.copySign(least, p) : p;
          next[i] = q;
          afterNext[i] = 0;
          factor[i] = below / pivot[i];
          p = belowDiagonal - factor[i] * q;
          q = belowNext;
        }
      }
      pivot[n - 1] = Math.abs(p) < least ? Math.copySign(least, p) : p;
      next[n - 1] = 0;
      afterNext[n - 1] = 0;
    }

    void solve(double[] x, int at) {
      int n = d.length;
      for (int i = 0; i < n - 1; i++) {
        if (exchanged[i]) {
          double kept = x[at + i];
          x[at + i] = x[at + i + 1];
          x[at + i + 1] = kept - factor[i] * x[at + i];
        } else {
          x[at + i + 1] -= factor[i] * x[at + i];
        }
      }
      for (int i = n - 1; i >= 0; i--) {
        double value = x[at + i];
        value -= i < n - 1 ? next[i] * x[at + i + 1] : 0;
        value -= i < n - 2 ? afterNext[i] * x[at + i + 2] : 0;
        x[at + i] = value / pivot[i];
        if (Math.abs(x[at + i]) > 1e150) {
          Vectors.scale(x, at, n, 1e-150);
        }
      }
    }
  }
}
