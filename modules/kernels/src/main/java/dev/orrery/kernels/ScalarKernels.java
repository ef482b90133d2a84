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
  int lanes() {
    return 4;
  }

  @Override
  int tileVectors() {
    return 1;
  }

  @Override
  int tileRows() {
    return 4;
  }

  @Override
  void products(
      float[] x,
      int xOffset,
      int stride,
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
        ScalarTiles.product(x, xOffset, stride, columns, right.panel(p), start, p * 4, out, at, ld);
      } else {
        for (int r = 0; r < rows; r++) {
          ScalarTiles.row(
              x, xOffset + r * stride, columns, right.panel(p), start, p * 4, out, at + r * ld);
        }
      }
    }
  }

  @Override
  void squaresOfFour(float[] x, int at, int stride, int n, float[] out, int to, int toStride) {
    for (int r = 0; r < 4; r++) {
      out[to + r * toStride] = squareOfOne(x, at + r * stride, n);
    }
  }

  @Override
  float squareOfOne(float[] x, int at, int n) {
    return dot(x, at, x, at, n);
  }

  @Override
  float squares(float[] x, int at, int stride, int rows, int n) {
    float sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += dot(x, at + r * stride, x, at + r * stride, n);
    }
    return sum;
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
  void loneBests(
      float[] scores,
      int at,
      int n,
      int rows,
      float slope,
      float offset,
      float[] work,
      int[] place,
      float[] top) {
    ScalarScores.loneBests(scores, at, n, rows, slope, offset, place, top);
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
  void transposedTile(
      float[] a,
      int aAt,
      int aStride,
      int height,
      float[] b,
      int bAt,
      int bStride,
      int width,
      int depth,
      float[] out,
      int at,
      int ld) {
    ScalarTiles.transposed(a, aAt, aStride, b, bAt, bStride, depth, out, at, ld);
  }

  @Override
  void panelTile(
      float[] panels,
      int a,
      int height,
      int b,
      int step,
      int vectors,
      int depth,
      float[] sums,
      int at) {
    ScalarTiles.transposed(panels, a, 4, panels, b, 4, depth, sums, at, 4);
  }

  @Override
  void copyPanel(float[] x, int at, int xStride, int rows, int n, float[] out, int to) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, at + r * xStride, out, to + 4 * r, n);
      Arrays.fill(out, to + 4 * r + n, to + 4 * r + 4, 0);
    }
  }

  @Override
  void addWeightedRows(
      float[] a, int aAt, int aStride, float[] x, int xAt, int n, int rows, float[] y, int yAt) {
    int r = 0;
    for (; r <= rows - 4; r += 4) {
      float a0 = a[aAt + r * aStride];
      float a1 = a[aAt + (r + 1) * aStride];
      float a2 = a[aAt + (r + 2) * aStride];
      float a3 = a[aAt + (r + 3) * aStride];
      int x0 = xAt + r * n;
      int x1 = x0 + n;
      int x2 = x1 + n;
      int x3 = x2 + n;
      for (int j = 0; j < n; j++) {
        y[yAt + j] += (a0 * x[x0 + j] + a1 * x[x1 + j]) + (a2 * x[x2 + j] + a3 * x[x3 + j]);
      }
    }
    for (; r < rows; r++) {
      axpy(a[aAt + r * aStride], x, xAt + r * n, y, yAt, n);
    }
  }

  @Override
  void addSparseOuter(
      int[] column, float[] value, int from, int end, float[] row, int rowAt, int n, float[] out) {
    for (int e = from; e < end; e++) {
      axpy(value[e], row, rowAt, out, column[e] * n, n);
    }
  }

  @Override
  void addInDouble(float[] from, int at, int n, double[] to, int toOffset) {
    // The compiler makes vectors of this loop by itself.
    for (int i = 0; i < n; i++) {
      to[toOffset + i] += from[at + i];
    }
  }

  @Override
  void addTile(
      float[] tile,
      int at,
      int width,
      int rows,
      int used,
      double[] to,
      int toOffset,
      int toStride) {
    for (int r = 0; r < rows; r++) {
      addInDouble(tile, at + r * width, used, to, toOffset + r * toStride);
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
  public float excess(float[] a, int aOffset, float[] b, int bOffset, int n) {
    return ScalarBoxes.excess(a, aOffset, b, bOffset, n);
  }

  @Override
  public void outside(
      float[] x,
      int xOffset,
      int stride,
      int n,
      float[] box,
      int boxOffset,
      int dimensions,
      float[] out,
      int outOffset) {
    ScalarBoxes.outside(x, xOffset, stride, n, box, boxOffset, dimensions, out, outOffset);
  }

  @Override
  public double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    return ScalarBoxes.enclose(a, aOffset, b, bOffset, dimensions, out, outOffset);
  }

  @Override
  public void adamRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] mean,
      float[] square,
      AdamStep step) {
    Shapes.checkRows(row, firstRow, rows, columns, gradient, weights, mean, square);
    ScalarRows.adam(row, firstRow, rows, columns, gradient, weights, mean, square, step);
  }

  @Override
  public void adaGradRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] squares,
      float rate,
      float decay,
      float epsilon) {
    Shapes.checkRows(row, firstRow, rows, columns, gradient, weights, squares, squares);
    ScalarRows.adaGrad(
        row, firstRow, rows, columns, gradient, weights, squares, rate, decay, epsilon);
  }

  @Override
  public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
    // The compiler makes vectors of this loop by itself.
    for (int i = 0; i < n; i++) {
      y[yOffset + i] += alpha * x[xOffset + i];
    }
  }
}
