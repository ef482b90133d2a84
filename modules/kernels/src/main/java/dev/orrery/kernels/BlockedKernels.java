package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The bulk kernels on packed panels, written once for the backends of the CPU: a backend adds a
 * register-blocked tile and loops over single rows.
 */
abstract class BlockedKernels implements Kernels {

  // What a backend adds.

  /** Rows of a tile. */
  abstract int sliver();

  /** Rows of a packed panel. */
  abstract int fullPanel();

  /** Rows of the narrower last panel. */
  abstract int halfPanel();

  /**
   * Inner products of some dense rows with the rows of a range of panels, added to where they
   * start.
   *
   * @param rows 1 to {@link #sliver()}
   * @param start a value for each row of the packed matrix, padding included
   * @param out receives {@code rows} rows at stride {@code ld}, padding included; has room for
   *     {@link #sliver()} rows, and what lies behind the named ones may be overwritten
   */
  abstract void products(
      float[] x,
      int xOffset,
      int rows,
      PackedPanels right,
      int firstPanel,
      int endPanel,
      float[] start,
      float[] out,
      int ld);

  /** As {@link #products}, for the elements {@code from} to {@code end - 1} of one sparse row. */
  abstract void sparseProducts(
      int[] column,
      float[] value,
      int from,
      int end,
      PackedPanels right,
      int panel,
      float[] start,
      float[] out,
      int outOffset);

  /** The greatest of {@code n} scores, a multiple of {@link #halfPanel()}; NaN is passed over. */
  abstract float max(float[] scores, int at, int n);

  /**
   * The place of the best of {@code n} scores when no other reaches {@link
   * RoundingBound#threshold}, or -1.
   *
   * @param n a multiple of {@link #halfPanel()}
   */
  abstract int loneBest(float[] scores, int at, int n, float slope, float offset);

  /** The first place from {@code from} on whose score reaches the threshold, or {@code end}. */
  abstract int nextAtLeast(float[] scores, int at, int from, int end, float threshold);

  /** {@code out = max(0, squaredNorm - 2 score)} over {@code n} scores. */
  abstract void distances(
      float[] scores, int at, int n, float squaredNorm, float[] out, int outOffset);

  /** Columns of a vector of {@link #transposedTile}. */
  abstract int lanes();

  /** Most vectors of a {@link #transposedTile}. */
  abstract int tileVectors();

  /** Most rows of a {@link #transposedTile}, a multiple of 4; divides {@link #lanes()}. */
  abstract int tileRows();

  /**
   * Adds products, {@code out[at + i * ld + j] += sum over p < depth of a[aAt + p * aStride + i] *
   * b[bAt + p * bStride + j]}.
   *
   * @param height rows of the tile, 4 or {@link #tileRows()}
   * @param width columns of the tile: 1 to {@link #tileVectors()} times {@link #lanes()}
   */
  abstract void transposedTile(
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
      int ld);

  /** Adds to a row of {@code n} values some rows, {@code y[j] += a[r * aStride] * x[r * n + j]}. */
  abstract void addWeightedRows(
      float[] a, int aAt, int aStride, float[] x, int xAt, int n, int rows, float[] y, int yAt);

  /** One row of {@link #multiplySparse}: the elements {@code from} to {@code end - 1}. */
  abstract void sparseRow(
      int[] column,
      float[] value,
      int from,
      int end,
      float[] dense,
      int columns,
      float[] out,
      int outOffset);

  /**
   * Adds the outer product of one sparse row, the elements {@code from} to {@code end - 1}, and a
   * row of {@code n} values.
   */
  abstract void addSparseOuter(
      int[] column, float[] value, int from, int end, float[] row, int rowAt, int n, float[] out);

  /**
   * Adds products of neighbouring columns of two panels, {@code sums[at + i * stride + j] += sum
   * over p < depth of panels[a + p * stride + i] * panels[b + p * stride + j]}, where the stride is
   * {@link #tileVectors()} times {@link #lanes()}.
   *
   * @param height rows of the tile, {@link #tileRows()}
   * @param vectors columns of the tile: 1 to {@link #tileVectors()} vectors
   */
  abstract void panelTile(
      float[] panels, int a, int height, int b, int vectors, int depth, float[] sums, int at);

  /**
   * Copies {@code n} columns of a block into a panel of that stride; values behind them in the
   * panel's rows stay as they are.
   */
  abstract void copyPanel(float[] x, int at, int xStride, int rows, int n, float[] out, int to);

  /** Adds the first {@code used} columns of a tile to rows at a stride. */
  abstract void addTile(
      float[] tile, int at, int width, int rows, int used, double[] to, int toOffset, int toStride);

  /** {@code to += from} over {@code n} values. */
  abstract void addInDouble(float[] from, int at, int n, double[] to, int toOffset);

  // What follows from it.

  @Override
  public final Packed pack(float[] matrix, int offset, int rows, int columns) {
    return new PackedPanels(matrix, offset, rows, columns, fullPanel(), halfPanel());
  }

  @Override
  public final void nearest(
      float[] x,
      int xOffset,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset) {
    PackedPanels c = Shapes.own(PackedPanels.class, centers);
    Shapes.check("x", x.length, xOffset, rows, c.columns());
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    new NearestSearch(this, new DenseRows(this, x, xOffset, c), c, rows)
        .run(rows, nearest, nearestOffset, distance, distanceOffset);
  }

  @Override
  public final void nearestSparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset) {
    PackedPanels c = Shapes.own(PackedPanels.class, centers);
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    new NearestSearch(this, new SparseRows(this, rowStart, column, value, firstRow, c), c, rows)
        .run(rows, nearest, nearestOffset, distance, distanceOffset);
  }

  @Override
  public final void topK(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] distance) {
    best(Ranking.DISTANCE, x, xOffset, rows, points, k, null, index, distance);
  }

  @Override
  public final void topKWithin(
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      float[] limit,
      int[] index,
      float[] distance) {
    Shapes.check("limit", limit.length, 0, rows, 1);
    best(Ranking.DISTANCE, x, xOffset, rows, points, k, limit, index, distance);
  }

  @Override
  public final void topKInnerProduct(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] product) {
    best(Ranking.INNER_PRODUCT, x, xOffset, rows, points, k, null, index, product);
    TopK.negate(product, rows * k);
  }

  @Override
  public final void topKInnerProductWithin(
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      float[] limit,
      int[] index,
      float[] product) {
    Shapes.check("limit", limit.length, 0, rows, 1);
    float[] greatest = Arrays.copyOf(limit, rows);
    TopK.negate(greatest, rows);
    best(Ranking.INNER_PRODUCT, x, xOffset, rows, points, k, greatest, index, product);
    TopK.negate(product, rows * k);
  }

  private void best(
      Ranking ranking,
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      float[] limit,
      int[] index,
      float[] keys) {
    PackedPanels p = Shapes.own(PackedPanels.class, points);
    Shapes.checkTopK(x, xOffset, rows, p, k, index, keys);
    new TopKSearch(ranking, this, new DenseRows(this, x, xOffset, p), k, index, keys)
        .within(limit)
        .run(0, rows);
  }

  @Override
  public final void squaredDistances(
      float[] x, int xOffset, int rows, Packed centers, float[] out, int outOffset) {
    PackedPanels c = Shapes.own(PackedPanels.class, centers);
    RowProducts.forEach(
        this,
        x,
        xOffset,
        rows,
        c,
        c.minusHalfNorm(),
        out,
        outOffset,
        (row, scores, at, n, to) -> {
          float norm = dot(x, row, x, row, c.columns());
          distances(scores, at, n, norm, out, to);
        });
  }

  @Override
  public final void multiplyTransposed(
      float[] x, int xOffset, int rows, Packed right, float[] out, int outOffset) {
    PackedPanels r = Shapes.own(PackedPanels.class, right);
    if (r.rows() <= RowProducts.FEW) {
      RowProducts.multiplyByFew(this, x, xOffset, rows, r, out, outOffset);
      return;
    }
    RowProducts.forEach(
        this,
        x,
        xOffset,
        rows,
        r,
        r.zeros(),
        out,
        outOffset,
        (row, products, at, n, to) -> System.arraycopy(products, at, out, to, n));
  }

  @Override
  public final void addGram(float[] x, int xOffset, int rows, int columns, double[] gram) {
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("gram", gram.length, 0, columns, columns);
    if (rows == 0 || columns == 0) {
      return;
    }
    new GramMatrix(this, columns, gram).add(x, xOffset, rows);
  }

  @Override
  public final void addTransposedProduct(
      float[] left,
      int leftOffset,
      int leftColumns,
      float[] right,
      int rightOffset,
      int rightColumns,
      int rows,
      float[] out,
      int outOffset) {
    Shapes.check("left", left.length, leftOffset, rows, leftColumns);
    Shapes.check("right", right.length, rightOffset, rows, rightColumns);
    Shapes.check("out", out.length, outOffset, leftColumns, rightColumns);
    new TransposedProduct(this, left, leftColumns, right, rightColumns, out, outOffset)
        .add(leftOffset, rightOffset, rows);
  }

  @Override
  public final void addSparseTransposedProduct(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] right,
      int rightOffset,
      int rightColumns,
      float[] out) {
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("right", right.length, rightOffset, rows, rightColumns);
    for (int i = 0; i < rows; i++) {
      addSparseOuter(
          column,
          value,
          rowStart[firstRow + i],
          rowStart[firstRow + i + 1],
          right,
          rightOffset + i * rightColumns,
          rightColumns,
          out);
    }
  }

  @Override
  public final void multiplySparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] dense,
      int columns,
      float[] out,
      int outOffset) {
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("out", out.length, outOffset, rows, columns);
    for (int i = 0; i < rows; i++) {
      sparseRow(
          column,
          value,
          rowStart[firstRow + i],
          rowStart[firstRow + i + 1],
          dense,
          columns,
          out,
          outOffset + i * columns);
    }
  }

  @Override
  public final void addRowsByLabel(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      int[] label,
      int labelOffset,
      double[] sums,
      long[] counts) {
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("label", label.length, labelOffset, rows, 1);
    Shapes.check("sums", sums.length, 0, counts.length, columns);
    for (int n = 0; n < rows; n++) {
      int i = ReadingOrder.row(n, rows, columns);
      int group = label[labelOffset + i];
      counts[group]++;
      addInDouble(x, xOffset + i * columns, columns, sums, group * columns);
    }
  }

  @Override
  public final void squaredNorms(
      float[] x, int xOffset, int rows, int columns, float[] out, int outOffset) {
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("out", out.length, outOffset, rows, 1);
    for (int n = 0; n < rows; n++) {
      int i = ReadingOrder.row(n, rows, columns);
      int row = xOffset + i * columns;
      out[outOffset + i] = dot(x, row, x, row, columns);
    }
  }
}
