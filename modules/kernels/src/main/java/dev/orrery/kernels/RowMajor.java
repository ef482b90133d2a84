package dev.orrery.kernels;

import java.util.Arrays;

/** A packed matrix that is a plain copy, row after row. */
record RowMajor(float[] values, int rows, int columns) implements Packed {

  static RowMajor copyOf(float[] matrix, int offset, int rows, int columns) {
    Shapes.checkMatrix(matrix, offset, rows, columns);
    return new RowMajor(Arrays.copyOfRange(matrix, offset, offset + rows * columns), rows, columns);
  }
}
