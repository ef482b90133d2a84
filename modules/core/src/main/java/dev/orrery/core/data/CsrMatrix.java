package dev.orrery.core.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A sparse matrix in compressed sparse rows: row i has the elements {@code rowStart[i]} to {@code
 * rowStart[i + 1] - 1} of {@code column} and {@code value}.
 *
 * @param rows number of rows, 0 or more
 * @param columns number of columns, 1 or more
 * @param rowStart at least {@code rows + 1} non-decreasing indexes; the first need not be 0
 * @param column column of each element, ascending within a row
 * @param value value of each element
 */
public record CsrMatrix(int rows, int columns, int[] rowStart, int[] column, float[] value)
    implements Matrix {

  /** Checks the sizes of the arrays. */
  public CsrMatrix {
    if (rows < 0 || columns < 1 || rowStart.length < rows + 1) {
      throw new IllegalArgumentException("no sparse matrix of " + rows + " x " + columns);
    }
    Objects.checkFromToIndex(rowStart[0], rowStart[rows], Math.min(column.length, value.length));
  }

  @Override
  public CsrMatrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    int[] start = Arrays.copyOfRange(rowStart, from, to + 1);
    return new CsrMatrix(to - from, columns, start, column, value);
  }

  @Override
  public CsrMatrix everyNth(int first, int step) {
    int count = first >= rows ? 0 : (rows - first - 1) / step + 1;
    int[] start = new int[count + 1];
    for (int i = 0; i < count; i++) {
      int row = first + i * step;
      start[i + 1] = start[i] + rowStart[row + 1] - rowStart[row];
    }
    int[] columnCopy = new int[start[count]];
    float[] valueCopy = new float[start[count]];
    for (int i = 0; i < count; i++) {
      int from = rowStart[first + i * step];
      System.arraycopy(column, from, columnCopy, start[i], start[i + 1] - start[i]);
      System.arraycopy(value, from, valueCopy, start[i], start[i + 1] - start[i]);
    }
    return new CsrMatrix(count, columns, start, columnCopy, valueCopy);
  }

  static CsrMatrix concatenate(List<CsrMatrix> parts) {
    int rows = parts.stream().mapToInt(CsrMatrix::rows).reduce(0, Math::addExact);
    int elements = parts.stream().mapToInt(CsrMatrix::elements).reduce(0, Math::addExact);
    int[] start = new int[rows + 1];
    int[] columnCopy = new int[elements];
    float[] valueCopy = new float[elements];
    int row = 0;
    for (CsrMatrix part : parts) {
      int from = part.rowStart[0];
      int at = start[row];
      System.arraycopy(part.column, from, columnCopy, at, part.elements());
      System.arraycopy(part.value, from, valueCopy, at, part.elements());
      for (int i = 1; i <= part.rows; i++) {
        start[++row] = at + part.rowStart[i] - from;
      }
    }
    return new CsrMatrix(rows, parts.getFirst().columns, start, columnCopy, valueCopy);
  }

  private int elements() {
    return rowStart[rows] - rowStart[0];
  }

  @Override
  public DenseMatrix toDense() {
    float[] dense = new float[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < rows; i++) {
      for (int e = rowStart[i]; e < rowStart[i + 1]; e++) {
        dense[i * columns + column[e]] = value[e];
      }
    }
    return new DenseMatrix(dense, rows, columns);
  }
}
