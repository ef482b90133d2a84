package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The contract for a backend with a library or a device of its own: it adds products of whole
 * blocks.
 *
 * <p>Searches stay exact on every device: products come from the device, and what lies within their
 * rounding bound of the best is compared by direct distances on the host, as in {@link
 * Kernels#nearest}.
 *
 * @param <D> a matrix on the device
 */
public abstract non-sealed class DeviceKernels<D> extends HostedKernels {

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

  private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[0]);

  /** Kernels that have done nothing yet. */
  protected DeviceKernels(String device) {
    super(device);
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

  /**
   * What the device may have lost of a score beside its rounding, for 1 + |x|^2 + |c|^2: more than
   * nothing where it has no denormals.
   */
  protected double lost(Packed packed) {
    return 0;
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

  /** Tells which rows are nearest to a row of a packed matrix beyond doubt. */
  protected final NearestDecision decision(Packed centers) {
    return new NearestDecision(panels(centers));
  }

  /**
   * Chooses by distance, or by inner product, which leaves the products with their signs turned.
   *
   * @param index receives k indexes for each row
   * @param keys receives k distances, or products with their signs turned
   */
  protected final TopKSelection selection(
      Packed points, boolean byDistance, int k, int[] index, float[] keys) {
    Ranking ranking = byDistance ? Ranking.DISTANCE : Ranking.INNER_PRODUCT;
    return new TopKSelection(host, ranking, panels(points), lost(points), k, index, keys);
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
            new TopKSearch(ranking, host, queries, k, index, keys)
                .losing(lost(points))
                .run(first, count));
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
}
