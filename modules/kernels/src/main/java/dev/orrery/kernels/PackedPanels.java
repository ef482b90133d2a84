package dev.orrery.kernels;

import java.util.Arrays;

/**
 * A matrix in panels, the layout of the blocked kernels: a panel holds {@link #full} neighbouring
 * rows interleaved, so that the values of one column lie side by side, {@code panel[column * width
 * + row]}. Rows beyond the matrix are zero; a last panel that would be at most half used has the
 * width {@link #half}.
 *
 * <p>Kept beside the panels: the plain rows, for direct distances; minus half the squared norm of
 * each row, which is where a score {@code x.c - |c|^2 / 2} starts; the greatest norm.
 */
final class PackedPanels implements Packed {

  /** Values of a block of panels, 768 KiB: it stays in a second-level cache while rows pass by. */
  private static final int BLOCK_VALUES = 192 * 1024;

  /** Columns of scores per row and block: twelve rows of them lie in a first-level cache. */
  private static final int BLOCK_COLUMNS = 512;

  /** Columns that are interleaved at a time. */
  private static final int TRANSPOSED = 64;

  private final int rows;
  private final int columns;
  private final int full;
  private final int half;
  private final float[] values;
  private final float[][] panels;
  private final float[] minusHalfNorm;
  private final float[] zeros;
  private final double greatestNorm;

  PackedPanels(float[] matrix, int offset, int rows, int columns, int full, int half) {
    Shapes.checkMatrix(matrix, offset, rows, columns);
    this.rows = rows;
    this.columns = columns;
    this.full = full;
    this.half = half;
    this.values = Arrays.copyOfRange(matrix, offset, offset + rows * columns);
    this.panels = new float[(rows - 1) / full + 1][];
    for (int p = 0; p < panels.length; p++) {
      panels[p] = interleave(p);
    }
    int padded = paddedColumns(0, panels.length);
    this.zeros = new float[padded];
    this.minusHalfNorm = new float[padded];
    // A padding row never has the best score.
    Arrays.fill(minusHalfNorm, rows, padded, Float.NEGATIVE_INFINITY);
    double greatest = 0;
    for (int r = 0; r < rows; r++) {
      double norm = squaredNorm(r);
      minusHalfNorm[r] = (float) (-norm / 2);
      greatest = Math.max(greatest, norm);
    }
    this.greatestNorm = Math.sqrt(greatest);
  }

  private float[] interleave(int panel) {
    int first = panel * full;
    int used = Math.min(full, rows - first);
    int width = used <= half ? half : full;
    if ((long) width * columns > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "matrix: " + columns + " columns, expected at most " + (Integer.MAX_VALUE - 16) / width);
    }
    float[] out = new float[width * columns];
    // Few columns at a time, so that what is written stays in a first-level cache.
    for (int start = 0; start < columns; start += TRANSPOSED) {
      int end = Math.min(columns, start + TRANSPOSED);
      int r = 0;
      for (; r < used - 3; r += 4) {
        interleaveFour((first + r) * columns, start, end, out, r, width);
      }
      for (; r < used; r++) {
        int from = (first + r) * columns;
        for (int c = start; c < end; c++) {
          out[c * width + r] = values[from + c];
        }
      }
    }
    return out;
  }

  private void interleaveFour(int from, int start, int end, float[] out, int r, int width) {
    int x1 = from + columns;
    int x2 = x1 + columns;
    int x3 = x2 + columns;
    for (int c = start; c < end; c++) {
      int to = c * width + r;
      out[to] = values[from + c];
      out[to + 1] = values[x1 + c];
      out[to + 2] = values[x2 + c];
      out[to + 3] = values[x3 + c];
    }
  }

  /** Squared norm of a row, as four sums that do not wait for each other. */
  private double squaredNorm(int row) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = row * columns;
    int end = i + columns;
    for (; i < end - 3; i += 4) {
      s0 += (double) values[i] * values[i];
      s1 += (double) values[i + 1] * values[i + 1];
      s2 += (double) values[i + 2] * values[i + 2];
      s3 += (double) values[i + 3] * values[i + 3];
    }
    for (; i < end; i++) {
      s0 += (double) values[i] * values[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  /** The rows, one after the other. */
  float[] values() {
    return values;
  }

  int panels() {
    return panels.length;
  }

  float[] panel(int panel) {
    return panels[panel];
  }

  /** First row of a panel. */
  int firstRow(int panel) {
    return panel * full;
  }

  /** Whether a panel has the full width; otherwise it has half of it. */
  boolean isFull(int panel) {
    return panels[panel].length == full * columns;
  }

  /** How many panels make a block. */
  int panelsPerBlock() {
    return Math.max(1, Math.min(BLOCK_COLUMNS / full, BLOCK_VALUES / full / columns));
  }

  /** Width of a range of panels, padding included. */
  int paddedColumns(int firstPanel, int endPanel) {
    int last = endPanel - 1;
    return (last - firstPanel) * full + (isFull(last) ? full : half);
  }

  /** Rows of the matrix in a range of panels, without the padding. */
  int usedColumns(int firstPanel, int endPanel) {
    return Math.min(rows, endPanel * full) - firstPanel * full;
  }

  /** Where a score starts, for each row and padding row: {@code -|c|^2 / 2}, or minus infinity. */
  float[] minusHalfNorm() {
    return minusHalfNorm;
  }

  /** Where a plain product starts: zeros. */
  float[] zeros() {
    return zeros;
  }

  /** The greatest Euclidean norm of a row. */
  double greatestNorm() {
    return greatestNorm;
  }
}
