package dev.orrery.kernels;

/** Rows of a CSR block; not for use by two threads at once. */
final class SparseRows implements QueryRows {

  private final BlockedKernels kernels;
  private final int[] rowStart;
  private final int[] column;
  private final float[] value;
  private final int firstRow;
  private final PackedPanels right;

  /** One row in full, for direct distances; zero between calls. */
  private final float[] dense;

  SparseRows(
      BlockedKernels kernels,
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      PackedPanels right) {
    this.kernels = kernels;
    this.rowStart = rowStart;
    this.column = column;
    this.value = value;
    this.firstRow = firstRow;
    this.right = right;
    this.dense = new float[right.columns()];
  }

  @Override
  public int sliver() {
    return 1;
  }

  @Override
  public void scores(
      int row, int step, int count, int firstPanel, int endPanel, float[] out, int ld) {
    int at = 0;
    for (int p = firstPanel; p < endPanel; p++) {
      kernels.sparseProducts(
          column, value, from(row), end(row), right, p, right.minusHalfNorm(), out, at);
      at += right.paddedColumns(p, p + 1);
    }
  }

  @Override
  public float squaredNorms(int row, int step, int count) {
    float sum = 0;
    for (int r = row; count > 0; r += step) {
      sum += kernels.dot(value, from(r), value, from(r), end(r) - from(r));
      count--;
    }
    return sum;
  }

  @Override
  public float squaredDistance(int row, int center) {
    for (int e = from(row); e < end(row); e++) {
      dense[column[e]] = value[e];
    }
    float distance =
        kernels.squaredDistance(
            dense, 0, right.values(), center * right.columns(), right.columns());
    for (int e = from(row); e < end(row); e++) {
      dense[column[e]] = 0;
    }
    return distance;
  }

  private int from(int row) {
    return rowStart[firstRow + row];
  }

  private int end(int row) {
    return rowStart[firstRow + row + 1];
  }
}
