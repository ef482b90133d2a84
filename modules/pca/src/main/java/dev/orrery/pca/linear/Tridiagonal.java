package dev.orrery.pca.linear;

import dev.orrery.core.run.Parallel;

/**
 * A symmetric matrix in tridiagonal form, {@code A = Q T Q^T}, with the reflections that make up Q.
 *
 * @param n the order
 * @param diagonal n values of T
 * @param offDiagonal n values, of which the first n - 1 lie beside the diagonal and the last is 0
 * @param reflections {@code n x n}: row j holds the vector of reflection j from column j + 1 on
 * @param tau scale of each reflection {@code I - tau v v^T}; 0 for none
 */
record Tridiagonal(
    int n, double[] diagonal, double[] offDiagonal, double[] reflections, double[] tau) {

  private static final int PANEL = 32;

  /** Columns that one thread takes of a product. */
  private static final int STRIP = 256;

  /**
   * Reduces a symmetric matrix, whose array then holds the reflections.
   *
   * <p>Within a panel of columns the rest of the matrix is left as it was, and its product with a
   * vector is corrected by what the panel's reflections would have changed; the rest is brought up
   * to date once a panel, row by row.
   */
  static Tridiagonal reduce(double[] a, int n, Parallel parallel) {
    double[] diagonal = new double[n];
    double[] beside = new double[n];
    double[] tau = new double[n];
    double[] v = new double[PANEL * n];
    double[] w = new double[PANEL * n];
    double[] column = new double[n];
    for (int first = 0; first < n; first += PANEL) {
      int end = Math.min(n, first + PANEL);
      for (int j = first; j < end; j++) {
        int done = j - first;
        int rest = n - j - 1;
        System.arraycopy(a, j * n + j, column, j, n - j);
        for (int p = 0; p < done; p++) {
          Vectors.axpy(-v[p * n + j], w, p * n + j, column, j, n - j);
          Vectors.axpy(-w[p * n + j], v, p * n + j, column, j, n - j);
        }
        diagonal[j] = column[j];
        if (rest == 0) {
          break;
        }
        int vj = done * n;
        java.util.Arrays.fill(v, vj, vj + n, 0);
        java.util.Arrays.fill(w, vj, vj + n, 0);
        double alpha = column[j + 1];
        double norm = Vectors.norm(column, j + 1, rest);
        double tail = rest == 1 ? 0 : Vectors.norm(column, j + 2, rest - 1);
        if (tail == 0) {
          beside[j] = alpha;
          System.arraycopy(v, vj + j + 1, a, j * n + j + 1, rest);
          continue;
        }
        double beta = alpha >= 0 ? -norm : norm;
        beside[j] = beta;
        tau[j] = (beta - alpha) / beta;
        double inverse = 1 / (alpha - beta);
        for (int r = j + 2; r < n; r++) {
          v[vj + r] = column[r] * inverse;
        }
        v[vj + j + 1] = 1;
        multiply(a, n, j + 1, v, vj, w, vj, parallel);
        for (int p = 0; p < done; p++) {
          double wv = Vectors.dot(w, p * n + j + 1, v, vj + j + 1, rest);
          double vv = Vectors.dot(v, p * n + j + 1, v, vj + j + 1, rest);
          Vectors.axpy(-wv, v, p * n + j + 1, w, vj + j + 1, rest);
          Vectors.axpy(-vv, w, p * n + j + 1, w, vj + j + 1, rest);
        }
        Vectors.scale(w, vj + j + 1, rest, tau[j]);
        double along = Vectors.dot(w, vj + j + 1, v, vj + j + 1, rest);
        Vectors.axpy(-0.5 * tau[j] * along, v, vj + j + 1, w, vj + j + 1, rest);
        System.arraycopy(v, vj + j + 1, a, j * n + j + 1, rest);
      }
      update(a, n, end, end - first, v, w, parallel);
    }
    return new Tridiagonal(n, diagonal, beside, a, tau);
  }

  /**
   * {@code out = A[from.., from..] * x[from..]}, by strips of columns, each summed over the rows in
   * order.
   */
  private static void multiply(
      double[] a,
      int n,
      int from,
      double[] x,
      int xOffset,
      double[] out,
      int outOffset,
      Parallel parallel) {
    int rest = n - from;
    int strip = rest < 2 * STRIP ? rest : STRIP;
    parallel.forEach(
        rest,
        strip,
        (low, high) ->
            Vectors.addRows(
                x,
                xOffset + from,
                1,
                rest,
                a,
                from * n + from + low,
                n,
                out,
                outOffset + from + low,
                high - low));
  }

  /** {@code A[from.., from..] -= sum over p of v_p w_p^T + w_p v_p^T}. */
  private static void update(
      double[] a, int n, int from, int count, double[] v, double[] w, Parallel parallel) {
    int rest = n - from;
    double[] minusV = v.clone();
    double[] minusW = w.clone();
    Vectors.scale(minusV, 0, minusV.length, -1);
    Vectors.scale(minusW, 0, minusW.length, -1);
    parallel.forEach(
        rest,
        64,
        (low, high) -> {
          for (int r = from + low; r < from + high; r++) {
            Vectors.addRows(minusV, r, n, count, w, from, n, a, r * n + from, rest);
            Vectors.addRows(minusW, r, n, count, v, from, n, a, r * n + from, rest);
          }
        });
  }

  /**
   * Turns eigenvectors of T into those of A.
   *
   * @param vectors {@code count x n}, a vector per row, changed in place
   */
  void applyReflections(double[] vectors, int count, Parallel parallel) {
    parallel.forEach(
        count,
        Math.max(1, Math.min(16, count)),
        (low, high) -> {
          for (int j = n - 2; j >= 0; j--) {
            if (tau[j] == 0) {
              continue;
            }
            int at = j * n + j + 1;
            int rest = n - j - 1;
            for (int i = low; i < high; i++) {
              double along = Vectors.dot(reflections, at, vectors, i * n + j + 1, rest);
              Vectors.axpy(-tau[j] * along, reflections, at, vectors, i * n + j + 1, rest);
            }
          }
        });
  }
}
