package dev.orrery.kernels;

/** Rows of a dense block. */
record DenseRows(BlockedKernels kernels, float[] x, int offset, PackedPanels right)
    implements BlockRows {

  @Override
  public int sliver() {
    return kernels.sliver();
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
    int stride = step * right.columns();
    kernels.products(x, at(row), stride, count, right, firstPanel, endPanel, start, out, ld);
  }
}
