package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import java.util.Arrays;

/**
 * Collects rows into one batch. A row is begun, filled and committed; a row that is begun and not
 * committed never was. The batch is dense until a sparse row comes, sparse from then on.
 */
final class BatchBuilder {

  private final int columns;
  private final int labelSize;
  private final int maxRows;
  private final Standardizer standardizer;
  private int rows;
  private float[] labels;
  private float[] dense;
  private boolean sparse;
  private boolean sparseRow;
  private int filled;
  private int[] rowStart;
  private int[] column;
  private float[] value;
  private int used;

  /**
   * A batch of at most {@code maxRows} rows.
   *
   * @param standardizer applied to each row; null for none
   */
  BatchBuilder(int columns, int labelSize, int maxRows, Standardizer standardizer) {
    this.columns = columns;
    this.labelSize = labelSize;
    this.maxRows = maxRows;
    this.standardizer = standardizer;
    this.labels = new float[Math.min(maxRows, 1024) * labelSize];
    this.dense = new float[0];
  }

  boolean full() {
    return rows == maxRows;
  }

  /** Begins a dense row; its values go to {@link #target()} from the index that is returned. */
  int beginDense() {
    sparseRow = false;
    int offset = sparse ? 0 : Math.multiplyExact(rows, columns);
    if (dense.length - offset < columns) {
      // At first a megabyte or what is wanted, then twice as much.
      long wanted = Math.max(Math.max(columns, 1 << 18), 2L * dense.length);
      long most = sparse ? columns : Math.min((long) maxRows * columns, Integer.MAX_VALUE - 8);
      dense = Arrays.copyOf(dense, Math.toIntExact(Math.max(columns, Math.min(wanted, most))));
    }
    growLabels();
    return offset;
  }

  /** The array of the dense row that was begun. */
  float[] target() {
    return dense;
  }

  /** Begins a sparse row, which becomes a dense one where rows are standardized. */
  void beginSparse() {
    if (standardizer != null) {
      filled = beginDense();
      Arrays.fill(dense, filled, filled + columns, 0);
      return;
    }
    if (!sparse) {
      becomeSparse();
    }
    sparseRow = true;
    used = rowStart[rows];
    growLabels();
  }

  /** An element of the sparse row; columns ascend. */
  void element(int j, float x) {
    if (!sparseRow) {
      dense[filled + j] = x;
      return;
    }
    append(j, x);
  }

  private void append(int j, float x) {
    if (used == column.length) {
      column = Arrays.copyOf(column, 2 * used);
      value = Arrays.copyOf(value, 2 * used);
    }
    column[used] = j;
    value[used++] = x;
  }

  /** Sets a label of the row that was begun. */
  void label(int index, float x) {
    labels[rows * labelSize + index] = x;
  }

  /** The row that was begun belongs to the batch. */
  void commit() {
    if (!sparseRow) {
      int offset = sparse ? 0 : rows * columns;
      if (standardizer != null) {
        standardizer.apply(dense, offset);
      }
      if (sparse) {
        used = rowStart[rows];
        appendNonZeros(0);
      }
    }
    rows++;
    if (sparse) {
      if (rows == rowStart.length) {
        rowStart = Arrays.copyOf(rowStart, 2 * rows);
      }
      rowStart[rows] = used;
    }
  }

  /** The batch; null when it has no rows. */
  Batch build() {
    if (rows == 0) {
      return null;
    }
    Matrix features =
        sparse
            ? new CsrMatrix(rows, columns, rowStart, column, value)
            : new DenseMatrix(trimmed(), rows, columns);
    return new Batch(features, Arrays.copyOf(labels, rows * labelSize), labelSize);
  }

  /** Memory that is more than a quarter unused is given back. */
  private float[] trimmed() {
    int needed = rows * columns;
    return dense.length - needed > needed / 4 ? Arrays.copyOf(dense, needed) : dense;
  }

  private void growLabels() {
    if (labels.length < (rows + 1) * labelSize) {
      labels = Arrays.copyOf(labels, Math.max(2 * labels.length, (rows + 1) * labelSize));
    }
  }

  private void becomeSparse() {
    sparse = true;
    rowStart = new int[Math.max(16, rows + 2)];
    column = new int[1024];
    value = new float[1024];
    for (int i = 0; i < rows; i++) {
      appendNonZeros(i * columns);
      rowStart[i + 1] = used;
    }
    dense = new float[0];
  }

  private void appendNonZeros(int offset) {
    for (int j = 0; j < columns; j++) {
      if (dense[offset + j] != 0) {
        append(j, dense[offset + j]);
      }
    }
  }
}
