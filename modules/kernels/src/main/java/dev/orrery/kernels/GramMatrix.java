package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The Gram matrix of a block, tile by tile: a range of rows is copied into panels of as many
 * columns as a vector has lanes; a few panels at a time, a group, meet all panels up to themselves.
 * Their sums over some ranges stay in float, in half the memory of the doubles to which they are
 * added then.
 */
final class GramMatrix {

  /**
   * Rows of a range: a group of its panels stays in a first-level cache while the others pass by.
   */
  private static final int RANGE = 128;

  /**
   * Rows whose products are summed in float: each range by itself and then the sums of the ranges,
   * so that no sum has more than 160 terms.
   */
  private static final int IN_FLOAT = 32 * RANGE;

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

  /** The sums in float, for each group those of all columns up to it with its own. */
  private final float[] sums;

  /** Where the sums of each group begin, and where all end. */
  private final int[] sumsOf;

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
    this.sumsOf = new int[groups.count() + 1];
    for (int g = 0; g < groups.count(); g++) {
      sumsOf[g + 1] = sumsOf[g] + groups.first(g + 1) * stride;
    }
    this.sums = Scratch.own().sums(sumsOf[groups.count()]);
    this.direct = columns <= DIRECT && columns % lanes == 0;
  }

  /** As {@link Kernels#addGram}. */
  void add(float[] x, int offset, int rows) {
    step = Math.min(rows, RANGE) * lanes + lanes;
    source = direct ? x : Scratch.own().panels(groups.first(groups.count()) / lanes * step);
    for (int first = 0; first < rows; first += IN_FLOAT) {
      Arrays.fill(sums, 0, sumsOf[groups.count()], 0);
      int end = Math.min(rows, first + IN_FLOAT);
      for (int row = first; row < end; row += RANGE) {
        start = offset + row * columns;
        addRange(x, Math.min(RANGE, end - row));
      }
      addSums();
    }
  }

  /** Adds the products of a range of rows to the sums. */
  private void addRange(float[] x, int rows) {
    if (!direct) {
      copy(x, rows);
    }
    for (int group = 0; group < groups.count(); group++) {
      int left = groups.first(group);
      int end = left + groups.used(group);
      for (int i = 0; i < end; i += kernels.tileRows()) {
        // Vectors before the tile's first row belong to the lower triangle.
        int from = Math.max(left, i / lanes * lanes);
        int vectors = (groups.first(group + 1) - from) / lanes;
        addTile(i, from, vectors, rows, sumsOf[group] + i * stride + from - left);
      }
    }
  }

  /** Adds the sums to the Gram matrix. */
  private void addSums() {
    for (int group = 0; group < groups.count(); group++) {
      int left = groups.first(group);
      int used = groups.used(group);
      kernels.addTile(sums, sumsOf[group], stride, left + used, used, gram, left, columns);
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

  /** Adds a tile over the range: columns from {@code i} on with {@code vectors}. */
  private void addTile(int i, int right, int vectors, int rows, int to) {
    int height = kernels.tileRows();
    if (direct) {
      int a = start + i;
      int b = start + right;
      int width = vectors * lanes;
      kernels.transposedTile(
          source, a, columns, height, source, b, columns, width, rows, sums, to, stride);
    } else {
      int a = i / lanes * step + i % lanes;
      int b = right / lanes * step;
      kernels.panelTile(source, a, height, b, step, vectors, rows, sums, to);
    }
  }
}
