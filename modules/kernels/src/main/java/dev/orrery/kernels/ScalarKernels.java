package dev.orrery.kernels;

import java.util.Arrays;

/**
 * Tuned scalar kernels: tiles of 4 x 4 in local variables, several accumulators where a sum would
 * wait for itself. Multiplications and additions are separate, because a fused one is a slow
 * library call on processors that lack it.
 */
final class ScalarKernels extends BlockedKernels {

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  int sliver() {
    return 4;
  }

  @Override
  int fullPanel() {
    return 4;
  }

  @Override
  int halfPanel() {
    return 4;
  }

  @Override
  int gramSliver() {
    return 4;
  }

  @Override
  void products(
      float[] x,
      int xOffset,
      int rows,
      PackedPanels right,
      int firstPanel,
      int endPanel,
      float[] start,
      float[] out,
      int ld) {
    int columns = right.columns();
    for (int p = firstPanel; p < endPanel; p++) {
      int at = (p - firstPanel) * 4;
      if (rows == 4) {
        tile(x, xOffset, columns, right.panel(p), start, p * 4, out, at, ld);
      } else {
        for (int r = 0; r < rows; r++) {
          row(x, xOffset + r * columns, columns, right.panel(p), start, p * 4, out, at + r * ld);
        }
      }
    }
  }

  private static void tile(
      float[] x, int x0, int depth, float[] b, float[] start, int so, float[] out, int oo, int ld) {
    int x1 = x0 + depth;
    int x2 = x1 + depth;
    int x3 = x2 + depth;
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

  private static void row(
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

  @Override
  void sparseProducts(
      int[] column,
      float[] value,
      int from,
      int end,
      PackedPanels right,
      int panel,
      float[] start,
      float[] out,
      int outOffset) {
    float[] b = right.panel(panel);
    float c0 = start[4 * panel];
    float c1 = start[4 * panel + 1];
    float c2 = start[4 * panel + 2];
    float c3 = start[4 * panel + 3];
    for (int e = from; e < end; e++) {
      float a = value[e];
      int at = 4 * column[e];
      c0 += a * b[at];
      c1 += a * b[at + 1];
      c2 += a * b[at + 2];
      c3 += a * b[at + 3];
    }
    out[outOffset] = c0;
    out[outOffset + 1] = c1;
    out[outOffset + 2] = c2;
    out[outOffset + 3] = c3;
  }

  @Override
  float max(float[] scores, int at, int n) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + n; i++) {
      greatest = scores[i] > greatest ? scores[i] : greatest;
    }
    return greatest;
  }

  @Override
  int loneBest(float[] scores, int at, int n, float slope, float offset) {
    float best = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    int place = -1;
    for (int i = 0; i < n; i++) {
      float s = scores[at + i];
      if (s > best) {
        second = best;
        best = s;
        place = i;
      } else if (s > second) {
        second = s;
      }
    }
    return second >= RoundingBound.threshold(slope, offset, best) || second == best ? -1 : place;
  }

  @Override
  int nextAtLeast(float[] scores, int at, int from, int end, float threshold) {
    for (int i = from; i < end; i++) {
      if (scores[at + i] >= threshold) {
        return i;
      }
    }
    return end;
  }

  @Override
  void distances(float[] scores, int at, int n, float squaredNorm, float[] out, int outOffset) {
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = Math.max(0, squaredNorm - 2 * scores[at + i]);
    }
  }

  @Override
  void gramTile(float[] a, int aWidth, int aOffset, float[] b, int bWidth, int depth, float[] out) {
    float c00 = 0;
    float c01 = 0;
    float c02 = 0;
    float c03 = 0;
    float c10 = 0;
    float c11 = 0;
    float c12 = 0;
    float c13 = 0;
    float c20 = 0;
    float c21 = 0;
    float c22 = 0;
    float c23 = 0;
    float c30 = 0;
    float c31 = 0;
    float c32 = 0;
    float c33 = 0;
    for (int p = 0; p < depth; p++) {
      float b0 = b[4 * p + 0];
      float b1 = b[4 * p + 1];
      float b2 = b[4 * p + 2];
      float b3 = b[4 * p + 3];
      float r0 = a[4 * p + 0];
      c00 += r0 * b0;
      c01 += r0 * b1;
      c02 += r0 * b2;
      c03 += r0 * b3;
      float r1 = a[4 * p + 1];
      c10 += r1 * b0;
      c11 += r1 * b1;
      c12 += r1 * b2;
      c13 += r1 * b3;
      float r2 = a[4 * p + 2];
      c20 += r2 * b0;
      c21 += r2 * b1;
      c22 += r2 * b2;
      c23 += r2 * b3;
      float r3 = a[4 * p + 3];
      c30 += r3 * b0;
      c31 += r3 * b1;
      c32 += r3 * b2;
      c33 += r3 * b3;
    }
    out[0] = c00;
    out[1] = c01;
    out[2] = c02;
    out[3] = c03;
    out[4] = c10;
    out[5] = c11;
    out[6] = c12;
    out[7] = c13;
    out[8] = c20;
    out[9] = c21;
    out[10] = c22;
    out[11] = c23;
    out[12] = c30;
    out[13] = c31;
    out[14] = c32;
    out[15] = c33;
  }

  @Override
  void addInDouble(float[] from, int at, int n, double[] to, int toOffset) {
    // The compiler makes vectors of this loop by itself.
    for (int i = 0; i < n; i++) {
      to[toOffset + i] += from[at + i];
    }
  }

  @Override
  void sparseRow(
      int[] column,
      float[] value,
      int from,
      int end,
      float[] dense,
      int columns,
      float[] out,
      int outOffset) {
    Arrays.fill(out, outOffset, outOffset + columns, 0);
    for (int e = from; e < end; e++) {
      axpy(value[e], dense, column[e] * columns, out, outOffset, columns);
    }
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i < n - 7; i += 8) {
      s0 += a[aOffset + i] * b[bOffset + i];
      s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
      s2 += a[aOffset + i + 2] * b[bOffset + i + 2];
      s3 += a[aOffset + i + 3] * b[bOffset + i + 3];
      s4 += a[aOffset + i + 4] * b[bOffset + i + 4];
      s5 += a[aOffset + i + 5] * b[bOffset + i + 5];
      s6 += a[aOffset + i + 6] * b[bOffset + i + 6];
      s7 += a[aOffset + i + 7] * b[bOffset + i + 7];
    }
    float sum = ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    for (; i < n; i++) {
      sum += a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  @Override
  public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i < n - 7; i += 8) {
      float d0 = a[aOffset + i] - b[bOffset + i];
      float d1 = a[aOffset + i + 1] - b[bOffset + i + 1];
      float d2 = a[aOffset + i + 2] - b[bOffset + i + 2];
      float d3 = a[aOffset + i + 3] - b[bOffset + i + 3];
      float d4 = a[aOffset + i + 4] - b[bOffset + i + 4];
      float d5 = a[aOffset + i + 5] - b[bOffset + i + 5];
      float d6 = a[aOffset + i + 6] - b[bOffset + i + 6];
      float d7 = a[aOffset + i + 7] - b[bOffset + i + 7];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
      s4 += d4 * d4;
      s5 += d5 * d5;
      s6 += d6 * d6;
      s7 += d7 * d7;
    }
    float sum = ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    for (; i < n; i++) {
      float d = a[aOffset + i] - b[bOffset + i];
      sum += d * d;
    }
    return sum;
  }

  @Override
  public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
    // The compiler makes vectors of this loop by itself.
    for (int i = 0; i < n; i++) {
      y[yOffset + i] += alpha * x[xOffset + i];
    }
  }
}
