package dev.orrery.kernels;

/** Rows of a dense block. */
record DenseRows(BlockedKernels kernels, float[] x, int offset, PackedPanels right)
    implements RankedRows {

  private int at(int row) {
    return offset + row * right.columns();
  }

  @Override
  public int sliver() {
    return kernels.sliver();
  }

  @Override
  public void scores(int row, int count, int firstPanel, int endPanel, float[] out, int ld) {
    products(row, count, firstPanel, endPanel, right.minusHalfNorm(), out, ld);
  }

  @Override
  public void products(
      int row, int count, int firstPanel, int endPanel, float[] start, float[] out, int ld) {
    kernels.products(x, at(row), count, right, firstPanel, endPanel, start, out, ld);
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
