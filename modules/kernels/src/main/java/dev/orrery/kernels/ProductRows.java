package dev.orrery.kernels;

/**
 * Rows of a dense block whose products with a packed matrix were computed elsewhere, as a device
 * does.
 *
 * @param products row-major, a row of {@code right.rows()} values for each row of the block
 */
record ProductRows(
    BlockedKernels kernels, float[] x, int offset, PackedPanels right, float[] products)
    implements RankedRows {

  private static final int SLIVER = 8;

  private int at(int row) {
    return offset + row * right.columns();
  }

  @Override
  public int sliver() {
    return SLIVER;
  }

  @Override
  public void scores(int row, int count, int firstPanel, int endPanel, float[] out, int ld) {
    products(row, count, firstPanel, endPanel, right.minusHalfNorm(), out, ld);
  }

  @Override
  public void products(
      int row, int count, int firstPanel, int endPanel, float[] start, float[] out, int ld) {
    int first = right.firstRow(firstPanel);
    int used = right.usedColumns(firstPanel, endPanel);
    int padded = right.paddedColumns(firstPanel, endPanel);
    for (int r = 0; r < count; r++) {
      int from = (row + r) * right.rows() + first;
      int to = r * ld;
      for (int j = 0; j < used; j++) {
        out[to + j] = products[from + j] + start[first + j];
      }
      System.arraycopy(start, first + used, out, to + used, padded - used);
    }
  }

  @Override
  public float squaredNorms(int row, int count) {
    return kernels.dot(x, at(row), x, at(row), count * right.columns());
  }

  @Override
  public float squaredDistance(int row, int center) {
    return kernels.squaredDistance(
        x, at(row), right.values(), center * right.columns(), right.columns());
  }

  @Override
  public float dot(int row, int point) {
    return kernels.dot(x, at(row), right.values(), point * right.columns(), right.columns());
  }
}
