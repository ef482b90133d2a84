package dev.orrery.kernels;

/** The products of the rows of a block with all rows of a packed matrix, a sliver at a time. */
final class RowProducts {

  /** Rows of a packed matrix that are not worth a panel. */
  static final int FEW = 2;

  private RowProducts() {}

  /** One inner product after the other, where a panel would be padding for the most part. */
  static void multiplyByFew(
      BlockedKernels kernels,
      float[] x,
      int xOffset,
      int rows,
      PackedPanels right,
      float[] out,
      int outOffset) {
    int n = right.columns();
    Shapes.check("x", x.length, xOffset, rows, n);
    Shapes.check("out", out.length, outOffset, rows, right.rows());
    int to = outOffset;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < right.rows(); j++) {
        out[to++] = kernels.dot(x, xOffset + i * n, right.values(), j * n, n);
      }
    }
  }

  /** What becomes of the products of one row with a block of packed rows. */
  interface Epilogue {
    void accept(int xOffset, float[] products, int at, int n, int outOffset);
  }

  /** Hands the products of every row, added to where they start, on to an epilogue. */
  static void forEach(
      BlockedKernels kernels,
      float[] x,
      int xOffset,
      int rows,
      PackedPanels right,
      float[] start,
      float[] out,
      int outOffset,
      Epilogue epilogue) {
    Shapes.check("x", x.length, xOffset, rows, right.columns());
    Shapes.check("out", out.length, outOffset, rows, right.rows());
    int step = right.panelsPerBlock();
    int sliver = Math.min(rows, kernels.sliver());
    float[] tile =
        new float[kernels.sliver() * right.paddedColumns(0, Math.min(step, right.panels()))];
    for (int p = 0; p < right.panels(); p += step) {
      int end = Math.min(right.panels(), p + step);
      int ld = right.paddedColumns(p, end);
      int used = right.usedColumns(p, end);
      for (int next = 0; next < rows; next += sliver) {
        int first = Math.min(next, rows - sliver);
        kernels.products(
            x,
            xOffset + first * right.columns(),
            right.columns(),
            sliver,
            right,
            p,
            end,
            start,
            tile,
            ld);
        for (int r = next; r < first + sliver; r++) {
          epilogue.accept(
              xOffset + r * right.columns(),
              tile,
              (r - first) * ld,
              used,
              outOffset + r * right.rows() + right.firstRow(p));
        }
      }
    }
  }
}
