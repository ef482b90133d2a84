package dev.orrery.kernels;

import java.util.Objects;

/** The checks of arguments that every backend makes before it touches an array. */
public final class Shapes {

  private Shapes() {}

  /**
   * Checks that {@code rows x columns} values from {@code offset} lie in an array.
   *
   * @throws IllegalArgumentException when they do not
   */
  public static void check(String what, int length, int offset, int rows, int columns) {
    if (rows < 0 || columns < 0 || offset < 0 || offset + (long) rows * columns > length) {
      throw new IllegalArgumentException(
          what
              + ": "
              + rows
              + " x "
              + columns
              + " values from "
              + offset
              + " do not lie in an array of "
              + length);
    }
  }

  /** Checks the optional array of distances. */
  public static void checkOptional(String what, float[] array, int offset, int rows) {
    if (array != null) {
      check(what, array.length, offset, rows, 1);
    }
  }

  /** Checks a matrix that is to be packed: it must have at least one row and one column. */
  public static void checkMatrix(float[] matrix, int offset, int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "matrix: " + rows + " x " + columns + ", expected at least one row and one column");
    }
    check("matrix", matrix.length, offset, rows, columns);
  }

  /** Checks the row pointers of a CSR block and that its elements lie in both arrays. */
  public static void checkSparse(
      int[] rowStart, int[] column, float[] value, int firstRow, int rows) {
    check("rowStart", rowStart.length, firstRow, rows + 1, 1);
    int first = rowStart[firstRow];
    int last = rowStart[firstRow + rows];
    check("column", column.length, first, last - first, 1);
    check("value", value.length, first, last - first, 1);
  }

  /**
   * Checks the rows of a matrix that are to be moved: the arrays beside the weights must be as long
   * as they are. That each row lies in the matrix is left to the arrays' own checks.
   */
  static void checkRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] one,
      float[] other) {
    check("row", row.length, firstRow, rows, 1);
    check("gradient", gradient.length, 0, rows, columns);
    if (one.length != weights.length || other.length != weights.length) {
      throw new IllegalArgumentException(
          "slots: "
              + one.length
              + " and "
              + other.length
              + " values beside "
              + weights.length
              + " weights");
    }
  }

  /** Checks the arguments of a search for the best k rows of {@code points}. */
  public static void checkTopK(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] value) {
    if (k < 1 || k > points.rows()) {
      throw new IllegalArgumentException("k is " + k + ", expected 1 to " + points.rows());
    }
    check("x", x.length, xOffset, rows, points.columns());
    check("index", index.length, 0, rows, k);
    check("values", value.length, 0, rows, k);
  }

  /** The packed matrix as the backend's own type. */
  static <P extends Packed> P own(Class<P> type, Packed packed) {
    Objects.requireNonNull(packed, "packed");
    if (!type.isInstance(packed)) {
      throw new IllegalArgumentException("the matrix was packed by another backend");
    }
    return type.cast(packed);
  }
}
