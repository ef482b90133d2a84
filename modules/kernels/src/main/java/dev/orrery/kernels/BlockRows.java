package dev.orrery.kernels;

/** Rows of a dense block, however their products are computed; pairs are compared directly. */
interface BlockRows extends RankedRows {

  /** What compares pairs. */
  BlockedKernels kernels();

  /** The block, row-major. */
  float[] x();

  /** Where it begins. */
  int offset();

  /** Where a row begins. */
  default int at(int row) {
    return offset() + row * right().columns();
  }

  @Override
  default void scores(
      int row, int step, int count, int firstPanel, int endPanel, float[] out, int ld) {
    products(row, step, count, firstPanel, endPanel, right().minusHalfNorm(), out, ld);
  }

  @Override
  default float squaredNorms(int row, int step, int count) {
    int n = right().columns();
    return step == 1 || count == 1
        ? kernels().dot(x(), at(row), x(), at(row), count * n)
        : kernels().squares(x(), at(row), step * n, count, n);
  }

  @Override
  default float squaredDistance(int row, int center) {
    int n = right().columns();
    return kernels().squaredDistance(x(), at(row), right().values(), center * n, n);
  }

  @Override
  default float dot(int row, int point) {
    int n = right().columns();
    return kernels().dot(x(), at(row), right().values(), point * n, n);
  }
}
