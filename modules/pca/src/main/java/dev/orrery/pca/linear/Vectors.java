package dev.orrery.pca.linear;

/** Loops over parts of arrays that the compiler turns into vector instructions. */
final class Vectors {

  private Vectors() {}

  /** Inner product of {@code n} elements, summed in eight strands. */
  static double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      int p = aOffset + i;
      int q = bOffset + i;
      s0 = Math.fma(a[p], b[q], s0);
      s1 = Math.fma(a[p + 1], b[q + 1], s1);
      s2 = Math.fma(a[p + 2], b[q + 2], s2);
      s3 = Math.fma(a[p + 3], b[q + 3], s3);
      s4 = Math.fma(a[p + 4], b[q + 4], s4);
      s5 = Math.fma(a[p + 5], b[q + 5], s5);
      s6 = Math.fma(a[p + 6], b[q + 6], s6);
      s7 = Math.fma(a[p + 7], b[q + 7], s7);
    }
    double sum = ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    for (; i < n; i++) {
      sum = Math.fma(a[aOffset + i], b[bOffset + i], sum);
    }
    return sum;
  }

  /** {@code y += alpha * x} over {@code n} elements. */
  static void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
    }
  }

  /**
   * Adds multiples of some rows, {@code y += sum over r < rows of alpha[r] * x[r]}, four rows at a
   * time so that y is loaded and stored a quarter as often.
   *
   * @param alpha {@code rows} values from {@code alphaOffset}, at a stride
   * @param x rows of {@code n} values at a stride of {@code ld} from {@code xOffset}
   */
  static void addRows(
      double[] alpha,
      int alphaOffset,
      int alphaStride,
      int rows,
      double[] x,
      int xOffset,
      int ld,
      double[] y,
      int yOffset,
      int n) {
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      int at = alphaOffset + r * alphaStride;
      double a0 = alpha[at];
      double a1 = alpha[at + alphaStride];
      double a2 = alpha[at + 2 * alphaStride];
      double a3 = alpha[at + 3 * alphaStride];
      int p0 = xOffset + r * ld;
      int p1 = p0 + ld;
      int p2 = p1 + ld;
      int p3 = p2 + ld;
      for (int i = 0; i < n; i++) {
        double near = Math.fma(a1, x[p1 + i], Math.fma(a0, x[p0 + i], y[yOffset + i]));
        y[yOffset + i] = Math.fma(a3, x[p3 + i], Math.fma(a2, x[p2 + i], near));
      }
    }
    for (; r < rows; r++) {
      axpy(alpha[alphaOffset + r * alphaStride], x, xOffset + r * ld, y, yOffset, n);
    }
  }

  /** Euclidean norm, without overflow where the squares would. */
  static double norm(double[] x, int offset, int n) {
    double square = dot(x, offset, x, offset, n);
    if (square > 1e-280 && square < 1e280) {
      return Math.sqrt(square);
    }
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      greatest = Math.max(greatest, Math.abs(x[offset + i]));
    }
    if (greatest == 0 || !Double.isFinite(greatest)) {
      return greatest;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double share = x[offset + i] / greatest;
      sum += share * share;
    }
    return greatest * Math.sqrt(sum);
  }

  /** {@code x *= factor} over {@code n} elements. */
  static void scale(double[] x, int offset, int n, double factor) {
    for (int i = 0; i < n; i++) {
      x[offset + i] *= factor;
    }
  }
}
