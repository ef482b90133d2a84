package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The bulk kernels on packed panels, written once for the backends of the CPU: a backend adds a
 * register-blocked tile and loops over single rows.
 */
abstract non-sealed class BlockedKernels extends PanelKernels {

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
    int quarter = rows / 4;
    for (int i = 0; i < quarter; i++) {
      int row = xOffset + i * columns;
      squaresOfFour(x, row, quarter * columns, columns, out, outOffset + i, quarter);
    }
    for (int i = 4 * quarter; i < rows; i++) {
      out[outOffset + i] = squareOfOne(x, xOffset + i * columns, columns);
    }
  }
}
