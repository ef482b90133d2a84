package dev.orrery.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the Vector API, with vectors of the width that the processor prefers. Must not be
 * loaded before {@link SimdBackend} has found the Vector API usable.
 */
final class SimdKernels extends BlockedKernels {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** As many doubles as fit a vector, and as many floats. */
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  /** 32 vector registers come with AVX-512 and with AArch64; elsewhere there are 16. */
  private static final boolean WIDE =
      LANES >= 16 || System.getProperty("os.arch", "").equals("aarch64");

  /** Most vectors of a tile of a product with a transposed left matrix. */
  static final int TILE_VECTORS = WIDE ? 3 : 2;

  @Override
  public String name() {
    return "simd";
  }

  @Override
  int sliver() {
    return WIDE ? WideTiles.ROWS : 4;
  }

  @Override
  int fullPanel() {
    return 2 * LANES;
  }

  @Override
  int halfPanel() {
    return LANES;
  }

  @Override
  int lanes() {
    return LANES;
  }

  @Override
  int tileVectors() {
    return TILE_VECTORS;
  }

  @Override
  int tileRows() {
    return WIDE && LANES >= 8 ? 8 : 4;
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
    int d = right.columns();
    for (int p = firstPanel; p < endPanel; p++) {
      float[] b = right.panel(p);
      int so = right.firstRow(p);
      int oo = (p - firstPanel) * 2 * LANES;
      if (rows == WideTiles.ROWS) {
        if (right.isFull(p)) {
          WideTiles.full(x, xOffset, stride, b, d, start, so, out, oo, ld);
        } else {
          WideTiles.half(x, xOffset, stride, b, d, start, so, out, oo, ld);
        }
      } else {
        fewRows(x, xOffset, stride, rows, b, right.isFull(p), d, start, so, out, oo, ld);
      }
    }
  }

  /**
   * Four rows at a time. The last four overlap those before them; of fewer than four the last is
   * repeated, which the tile has room for.
   */
  private static void fewRows(
      float[] x,
      int xOffset,
      int stride,
      int rows,
      float[] b,
      boolean full,
      int d,
      float[] start,
      int so,
      float[] out,
      int oo,
      int ld) {
    for (int next = 0; next < rows; next += 4) {
      int first = Math.max(0, Math.min(next, rows - 4));
      int last = Math.min(rows - 1, first + 3);
      int x0 = xOffset + first * stride;
      int x1 = xOffset + Math.min(first + 1, last) * stride;
      int x2 = xOffset + Math.min(first + 2, last) * stride;
      int x3 = xOffset + last * stride;
      int to = oo + first * ld;
      if (full) {
        NarrowTiles.full(x, x0, x1, x2, x3, b, d, start, so, out, to, ld);
      } else {
        NarrowTiles.half(x, x0, x1, x2, x3, b, d, start, so, out, to, ld);
      }
    }
  }

  @Override
  void squaresOfFour(float[] x, int at, int stride, int n, float[] out, int to, int toStride) {
    VectorPairs.squaresOfFour(x, at, stride, n, out, to, toStride);
  }

  @Override
  float squareOfOne(float[] x, int at, int n) {
    return VectorPairs.squareOfOne(x, at, n);
  }

  @Override
  float squares(float[] x, int at, int stride, int rows, int n) {
    return VectorPairs.squares(x, at, stride, rows, n);
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
    SparseRowTimesPanel.run(column, value, from, end, right, panel, start, out, outOffset);
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
    VectorScores.loneBests(scores, at, n, rows, slope, offset, work, place, top);
  }

  @Override
  int nextAtLeast(float[] scores, int at, int from, int end, float threshold) {
    return VectorScores.nextAtLeast(scores, at, from, end, threshold);
  }

  @Override
  void distances(float[] scores, int at, int n, float squaredNorm, float[] out, int outOffset) {
    VectorScores.distances(scores, at, n, squaredNorm, out, outOffset);
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
    int vectors = width / LANES;
    if (height == 8) {
      switch (vectors) {
        case 3 ->
            TransposedTiles.eightByThree(a, aAt, aStride, b, bAt, bStride, depth, out, at, ld);
        case 2 -> TransposedTiles.eightByTwo(a, aAt, aStride, b, bAt, bStride, depth, out, at, ld);
        default -> TransposedTiles.eightByOne(a, aAt, aStride, b, bAt, bStride, depth, out, at, ld);
      }
    } else {
      switch (vectors) {
        case 3 -> TransposedTiles.fourByThree(a, aAt, aStride, b, bAt, bStride, depth, out, at, ld);
        case 2 -> TransposedTiles.fourByTwo(a, aAt, aStride, b, bAt, bStride, depth, out, at, ld);
        default -> TransposedTiles.fourByOne(a, aAt, aStride, b, bAt, bStride, depth, out, at, ld);
      }
    }
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
    PanelTiles.add(panels, a, height, b, step, vectors, depth, sums, at);
  }

  @Override
  void copyPanel(float[] x, int at, int xStride, int rows, int n, float[] out, int to) {
    PanelTiles.copy(x, at, xStride, rows, n, out, to);
  }

  @Override
  void addWeightedRows(
      float[] a, int aAt, int aStride, float[] x, int xAt, int n, int rows, float[] y, int yAt) {
    OuterProducts.addWeightedRows(a, aAt, aStride, x, xAt, n, rows, y, yAt);
  }

  @Override
  void addSparseOuter(
      int[] column, float[] value, int from, int end, float[] row, int rowAt, int n, float[] out) {
    OuterProducts.addSparse(column, value, from, end, row, rowAt, n, out);
  }

  @Override
  void addInDouble(float[] from, int at, int n, double[] to, int toOffset) {
    int lanes = DOUBLES.length();
    int i = 0;
    for (; i <= n - lanes; i += lanes) {
      addHalf(from, at + i, to, toOffset + i);
    }
    for (; i < n; i++) {
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
      int from = at + r * width;
      int next = toOffset + r * toStride;
      if (used == 6 * DOUBLES.length()) {
        // The widest tile, without a loop.
        addHalf(tile, from, to, next);
        addHalf(tile, from + DOUBLES.length(), to, next + DOUBLES.length());
        addHalf(tile, from + 2 * DOUBLES.length(), to, next + 2 * DOUBLES.length());
        addHalf(tile, from + 3 * DOUBLES.length(), to, next + 3 * DOUBLES.length());
        addHalf(tile, from + 4 * DOUBLES.length(), to, next + 4 * DOUBLES.length());
        addHalf(tile, from + 5 * DOUBLES.length(), to, next + 5 * DOUBLES.length());
      } else {
        addInDouble(tile, from, used, to, next);
      }
    }
  }

  private static void addHalf(float[] from, int at, double[] to, int toOffset) {
    Vector<Double> v =
        FloatVector.fromArray(HALF, from, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
    DoubleVector.fromArray(DOUBLES, to, toOffset).add(v).intoArray(to, toOffset);
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
    SparseRowTimesDense.run(column, value, from, end, dense, columns, out, outOffset);
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    return VectorPairs.dot(a, aOffset, b, bOffset, n);
  }

  @Override
  public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    return VectorPairs.squaredDistance(a, aOffset, b, bOffset, n);
  }

  @Override
  public float excess(float[] a, int aOffset, float[] b, int bOffset, int n) {
    return BoxVectors.excess(a, aOffset, b, bOffset, n);
  }

  @Override
  public int excessAlong(
      int[] next, int first, float[] boxes, float[] x, int xOffset, int n, float[] out) {
    return BoxVectors.excessAlong(next, first, boxes, x, xOffset, n, out);
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
    BoxVectors.outside(x, xOffset, stride, n, box, boxOffset, dimensions, out, outOffset);
  }

  @Override
  public double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    return BoxVectors.enclose(a, aOffset, b, bOffset, dimensions, out, outOffset);
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
    if (columns == 1) {
      ScalarRows.adam(row, firstRow, rows, columns, gradient, weights, mean, square, step);
    } else {
      AdaptiveRows.adam(row, firstRow, rows, columns, gradient, weights, mean, square, step);
    }
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
    if (columns == 1) {
      ScalarRows.adaGrad(
          row, firstRow, rows, columns, gradient, weights, squares, rate, decay, epsilon);
    } else {
      AdaptiveRows.adaGrad(
          row, firstRow, rows, columns, gradient, weights, squares, rate, decay, epsilon);
    }
  }

  @Override
  public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      factor
          .fma(
              FloatVector.fromArray(SPECIES, x, xOffset + i),
              FloatVector.fromArray(SPECIES, y, yOffset + i))
          .intoArray(y, yOffset + i);
    }
    for (; i < n; i++) {
      y[yOffset + i] += alpha * x[xOffset + i];
    }
  }
}
