package dev.orrery.pca.linear;

/** Orthonormal bases by the Gram-Schmidt method, done twice so that they are so to rounding. */
public final class Orthonormal {

  /** What is left of a row, as a part of its length, below which it adds no direction. */
  private static final double NOTHING = 1e-10;

  private Orthonormal() {}

  /**
   * Makes the rows of a matrix orthonormal, in order; a row that lies in the space of those before
   * it is replaced by the first axis that does not.
   *
   * @param rows {@code count x n}, row-major, {@code count <= n}; changed in place
   */
  public static void rows(double[] rows, int count, int n) {
    if (count > n) {
      throw new IllegalArgumentException(count + " orthonormal rows of length " + n);
    }
    int axis = 0;
    for (int i = 0; i < count; i++) {
      while (!settle(rows, i, n)) {
        java.util.Arrays.fill(rows, i * n, (i + 1) * n, 0);
        rows[i * n + axis++] = 1;
      }
    }
  }

  /** Takes out what lies along the rows before, and normalizes; false when nothing is left. */
  private static boolean settle(double[] rows, int i, int n) {
    double before = Vectors.norm(rows, i * n, n);
    if (!(before > 0)) {
      return false;
    }
    Vectors.scale(rows, i * n, n, 1 / before);
    for (int pass = 0; pass < 2; pass++) {
      for (int other = 0; other < i; other++) {
        double along = Vectors.dot(rows, other * n, rows, i * n, n);
        Vectors.axpy(-along, rows, other * n, rows, i * n, n);
      }
      double left = Vectors.norm(rows, i * n, n);
      if (!(left > NOTHING)) {
        return false;
      }
      Vectors.scale(rows, i * n, n, 1 / left);
    }
    return true;
  }
}
