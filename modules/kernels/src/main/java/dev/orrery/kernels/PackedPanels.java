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
      double norm = 0;
      for (int i = r * columns; i < (r + 1) * columns; i++) {
        norm += (double) values[i] * values[i];
      }
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
    for (int r = 0; r < used; r++) {
      int from = (first + r) * columns;
      for (int c = 0; c < columns; c++) {
        out[c * width + r] = values[from + c];
      }
    }
    return out;
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
