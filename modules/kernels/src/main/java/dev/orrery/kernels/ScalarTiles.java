package dev.orrery.kernels;

/** Tiles of 4 x 4 sums in local variables. */
final class ScalarTiles {

  private ScalarTiles() {}

  /** Four rows against a panel, as in {@link WideTiles}. */
  static void product(
      float[] x,
      int x0,
      int stride,
      int depth,
      float[] b,
      float[] start,
      int so,
      float[] out,
      int oo,
      int ld) {
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    float c00 = start[so + 0];
    float c01 = start[so + 1];
    float c02 = start[so + 2];
    float c03 = start[so + 3];
    float c10 = start[so + 0];
    float c11 = start[so + 1];
    float c12 = start[so + 2];
    float c13 = start[so + 3];
    float c20 = start[so + 0];
    float c21 = start[so + 1];
    float c22 = start[so + 2];
    float c23 = start[so + 3];
    float c30 = start[so + 0];
    float c31 = start[so + 1];
    float c32 = start[so + 2];
    float c33 = start[so + 3];
    for (int p = 0; p < depth; p++) {
      float b0 = b[4 * p + 0];
      float b1 = b[4 * p + 1];
      float b2 = b[4 * p + 2];
      float b3 = b[4 * p + 3];
      float a0 = x[x0 + p];
      c00 += a0 * b0;
      c01 += a0 * b1;
      c02 += a0 * b2;
      c03 += a0 * b3;
      float a1 = x[x1 + p];
      c10 += a1 * b0;
      c11 += a1 * b1;
      c12 += a1 * b2;
      c13 += a1 * b3;
      float a2 = x[x2 + p];
      c20 += a2 * b0;
      c21 += a2 * b1;
      c22 += a2 * b2;
      c23 += a2 * b3;
      float a3 = x[x3 + p];
      c30 += a3 * b0;
      c31 += a3 * b1;
      c32 += a3 * b2;
      c33 += a3 * b3;
    }
    out[oo + 0 * ld + 0] = c00;
    out[oo + 0 * ld + 1] = c01;
    out[oo + 0 * ld + 2] = c02;
    out[oo + 0 * ld + 3] = c03;
    out[oo + 1 * ld + 0] = c10;
    out[oo + 1 * ld + 1] = c11;
    out[oo + 1 * ld + 2] = c12;
    out[oo + 1 * ld + 3] = c13;
    out[oo + 2 * ld + 0] = c20;
    out[oo + 2 * ld + 1] = c21;
    out[oo + 2 * ld + 2] = c22;
    out[oo + 2 * ld + 3] = c23;
    out[oo + 3 * ld + 0] = c30;
    out[oo + 3 * ld + 1] = c31;
    out[oo + 3 * ld + 2] = c32;
    out[oo + 3 * ld + 3] = c33;
  }

  /** One row against a panel. */
  static void row(
      float[] x, int xOffset, int depth, float[] b, float[] start, int so, float[] out, int oo) {
    float c0 = start[so];
    float c1 = start[so + 1];
    float c2 = start[so + 2];
    float c3 = start[so + 3];
    for (int p = 0; p < depth; p++) {
      float a = x[xOffset + p];
      c0 += a * b[4 * p];
      c1 += a * b[4 * p + 1];
      c2 += a * b[4 * p + 2];
      c3 += a * b[4 * p + 3];
    }
    out[oo] = c0;
    out[oo + 1] = c1;
    out[oo + 2] = c2;
    out[oo + 3] = c3;
  }

  /** As {@link BlockedKernels#transposedTile}, of four rows. */
  static void transposed(
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      int depth,
      float[] out,
      int at,
      int ld) {
    float c00 = out[at];
    float c01 = out[at + 1];
    float c02 = out[at + 2];
    float c03 = out[at + 3];
    float c10 = out[at + ld];
    float c11 = out[at + ld + 1];
    float c12 = out[at + ld + 2];
    float c13 = out[at + ld + 3];
    float c20 = out[at + 2 * ld];
    float c21 = out[at + 2 * ld + 1];
    float c22 = out[at + 2 * ld + 2];
    float c23 = out[at + 2 * ld + 3];
    float c30 = out[at + 3 * ld];
    float c31 = out[at + 3 * ld + 1];
    float c32 = out[at + 3 * ld + 2];
    float c33 = out[at + 3 * ld + 3];
    for (int p = 0; p < depth; p++) {
      int to = bAt + p * bStride;
      float b0 = b[to];
      float b1 = b[to + 1];
      float b2 = b[to + 2];
      float b3 = b[to + 3];
      int from = aAt + p * aStride;
      float r0 = a[from];
      c00 += r0 * b0;
      c01 += r0 * b1;
      c02 += r0 * b2;
      c03 += r0 * b3;
      float r1 = a[from + 1];
      c10 += r1 * b0;
      c11 += r1 * b1;
      c12 += r1 * b2;
      c13 += r1 * b3;
      float r2 = a[from + 2];
      c20 += r2 * b0;
      c21 += r2 * b1;
      c22 += r2 * b2;
      c23 += r2 * b3;
      float r3 = a[from + 3];
      c30 += r3 * b0;
      c31 += r3 * b1;
      c32 += r3 * b2;
      c33 += r3 * b3;
    }
    out[at] = c00;
    out[at + 1] = c01;
    out[at + 2] = c02;
    out[at + 3] = c03;
    out[at + ld] = c10;
    out[at + ld + 1] = c11;
    out[at + ld + 2] = c12;
    out[at + ld + 3] = c13;
    out[at + 2 * ld] = c20;
    out[at + 2 * ld + 1] = c21;
    out[at + 2 * ld + 2] = c22;
    out[at + 2 * ld + 3] = c23;
    out[at + 3 * ld] = c30;
    out[at + 3 * ld + 1] = c31;
    out[at + 3 * ld + 2] = c32;
    out[at + 3 * ld + 3] = c33;
  }
}
