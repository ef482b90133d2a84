package dev.orrery.factorizationmachines;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;

/** The elements of rows that are not 0. */
final class NonZeros {

  private NonZeros() {}

  /** Sparse rows as they are, dense rows without their zeros. */
  static CsrMatrix of(Matrix rows) {
    return switch (rows) {
      case CsrMatrix sparse -> sparse;
      case DenseMatrix dense -> of(dense);
    };
  }

  private static CsrMatrix of(DenseMatrix dense) {
    int[] start = new int[dense.rows() + 1];
    for (int r = 0; r < dense.rows(); r++) {
      int count = 0;
      int at = dense.rowOffset(r);
      for (int j = 0; j < dense.columns(); j++) {
        count += dense.values()[at + j] != 0 ? 1 : 0;
      }
      start[r + 1] = start[r] + count;
    }
    int[] column = new int[start[dense.rows()]];
    float[] value = new float[column.length];
    int e = 0;
    for (int r = 0; r < dense.rows(); r++) {
      int at = dense.rowOffset(r);
      for (int j = 0; j < dense.columns(); j++) {
        if (dense.values()[at + j] != 0) {
          column[e] = j;
          value[e++] = dense.values()[at + j];
        }
      }
    }
    return new CsrMatrix(dense.rows(), dense.columns(), start, column, value);
  }
}
