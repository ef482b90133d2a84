package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The Gram matrix of a block, tile by tile: a range of rows is copied into panels of neighbouring
 * columns, and each pair of panels of the upper triangle gives some tiles, whose sums over the
 * range are added in double.
 */
final class GramMatrix {

  /** Rows of a range: their products are summed in float. */
  private static final int DEPTH = 384;

  /** Rows of which a panel stays in a first-level cache while all panels left of it pass by. */
  private static final int SHORT = 96;

  /** Columns up to which rows are read where they are, if these are whole vectors. */
  private static final int DIRECT = 128;

  /** Rows that are copied at a time. */
  private static final int FETCHED = 16;

  private final BlockedKernels kernels;
  private final int columns;
  private final double[] gram;
  private final Panels panels;

  /** Columns of the widest panel, which is how far the rows of every panel lie apart. */
  private final int stride;

  /** The sums of each panel with the one in work. */
  private final float[] sums;

  GramMatrix(BlockedKernels kernels, int columns, double[] gram) {
    this.kernels = kernels;
    this.columns = columns;
    this.gram = gram;
    this.panels = new Panels(columns, kernels.lanes(), kernels.tileVectors());
    this.stride = kernels.tileVectors() * kernels.lanes();
    this.sums = new float[panels.count() * stride * stride];
  }

  /** As {@link Kernels#addGram}. */
  void add(float[] x, int offset, int rows) {
    boolean direct = columns <= DIRECT && columns % kernels.lanes() == 0;
    int most = Math.min(rows, DEPTH);
    float[] copy = direct ? x : new float[panels.count() * most * stride];
    for (int first = 0; first < rows; first += most) {
      int depth = Math.min(most, rows - first);
      int from = offset + first * columns;
      if (!direct) {
        copy(x, from, depth, copy);
      }
      for (int right = 0; right < panels.count(); right++) {
        if (direct) {
          addRange(x, from, columns, right, depth);
        } else {
          addRange(copy, 0, stride, right, depth);
        }
      }
    }
  }

  /** Copies all panels one behind the other, a few rows at a time so that each is fetched once. */
  private void copy(float[] x, int offset, int rows, float[] out) {
    for (int r = 0; r < rows; r += FETCHED) {
      int from = offset + r * columns;
      for (int p = 0; p < panels.count(); p++) {
        int to = (p * rows + r) * stride;
        int few = Math.min(FETCHED, rows - r);
        kernels.copyPanel(x, from + panels.first(p), columns, few, panels.used(p), out, to);
      }
    }
  }

  /**
   * Adds the products of a panel with itself and with all panels left of it.
   *
   * @param at the range, where its rows are or copied into panels
   * @param rowStride from one row to the next: all columns, or those of a panel
   */
  private void addRange(float[] x, int at, int rowStride, int right, int depth) {
    int square = stride * stride;
    Arrays.fill(sums, 0, (right + 1) * square, 0);
    for (int row = 0; row < depth; row += SHORT) {
      int rows = Math.min(SHORT, depth - row);
      for (int left = 0; left <= right; left++) {
        int next = at + row * rowStride;
        int a = next + (rowStride == columns ? panels.first(left) : left * depth * stride);
        int b = next + (rowStride == columns ? panels.first(right) : right * depth * stride);
        addPair(x, a, b, rowStride, left, right, rows);
      }
    }
    for (int left = 0; left <= right; left++) {
      int to = panels.first(left) * columns + panels.first(right);
      kernels.addTile(
          sums, left * square, stride, panels.used(left), panels.used(right), gram, to, columns);
    }
  }

  /** Sums the products of two panels, or of one with itself: of that the upper triangle. */
  private void addPair(float[] x, int a, int b, int rowStride, int left, int right, int rows) {
    int lanes = kernels.lanes();
    int height = kernels.tileRows();
    int width = panels.width(right);
    for (int i = 0; i < panels.used(left); i += height) {
      // On the diagonal the vectors before the tile's first row belong to the lower triangle.
      int skip = left == right ? i / lanes * lanes : 0;
      int at = (left * stride + i) * stride + skip;
      if (rowStride == stride) {
        kernels.panelTile(x, a + i, height, b + skip, (width - skip) / lanes, rows, sums, at);
      } else {
        kernels.transposedTile(
            x,
            a + i,
            rowStride,
            height,
            x,
            b + skip,
            rowStride,
            width - skip,
            rows,
            sums,
            at,
            stride);
      }
    }
  }
}
