package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The Gram matrix of a block, tile by tile: a range of rows is copied into panels of as many
 * columns as a vector has lanes; a few panels at a time, a group, meet all panels up to themselves,
 * and the sums over the range are added in double.
 */
final class GramMatrix {

  /** Rows of a range: their products are summed in float. */
  private static final int DEPTH = 512;

  /** Rows of which a group of panels stays in a first-level cache while the others pass by. */
  private static final int SHORT = 128;

  /** Columns up to which rows are read where they are, if these are whole vectors. */
  private static final int DIRECT = 64;

  /** Rows that are copied at a time. */
  private static final int FETCHED = 16;

  private final BlockedKernels kernels;
  private final int columns;
  private final double[] gram;
  private final int lanes;
  private final Panels groups;

  /** From one row of sums to the next: columns of the widest group. */
  private final int stride;

  /** The sums of all columns up to the group in work with those of the group. */
  private final float[] sums;

  /** The rows in work: those of the block, or copies of them. */
  private float[] source;

  /** Whether the source is the block itself. */
  private final boolean direct;

  /** Where the range begins in the block. */
  private int start;

  /** From one panel to the next, where they are copied. */
  private int step;

  GramMatrix(BlockedKernels kernels, int columns, double[] gram) {
    this.kernels = kernels;
    this.columns = columns;
    this.gram = gram;
    this.lanes = kernels.lanes();
    this.groups = new Panels(columns, lanes, kernels.tileVectors());
    this.stride = kernels.tileVectors() * lanes;
    this.sums = Scratch.own().sums(groups.first(groups.count()) * stride);
    this.direct = columns <= DIRECT && columns % lanes == 0;
  }

  /** As {@link Kernels#addGram}. */
  void add(float[] x, int offset, int rows) {
    int most = Math.min(rows, DEPTH);
    step = most * lanes;
    source = direct ? x : Scratch.own().panels(groups.first(groups.count()) / lanes * step);
    for (int first = 0; first < rows; first += most) {
      int depth = Math.min(most, rows - first);
      start = offset + first * columns;
      if (!direct) {
        copy(x, depth);
      }
      for (int group = 0; group < groups.count(); group++) {
        addRange(group, depth);
      }
    }
  }

  /** Copies the range into panels, a few rows at a time so that each is fetched once. */
  private void copy(float[] x, int rows) {
    for (int r = 0; r < rows; r += FETCHED) {
      int few = Math.min(FETCHED, rows - r);
      int from = start + r * columns;
      int to = r * lanes;
      for (int c = 0; c < columns; c += lanes) {
        kernels.copyPanel(x, from + c, columns, few, Math.min(lanes, columns - c), source, to);
        to += step;
      }
    }
  }

  /** Adds the products of all columns up to a group with those of the group. */
  private void addRange(int group, int depth) {
    int left = groups.first(group);
    int used = groups.used(group);
    Arrays.fill(sums, 0, groups.first(group + 1) * stride, 0);
    for (int row = 0; row < depth; row += SHORT) {
      int rows = Math.min(SHORT, depth - row);
      for (int i = 0; i < left + used; i += kernels.tileRows()) {
        // Vectors before the tile's first row belong to the lower triangle.
        int from = Math.max(left, i / lanes * lanes);
        addTile(
            i, from, (groups.first(group + 1) - from) / lanes, row, rows, i * stride + from - left);
      }
    }
    kernels.addTile(sums, 0, stride, left + used, used, gram, left, columns);
  }

  /** Adds a tile over some rows of the range: columns from {@code i} on with {@code vectors}. */
  private void addTile(int i, int right, int vectors, int row, int rows, int to) {
    int height = kernels.tileRows();
    if (direct) {
      int at = start + row * columns;
      int width = vectors * lanes;
      kernels.transposedTile(
          source,
          at + i,
          columns,
          height,
          source,
          at + right,
          columns,
          width,
          rows,
          sums,
          to,
          stride);
    } else {
      int at = row * lanes;
      int a = at + i / lanes * step + i % lanes;
      kernels.panelTile(
          source, a, height, at + right / lanes * step, step, vectors, rows, sums, to);
    }
  }
}
