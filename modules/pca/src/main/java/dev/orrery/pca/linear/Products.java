package dev.orrery.pca.linear;

import dev.orrery.core.run.Parallel;

/** Products of small matrices in double. */
public final class Products {

  private static final int ROWS = 64;

  private Products() {}

  /**
   * The Gram matrix of the columns, {@code a^T a}.
   *
   * @param a {@code rows x columns}, row-major
   * @return {@code columns x columns}, both triangles
   */
  public static double[] gram(double[] a, int rows, int columns, Parallel parallel) {
    return transposed(a, a, rows, columns, columns, parallel);
  }

  /**
   * {@code left^T right}, by rows of the result.
   *
   * @param left {@code rows x leftColumns}
   * @param right {@code rows x rightColumns}
   * @return {@code leftColumns x rightColumns}
   */
  public static double[] transposed(
      double[] left,
      double[] right,
      int rows,
      int leftColumns,
      int rightColumns,
      Parallel parallel) {
    double[] out = new double[leftColumns * rightColumns];
    parallel.forEach(
        leftColumns,
        8,
        (from, to) -> {
          for (int block = 0; block < rows; block += ROWS) {
            int count = Math.min(ROWS, rows - block);
            for (int i = from; i < to; i++) {
              Vectors.addRows(
                  left,
                  block * leftColumns + i,
                  leftColumns,
                  count,
                  right,
                  block * rightColumns,
                  rightColumns,
                  out,
                  i * rightColumns,
                  rightColumns);
            }
          }
        });
    return out;
  }

  /**
   * {@code left * right}, by rows of the result.
   *
   * @param left {@code rows x inner}
   * @param right {@code inner x columns}
   * @return {@code rows x columns}
   */
  public static double[] multiply(
      double[] left, double[] right, int rows, int inner, int columns, Parallel parallel) {
    double[] out = new double[rows * columns];
    parallel.forEach(
        rows,
        ROWS,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            Vectors.addRows(
                left, i * inner, 1, inner, right, 0, columns, out, i * columns, columns);
          }
        });
    return out;
  }

  /** A copy with rows and columns exchanged. */
  public static double[] transpose(double[] a, int rows, int columns) {
    double[] out = new double[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = a[i * columns + j];
      }
    }
    return out;
  }
}
