package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The sum of the outer products of the rows of two blocks, tile by tile: a range of rows that stays
 * in a second-level cache passes by all tiles before the next.
 */
final class TransposedProduct {

  /** Rows of a range. */
  private static final int DEPTH = 256;

  /** A right block so many times narrower than the left one changes places with it. */
  private static final int NARROW = 3;

  /** Columns of the lower kind of tile; with fewer on the left, tiles would be mostly padding. */
  private static final int LOW = 4;

  private final BlockedKernels kernels;
  private final float[] left;
  private final int leftColumns;
  private final float[] right;
  private final int rightColumns;
  private final float[] out;
  private final int outOffset;

  TransposedProduct(
      BlockedKernels kernels,
      float[] left,
      int leftColumns,
      float[] right,
      int rightColumns,
      float[] out,
      int outOffset) {
    this.kernels = kernels;
    this.left = left;
    this.leftColumns = leftColumns;
    this.right = right;
    this.rightColumns = rightColumns;
    this.out = out;
    this.outOffset = outOffset;
  }

  /** As {@link Kernels#addTransposedProduct}. */
  void add(int leftOffset, int rightOffset, int rows) {
    if (rightColumns == 0) {
      return;
    }
    if (leftColumns > NARROW * (long) rightColumns) {
      addTransposed(leftOffset, rightOffset, rows);
    } else if (leftColumns >= LOW) {
      addTiles(leftOffset, rightOffset, rows);
    } else {
      for (int i = 0; i < leftColumns; i++) {
        int to = outOffset + i * rightColumns;
        kernels.addWeightedRows(
            left, leftOffset + i, leftColumns, right, rightOffset, rightColumns, rows, out, to);
      }
    }
  }

  /** Computes the transpose, which is the same work on better tiles. */
  private void addTransposed(int leftOffset, int rightOffset, int rows) {
    float[] transpose = new float[rightColumns * leftColumns];
    new TransposedProduct(kernels, right, rightColumns, left, leftColumns, transpose, 0)
        .add(rightOffset, leftOffset, rows);
    for (int i = 0; i < leftColumns; i++) {
      for (int j = 0; j < rightColumns; j++) {
        out[outOffset + i * rightColumns + j] += transpose[j * leftColumns + i];
      }
    }
  }

  private void addTiles(int leftOffset, int rightOffset, int rows) {
    int lanes = kernels.lanes();
    int rest = rightColumns % lanes;
    int whole = rightColumns - rest;
    Panels panels = whole == 0 ? null : new Panels(whole, lanes, kernels.tileVectors());
    float[] padded = whole == 0 ? new float[Math.min(rows, DEPTH) * lanes] : null;
    float[] spare = new float[kernels.tileRows() * kernels.tileVectors() * lanes];
    for (int first = 0; first < rows; first += DEPTH) {
      int depth = Math.min(DEPTH, rows - first);
      int a = leftOffset + first * leftColumns;
      int b = rightOffset + first * rightColumns;
      if (whole == 0) {
        for (int r = 0; r < depth; r++) {
          System.arraycopy(right, b + r * rightColumns, padded, r * lanes, rest);
        }
        addPanel(a, padded, 0, lanes, lanes, 0, 0, rest, depth, spare);
        continue;
      }
      for (int p = 0; p < panels.count(); p++) {
        int at = panels.first(p);
        int width = panels.width(p);
        addPanel(a, right, b + at, rightColumns, width, 0, at, width, depth, spare);
      }
      if (rest > 0) {
        // One more vector ends with the last column; of it only the rest is new.
        int at = b + rightColumns - lanes;
        addPanel(a, right, at, rightColumns, lanes, lanes - rest, whole, rest, depth, spare);
      }
    }
  }

  /**
   * Adds the products of the left columns with one panel.
   *
   * @param skip columns of the panel that are not added
   * @param column the column of the right block from which on {@code used} columns are added
   */
  private void addPanel(
      int a,
      float[] b,
      int bAt,
      int stride,
      int width,
      int skip,
      int column,
      int used,
      int depth,
      float[] spare) {
    int high = kernels.tileRows();
    int done = 0;
    while (done < leftColumns) {
      int height = leftColumns - done > LOW && leftColumns >= high ? high : LOW;
      // The last tile overlaps the one before; what it computes again is not added.
      int from = Math.min(done, leftColumns - height);
      int to = outOffset + done * rightColumns + column;
      int l = a + from;
      if (from == done && used == width) {
        kernels.transposedTile(
            left, l, leftColumns, height, b, bAt, stride, width, depth, out, to, rightColumns);
        done += height;
        continue;
      }
      Arrays.fill(spare, 0);
      kernels.transposedTile(
          left, l, leftColumns, height, b, bAt, stride, width, depth, spare, 0, width);
      for (; done < from + height; done++) {
        kernels.axpy(1, spare, (done - from) * width + skip, out, to, used);
        to += rightColumns;
      }
    }
  }
}
