package dev.orrery.core.data;

import java.util.List;
import java.util.Objects;

/**
 * A row-major block of float32 values: element (i, j) is {@code values[offset + i * columns + j]}.
 *
 * <p>The array is shared, not copied: kernels read it in place.
 *
 * @param values the array that holds the block
 * @param offset index of element (0, 0)
 * @param rows number of rows, 0 or more
 * @param columns number of columns, 1 or more
 */
public record DenseMatrix(float[] values, int offset, int rows, int columns) implements Matrix {

  /** Checks that the block lies in the array. */
  public DenseMatrix {
    if (rows < 0 || columns < 1) {
      throw new IllegalArgumentException("no matrix of " + rows + " x " + columns);
    }
    Objects.checkFromIndexSize((long) offset, (long) rows * columns, values.length);
  }

  /** A block that starts at the array's first element. */
  public DenseMatrix(float[] values, int rows, int columns) {
    this(values, 0, rows, columns);
  }

  /** The element at row i and column j. */
  public float get(int i, int j) {
    return values[offset + i * columns + j];
  }

  /** Index in {@link #values} of the first element of row i. */
  public int rowOffset(int i) {
    return offset + i * columns;
  }

  @Override
  public DenseMatrix slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new DenseMatrix(values, rowOffset(from), to - from, columns);
  }

  @Override
  public DenseMatrix everyNth(int first, int step) {
    int count = first >= rows ? 0 : (rows - first - 1) / step + 1;
    float[] copy = new float[count * columns];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, rowOffset(first + i * step), copy, i * columns, columns);
    }
    return new DenseMatrix(copy, count, columns);
  }

  static DenseMatrix concatenate(List<DenseMatrix> parts) {
    int columns = parts.getFirst().columns;
    int rows = parts.stream().mapToInt(DenseMatrix::rows).reduce(0, Math::addExact);
    float[] copy = new float[Math.multiplyExact(rows, columns)];
    int at = 0;
    for (DenseMatrix part : parts) {
      System.arraycopy(part.values, part.offset, copy, at, part.rows * columns);
      at += part.rows * columns;
    }
    return new DenseMatrix(copy, rows, columns);
  }

  @Override
  public DenseMatrix toDense() {
    return this;
  }
}
