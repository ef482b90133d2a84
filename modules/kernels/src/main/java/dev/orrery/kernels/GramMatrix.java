package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The Gram matrix of a block, tile by tile: a range of rows is cut into panels, and each pair of
 * panels of the upper triangle gives some tiles, whose sums are added in double.
 */
final class GramMatrix {

  /** Rows of a range: their products are summed in float. */
  private static final int DEPTH = 384;

  /** Columns up to which rows are read where they are, if these are whole vectors. */
  private static final int DIRECT = 128;

  private final BlockedKernels kernels;
  private final int columns;
  private final double[] gram;
  private final Panels panels;
  private final float[] sums;

  GramMatrix(BlockedKernels kernels, int columns, double[] gram) {
    this.kernels = kernels;
    this.columns = columns;
    this.gram = gram;
    this.panels = new Panels(columns, kernels.lanes(), kernels.tileVectors());
    int widest = kernels.tileVectors() * kernels.lanes();
    this.sums = new float[widest * widest];
  }

  /** As {@link Kernels#addGram}. */
  void add(float[] x, int offset, int rows) {
    boolean direct = columns <= DIRECT && columns % kernels.lanes() == 0;
    int most = Math.min(rows, DEPTH);
    float[] copy = direct ? x : new float[most * panels.first(panels.count())];
    for (int first = 0; first < rows; first += most) {
      int depth = Math.min(most, rows - first);
      int from = offset + first * columns;
      if (!direct) {
        panels.copy(x, from, depth, copy);
      }
      for (int right = 0; right < panels.count(); right++) {
        for (int left = 0; left <= right; left++) {
          if (direct) {
            int a = from + panels.first(left);
            int b = from + panels.first(right);
            addPair(x, a, columns, left, b, columns, right, depth);
          } else {
            int a = depth * panels.first(left);
            int b = depth * panels.first(right);
            addPair(copy, a, panels.width(left), left, b, panels.width(right), right, depth);
          }
        }
      }
    }
  }

  /** Adds the products of two panels, or of one with itself: of that the upper triangle. */
  private void addPair(
      float[] x, int a, int aStride, int left, int b, int bStride, int right, int depth) {
    int lanes = kernels.lanes();
    int height = kernels.tileRows();
    int width = panels.width(right);
    Arrays.fill(sums, 0);
    for (int i = 0; i < panels.used(left); i += height) {
      // On the diagonal the vectors before the tile's first row belong to the lower triangle.
      int skip = left == right ? i / lanes * lanes : 0;
      int at = i * width + skip;
      kernels.transposedTile(
          x, a + i, aStride, height, x, b + skip, bStride, width - skip, depth, sums, at, width);
    }
    int to = panels.first(left) * columns + panels.first(right);
    kernels.addTile(sums, width, panels.used(left), panels.used(right), gram, to, columns);
  }
}
