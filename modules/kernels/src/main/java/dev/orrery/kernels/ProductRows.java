package dev.orrery.kernels;

/**
 * Rows of a dense block whose products with a packed matrix were computed elsewhere, as a device
 * does.
 *
 * @param products row-major, a row of {@code right.rows()} values for each row of the block
 */
record ProductRows(
    BlockedKernels kernels, float[] x, int offset, PackedPanels right, float[] products)
    implements BlockRows {

  private static final int SLIVER = 8;

  @Override
  public int sliver() {
    return SLIVER;
  }

  @Override
  public void products(
      int row,
      int step,
      int count,
      int firstPanel,
      int endPanel,
      float[] start,
      float[] out,
      int ld) {
    int first = right.firstRow(firstPanel);
    int used = right.usedColumns(firstPanel, endPanel);
    int padded = right.paddedColumns(firstPanel, endPanel);
    for (int r = 0; r < count; r++) {
      int from = (row + r * step) * right.rows() + first;
      int to = r * ld;
      for (int j = 0; j < used; j++) {
        out[to + j] = products[from + j] + start[first + j];
      }
      System.arraycopy(start, first + used, out, to + used, padded - used);
    }
  }
}
