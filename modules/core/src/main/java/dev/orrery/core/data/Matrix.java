package dev.orrery.core.data;

import java.util.List;

/** Rows of float32 features, dense or sparse. */
public sealed interface Matrix permits DenseMatrix, CsrMatrix {

  /** Number of rows, 0 or more. */
  int rows();

  /** Number of columns, 1 or more. */
  int columns();

  /**
   * The rows {@code from} to {@code to - 1}, sharing the elements with this matrix.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= rows()}
   */
  Matrix slice(int from, int to);

  /**
   * A copy of every {@code step}-th row, beginning with row {@code first}.
   *
   * @param first 0 or more; from {@code rows()} on, the copy has no rows
   * @param step 1 or more
   */
  Matrix everyNth(int first, int step);

  /**
   * A copy of the rows of some matrices, one after the other: sparse when all are, else dense.
   *
   * @param matrices one or more, of the same number of columns
   */
  static Matrix concatenate(List<? extends Matrix> matrices) {
    return matrices.stream().allMatch(CsrMatrix.class::isInstance)
        ? CsrMatrix.concatenate(matrices.stream().map(CsrMatrix.class::cast).toList())
        : DenseMatrix.concatenate(matrices.stream().map(Matrix::toDense).toList());
  }

  /** This matrix with every element stored; itself when it is dense already. */
  DenseMatrix toDense();
}
