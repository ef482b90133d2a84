package dev.orrery.kernels;

import java.util.Arrays;
import java.util.Optional;

/**
 * The contract for a backend with a library or a device of its own: it adds products of whole
 * blocks, and what it has no form of runs on the host's CPU, which the {@link KernelAccount} tells.
 *
 * <p>Searches stay exact on every device: products come from the device, and what lies within their
 * rounding bound of the best is compared by direct distances on the host, as in {@link
 * Kernels#nearest}.
 *
 * @param <D> a matrix on the device
 */
public abstract class DeviceKernels<D> implements Kernels {

  /** A packed matrix: what the host needs to compare directly, and its copy on the device. */
  private record Resident<D>(PackedPanels panels, D matrix) implements Packed {
    @Override
    public int rows() {
      return panels.rows();
    }

    @Override
    public int columns() {
      return panels.columns();
    }
  }

  /** Most products of a block that waits for its search: 16 MiB. */
  private static final int PRODUCTS = 4 << 20;

  /** Rows whose products are summed in float before they are added in double. */
  private static final int GRAM_ROWS = 256;

  private final BlockedKernels host =
      VectorSupport.obstacle().isEmpty() ? new SimdKernels() : new ScalarKernels();
  private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[0]);

  /** What was done where. */
  protected final KernelAccount account;

  /** Kernels that have done nothing yet. */
  protected DeviceKernels(String device) {
    this.account = new KernelAccount(device);
  }

  // What a backend adds.

  /** Copies a matrix to the device, where it stays until nobody refers to it. */
  protected abstract D upload(float[] matrix, int offset, int rows, int columns);

  /**
   * {@code out = x * right^T}.
   *
   * @param columns columns of both
   * @param rightRows rows of the matrix on the device
   * @param out receives {@code rows x rightRows}, row-major, from {@code outOffset}
   */
  protected abstract void products(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      D right,
      int rightRows,
      float[] out,
      int outOffset);

  /**
   * {@code out = left^T * right}, summed in float.
   *
   * @param out receives {@code leftColumns x rightColumns}, row-major, from 0
   */
  protected abstract void transposedProducts(
      float[] left,
      int leftOffset,
      int leftColumns,
      float[] right,
      int rightOffset,
      int rightColumns,
      int rows,
      float[] out);

  /**
   * The upper triangle of {@code out = x^T * x}, summed in float; what lies below is of no meaning.
   *
   * @param out receives {@code columns x columns}, row-major, from 0
   */
  protected void gram(float[] x, int xOffset, int rows, int columns, float[] out) {
    transposedProducts(x, xOffset, columns, x, xOffset, columns, rows, out);
  }

  // What a backend with more than products builds on.

  /** The matrix on the device behind a packed one. */
  @SuppressWarnings("unchecked")
  protected final D matrix(Packed packed) {
    return ((Resident<D>) Shapes.own(Resident.class, packed)).matrix();
  }

  /** Half the squared norm of each row of a packed matrix, with its sign turned; do not write. */
  protected final float[] minusHalfNorms(Packed packed) {
    return Arrays.copyOf(panels(packed).minusHalfNorm(), packed.rows());
  }

  /**
   * Tells whether a row's best score is above all doubt, from scores {@code x.c - |c|^2 / 2} that
   * were summed in float in any order.
   */
  protected final class Decision {
    private final RoundingBound bound;
    private final float slope;

    /** For the rows of a packed matrix. */
    public Decision(Packed centers) {
      PackedPanels panels = panels(centers);
      bound = new RoundingBound(panels.columns(), panels.greatestNorm());
      slope = bound.slope();
    }

    /**
     * Whether the center with the best score is the nearest.
     *
     * @param best the best score
     * @param second the next best, or minus infinity; may equal the best
     * @param squaredNorm squared norm of the row, summed in float
     */
    public boolean isClear(float best, float second, float squaredNorm) {
      double square = bound.square(squaredNorm);
      return bound.holds(square)
          && best > Float.NEGATIVE_INFINITY
          && second < RoundingBound.threshold(slope, bound.offset(square), best);
    }
  }

  /** Chooses the best k rows for each row of a block among candidates that a device found. */
  protected final class Selection {
    private final Ranking ranking;
    private final PackedPanels points;
    private final RoundingBound bound;
    private final double lost;
    private final int k;
    private final int[] index;
    private final float[] keys;

    /**
     * A choice by distance, or by inner product, which leaves the products with their signs turned.
     *
     * @param lost what the device may have lost of a score beside its rounding, for 1 + |x|^2 +
     *     |c|^2
     * @param index receives k indexes for each row
     * @param keys receives k distances, or products with their signs turned
     */
    public Selection(
        Packed points, boolean byDistance, double lost, int k, int[] index, float[] keys) {
      this.ranking = byDistance ? Ranking.DISTANCE : Ranking.INNER_PRODUCT;
      this.points = panels(points);
      this.bound = new RoundingBound(this.points.columns(), this.points.greatestNorm());
      this.lost = lost;
      this.k = k;
      this.index = index;
      this.keys = keys;
    }

    /**
     * Chooses for one row; by a search of its own where the candidates leave a doubt.
     *
     * @param row its place among the results
     * @param candidates different rows of the packed matrix, ascending, at least k of them
     * @param lowest the lowest score of a candidate: no other row scores above it
     */
    public void choose(float[] x, int xOffset, int row, int[] candidates, float lowest) {
      DenseRows query = new DenseRows(host, x, xOffset, points);
      float square = query.squaredNorms(0, 1);
      if (bound.holds(bound.square(square))) {
        int slice = row * k;
        int found = 0;
        for (int candidate : candidates) {
          float key = ranking.key(query, 0, candidate);
          found = TopK.insert(index, keys, slice, found, k, candidate, key);
        }
        double greatest = points.greatestNorm();
        double most = lowest + lost * (1 + square + greatest * greatest);
        if (candidates.length == points.rows()
            || most < ranking.threshold(bound, square, keys[slice])) {
          TopK.sort(index, keys, slice, k);
          return;
        }
      }
      new TopKSearch(ranking, host, query, k, index, keys).run(row, 1);
    }
  }

  /** The nearest row by direct distances alone, for a row that is in doubt. */
  protected final void nearestOnHost(
      float[] x,
      int xOffset,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset) {
    host.nearest(
        x, xOffset, rows, panels(centers), nearest, nearestOffset, distance, distanceOffset);
  }

  /** As {@link #nearestOnHost}, for CSR rows. */
  protected final void nearestSparseOnHost(
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
    host.nearestSparse(
        rowStart,
        column,
        value,
        firstRow,
        rows,
        panels(centers),
        nearest,
        nearestOffset,
        distance,
        distanceOffset);
  }

  /** {@link #squaredDistance} of a row and a row of a packed matrix, which is not counted. */
  protected final float directDistance(float[] x, int xOffset, Packed centers, int center) {
    PackedPanels panels = panels(centers);
    int n = panels.columns();
    return host.squaredDistance(x, xOffset, panels.values(), center * n, n);
  }

  /** Adds {@code n} values to others in double. */
  protected final void addInDouble(float[] from, int at, int n, double[] to, int toOffset) {
    host.addInDouble(from, at, n, to, toOffset);
  }

  /** An array of at least {@code n} values for this thread, with anything in it. */
  protected final float[] scratch(int n) {
    float[] array = scratch.get();
    if (array.length < n) {
      array = new float[n];
      scratch.set(array);
    }
    return array;
  }

  private static PackedPanels panels(Packed packed) {
    return Shapes.own(Resident.class, packed).panels();
  }

  // The contract.

  @Override
  public final Optional<KernelAccount> account() {
    return Optional.of(account);
  }

  @Override
  public final Packed pack(float[] matrix, int offset, int rows, int columns) {
    account.called(Operation.PACK, Place.BACKEND);
    PackedPanels panels =
        new PackedPanels(matrix, offset, rows, columns, host.fullPanel(), host.halfPanel());
    return new Resident<>(panels, upload(matrix, offset, rows, columns));
  }

  /** Work on some rows of a block with their products. */
  private interface Search {
    void run(ProductRows rows, int first, int count);
  }

  private void search(float[] x, int xOffset, int rows, Packed right, Search search) {
    PackedPanels panels = panels(right);
    int step = Math.clamp(PRODUCTS / panels.rows(), 1, Math.max(1, rows));
    float[] products = scratch(step * panels.rows());
    for (int first = 0; first < rows; first += step) {
      int count = Math.min(step, rows - first);
      int at = xOffset + first * panels.columns();
      products(x, at, count, panels.columns(), matrix(right), panels.rows(), products, 0);
      search.run(new ProductRows(host, x, at, panels, products), first, count);
    }
  }

  @Override
  public void nearest(
      float[] x,
      int xOffset,
      int rows,
      Packed centers,
      int[] nearest,
      int nearestOffset,
      float[] distance,
      int distanceOffset) {
    account.called(Operation.NEAREST, Place.BACKEND);
    PackedPanels c = panels(centers);
    Shapes.check("x", x.length, xOffset, rows, c.columns());
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    search(
        x,
        xOffset,
        rows,
        centers,
        (queries, first, count) ->
            new NearestSearch(host, queries, c, count)
                .run(count, nearest, nearestOffset + first, distance, distanceOffset + first));
  }

  @Override
  public void squaredDistances(
      float[] x, int xOffset, int rows, Packed centers, float[] out, int outOffset) {
    account.called(Operation.SQUARED_DISTANCES, Place.BACKEND);
    PackedPanels c = panels(centers);
    int k = c.rows();
    Shapes.check("x", x.length, xOffset, rows, c.columns());
    Shapes.check("out", out.length, outOffset, rows, k);
    products(x, xOffset, rows, c.columns(), matrix(centers), k, out, outOffset);
    float[] half = c.minusHalfNorm();
    for (int i = 0; i < rows; i++) {
      int at = xOffset + i * c.columns();
      float norm = host.dot(x, at, x, at, c.columns());
      int to = outOffset + i * k;
      for (int j = 0; j < k; j++) {
        out[to + j] = Math.max(0, norm - 2 * (out[to + j] + half[j]));
      }
    }
  }

  @Override
  public void topK(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] distance) {
    account.called(Operation.TOP_K, Place.BACKEND);
    ranked(Ranking.DISTANCE, x, xOffset, rows, points, k, index, distance);
  }

  @Override
  public void topKInnerProduct(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] product) {
    account.called(Operation.TOP_K_INNER_PRODUCT, Place.BACKEND);
    ranked(Ranking.INNER_PRODUCT, x, xOffset, rows, points, k, index, product);
    TopK.negate(product, rows * k);
  }

  private void ranked(
      Ranking ranking,
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      int[] index,
      float[] keys) {
    PackedPanels p = panels(points);
    Shapes.checkTopK(x, xOffset, rows, p, k, index, keys);
    search(
        x,
        xOffset,
        rows,
        points,
        (queries, first, count) ->
            new TopKSearch(ranking, host, queries, k, index, keys).run(first, count));
  }

  @Override
  public void multiplyTransposed(
      float[] x, int xOffset, int rows, Packed right, float[] out, int outOffset) {
    account.called(Operation.MULTIPLY_TRANSPOSED, Place.BACKEND);
    Shapes.check("x", x.length, xOffset, rows, right.columns());
    Shapes.check("out", out.length, outOffset, rows, right.rows());
    products(x, xOffset, rows, right.columns(), matrix(right), right.rows(), out, outOffset);
  }

  @Override
  public void addGram(float[] x, int xOffset, int rows, int columns, double[] gram) {
    account.called(Operation.ADD_GRAM, Place.BACKEND);
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("gram", gram.length, 0, columns, columns);
    float[] block = scratch(columns * columns);
    for (int first = 0; first < rows; first += GRAM_ROWS) {
      gram(x, xOffset + first * columns, Math.min(GRAM_ROWS, rows - first), columns, block);
      for (int i = 0; i < columns; i++) {
        int diagonal = i * columns + i;
        addInDouble(block, diagonal, columns - i, gram, diagonal);
      }
    }
  }

  @Override
  public void addTransposedProduct(
      float[] left,
      int leftOffset,
      int leftColumns,
      float[] right,
      int rightOffset,
      int rightColumns,
      int rows,
      float[] out,
      int outOffset) {
    account.called(Operation.ADD_TRANSPOSED_PRODUCT, Place.BACKEND);
    Shapes.check("left", left.length, leftOffset, rows, leftColumns);
    Shapes.check("right", right.length, rightOffset, rows, rightColumns);
    Shapes.check("out", out.length, outOffset, leftColumns, rightColumns);
    int n = leftColumns * rightColumns;
    float[] block = scratch(n);
    transposedProducts(
        left, leftOffset, leftColumns, right, rightOffset, rightColumns, rows, block);
    for (int i = 0; i < n; i++) {
      out[outOffset + i] += block[i];
    }
  }

  // On the host.

  @Override
  public void nearestSparse(
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
    account.called(Operation.NEAREST_SPARSE, Place.HOST);
    nearestSparseOnHost(
        rowStart,
        column,
        value,
        firstRow,
        rows,
        centers,
        nearest,
        nearestOffset,
        distance,
        distanceOffset);
  }

  @Override
  public void multiplySparse(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] dense,
      int columns,
      float[] out,
      int outOffset) {
    account.called(Operation.MULTIPLY_SPARSE, Place.HOST);
    host.multiplySparse(rowStart, column, value, firstRow, rows, dense, columns, out, outOffset);
  }

  @Override
  public void addSparseTransposedProduct(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      float[] right,
      int rightOffset,
      int rightColumns,
      float[] out) {
    account.called(Operation.ADD_SPARSE_TRANSPOSED_PRODUCT, Place.HOST);
    host.addSparseTransposedProduct(
        rowStart, column, value, firstRow, rows, right, rightOffset, rightColumns, out);
  }

  @Override
  public void addRowsByLabel(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      int[] label,
      int labelOffset,
      double[] sums,
      long[] counts) {
    account.called(Operation.ADD_ROWS_BY_LABEL, Place.HOST);
    host.addRowsByLabel(x, xOffset, rows, columns, label, labelOffset, sums, counts);
  }

  @Override
  public void squaredNorms(
      float[] x, int xOffset, int rows, int columns, float[] out, int outOffset) {
    account.called(Operation.SQUARED_NORMS, Place.HOST);
    host.squaredNorms(x, xOffset, rows, columns, out, outOffset);
  }

  @Override
  public final float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    account.called(Operation.DOT, Place.HOST);
    return host.dot(a, aOffset, b, bOffset, n);
  }

  @Override
  public final float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    account.called(Operation.SQUARED_DISTANCE, Place.HOST);
    return host.squaredDistance(a, aOffset, b, bOffset, n);
  }

  @Override
  public final float excess(float[] a, int aOffset, float[] b, int bOffset, int n) {
    account.called(Operation.EXCESS, Place.HOST);
    return host.excess(a, aOffset, b, bOffset, n);
  }

  @Override
  public final void outside(
      float[] x,
      int xOffset,
      int stride,
      int n,
      float[] box,
      int boxOffset,
      int dimensions,
      float[] out,
      int outOffset) {
    account.called(Operation.OUTSIDE, Place.HOST);
    host.outside(x, xOffset, stride, n, box, boxOffset, dimensions, out, outOffset);
  }

  @Override
  public final int excessAlong(
      int[] next, int first, float[] boxes, float[] x, int xOffset, int n, float[] out) {
    account.called(Operation.EXCESS, Place.HOST);
    return host.excessAlong(next, first, boxes, x, xOffset, n, out);
  }

  @Override
  public final double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    account.called(Operation.ENCLOSE, Place.HOST);
    return host.enclose(a, aOffset, b, bOffset, dimensions, out, outOffset);
  }

  @Override
  public final void adamRows(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] mean,
      float[] square,
      AdamStep step) {
    account.called(Operation.ADAM_ROWS, Place.HOST);
    host.adamRows(row, firstRow, rows, columns, gradient, weights, mean, square, step);
  }

  @Override
  public final void adaGradRows(
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
    account.called(Operation.ADA_GRAD_ROWS, Place.HOST);
    host.adaGradRows(
        row, firstRow, rows, columns, gradient, weights, squares, rate, decay, epsilon);
  }

  @Override
  public final void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
    account.called(Operation.AXPY, Place.HOST);
    host.axpy(alpha, x, xOffset, y, yOffset, n);
  }
}
