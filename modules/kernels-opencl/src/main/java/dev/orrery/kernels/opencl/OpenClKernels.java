package dev.orrery.kernels.opencl;

import dev.orrery.kernels.DeviceKernels;
import dev.orrery.kernels.Held;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.Packed;
import dev.orrery.kernels.Place;
import dev.orrery.kernels.Shapes;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The kernels on an OpenCL device.
 *
 * <p>Packed matrices and held arrays stay there; blocks of rows are copied for each call, cut so
 * that they fit. On the host stay, by design: the operations on one pair of vectors, because the
 * way to a device takes longer than they do; the selection of {@code topK} among products of the
 * device; {@code addSparseTransposedProduct}, which touches few rows of a large matrix that lives
 * on the host; rows whose nearest center is in doubt, which are compared directly.
 */
final class OpenClKernels extends DeviceKernels<OpenClMatrix> {

  /** Bytes of panels that pass by the rows together: they stay in a second-level cache. */
  private static final long CACHED_BYTES = 768 << 10;

  /** Work groups that keep a compute unit of a GPU busy. */
  private static final int GROUPS_PER_UNIT = 4;

  /** Most scores that the device selects for a row, as the kernels know. */
  private static final int MOST_SELECTED = 32;

  /** Scores beyond k that are selected: near ties of the k-th, so that no row is in doubt. */
  private static final int SPARE = 6;

  private static final String DENSE = "a dense matrix";

  /** Rows whose products are summed in float before they are added to a sum of two floats. */
  private static final int GRAM_ROWS = 256;

  /** An operation on floats may be off by so much where a device has no denormals. */
  private static final double FLUSHED = 16 * Float.MIN_NORMAL;

  private final String name;
  private final DeviceRuntime runtime;
  private final Shape shape;
  private final HeldArrays held;
  private final ConcurrentLinkedQueue<WeakReference<OpenClMatrix>> matrices =
      new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * @param name as {@code --backend} takes it
   */
  OpenClKernels(String name, DeviceRuntime runtime) {
    super(runtime.describe());
    this.name = name;
    this.runtime = runtime;
    this.shape = runtime.shape();
    this.held = new HeldArrays(runtime.memory());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Held hold(float[] values) {
    return held.hold(values);
  }

  @Override
  public void close() {
    closed = true;
    held.close();
    for (WeakReference<OpenClMatrix> reference : matrices) {
      OpenClMatrix matrix = reference.get();
      if (matrix != null) {
        matrix.close();
      }
    }
    matrices.clear();
    runtime.trim();
  }

  @Override
  protected OpenClMatrix upload(float[] matrix, int offset, int rows, int columns) {
    checkOpen();
    OpenClMatrix out = OpenClMatrix.upload(runtime, account, matrix, offset, rows, columns);
    matrices.removeIf(reference -> reference.refersTo(null));
    matrices.add(new WeakReference<>(out));
    return out;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the kernels of the OpenCL device have been closed");
    }
  }

  // Blocks of rows.

  /** Work on a block of rows that is on the device. */
  private interface BlockWork {
    /**
     * @param x where the rows are
     * @param at their first element there
     * @param first number of the block's first row
     * @param count rows of the block
     */
    void run(Lane lane, DeviceBuffer x, int at, int first, int count);
  }

  /** Cuts rows into blocks that fit, each with {@code results} bytes for a row. */
  private void forBlocks(
      float[] x, int offset, int rows, int columns, long results, BlockWork work) {
    checkOpen();
    if (rows == 0) {
      return;
    }
    runtime.run(
        account,
        lane -> {
          Optional<DeviceBuffer> kept = held.find(x, lane);
          long perRow = Math.max(1, Math.max(kept.isPresent() ? 0 : 4L * columns, results));
          long limit = runtime.memory().block();
          int step = (int) Math.clamp(limit / perRow, 1L, (long) rows);
          for (int first = 0; first < rows; first += step) {
            int count = Math.min(step, rows - first);
            int at = offset + first * columns;
            if (kept.isPresent()) {
              work.run(lane, kept.get(), at, first, count);
            } else {
              work.run(lane, send(lane, Lane.ROWS, x, at, count * columns), 0, first, count);
            }
          }
        });
  }

  private static DeviceBuffer send(Lane lane, String name, float[] values, int offset, int n) {
    DeviceBuffer buffer = lane.scratch(name, 4L * n);
    lane.write(buffer, values, offset, n);
    return buffer;
  }

  private static DeviceBuffer send(Lane lane, String name, int[] values, int offset, int n) {
    DeviceBuffer buffer = lane.scratch(name, 4L * n);
    lane.write(buffer, values, offset, n);
    return buffer;
  }

  // Products and distances.

  @Override
  protected void products(
      float[] x,
      int xOffset,
      int rows,
      int columns,
      OpenClMatrix right,
      int rightRows,
      float[] out,
      int outOffset) {
    forBlocks(
        x,
        xOffset,
        rows,
        columns,
        4L * rightRows,
        (lane, buffer, at, first, count) -> {
          DeviceBuffer result = lane.scratch(Lane.RESULTS, 4L * count * rightRows);
          launchProducts(lane, buffer, at, count, right, null, null, result);
          lane.read(result, out, outOffset + first * rightRows, count * rightRows);
        });
  }

  /** Some panels after the other, as many as stay in a cache of a CPU. */
  private void launchProducts(
      Lane lane,
      DeviceBuffer x,
      int at,
      int rows,
      OpenClMatrix right,
      DeviceBuffer start,
      DeviceBuffer norms,
      DeviceBuffer out) {
    int panels = shape.panels(right.rows());
    int step = panelsPerBlock(rows, right);
    for (int panel = 0; panel < panels; panel += step) {
      lane.launchTiles(
          "products",
          Math.min(step, panels - panel),
          shape.tiles(rows),
          x,
          at,
          rows,
          right.columns(),
          right.panels(),
          start,
          panel,
          right.rows(),
          norms,
          out);
    }
  }

  private int panelsPerBlock(int rows, OpenClMatrix right) {
    int panels = shape.panels(right.rows());
    if (!runtime.device().isCpu()) {
      return panels;
    }
    return (int)
        Math.clamp(CACHED_BYTES / (4L * shape.panel() * right.columns()), 1L, (long) panels);
  }

  @Override
  public void squaredDistances(
      float[] x, int xOffset, int rows, Packed centers, float[] out, int outOffset) {
    account.called(Operation.SQUARED_DISTANCES, Place.BACKEND);
    OpenClMatrix c = matrix(centers);
    int k = c.rows();
    Shapes.check("x", x.length, xOffset, rows, c.columns());
    Shapes.check("out", out.length, outOffset, rows, k);
    DeviceBuffer start = c.start(account, () -> minusHalfNorms(centers));
    forBlocks(
        x,
        xOffset,
        rows,
        c.columns(),
        4L * k,
        (lane, buffer, at, first, count) -> {
          DeviceBuffer norms = lane.scratch(Lane.NORMS, 4L * count);
          lane.launchRows("squared_norms", count, 1, buffer, at, c.columns(), norms);
          DeviceBuffer result = lane.scratch(Lane.RESULTS, 4L * count * k);
          launchProducts(lane, buffer, at, count, c, start, norms, result);
          lane.read(result, out, outOffset + first * k, count * k);
        });
  }

  @Override
  public void squaredNorms(
      float[] x, int xOffset, int rows, int columns, float[] out, int outOffset) {
    account.called(Operation.SQUARED_NORMS, Place.BACKEND);
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("out", out.length, outOffset, rows, 1);
    forBlocks(
        x,
        xOffset,
        rows,
        columns,
        4,
        (lane, buffer, at, first, count) -> {
          DeviceBuffer norms = lane.scratch(Lane.NORMS, 4L * count);
          lane.launchRows("squared_norms", count, 1, buffer, at, columns, norms);
          lane.read(norms, out, outOffset + first, count);
        });
  }

  // Nearest.

  /** Panels that one work group of a search goes through. */
  private int searchedPanels(int groups, OpenClMatrix centers) {
    int panels = shape.panels(centers.rows());
    if (runtime.device().isCpu()) {
      return panelsPerBlock(groups, centers);
    }
    int wanted = Math.max(1, GROUPS_PER_UNIT * runtime.units() / Math.max(1, groups));
    return Math.max(1, panels / wanted);
  }

  /** What a device without denormals may have lost of a score. */
  private float margin(OpenClMatrix centers, float squaredNorm) {
    return (float) (lost(centers) * (1 + (double) squaredNorm + centers.greatestSquaredNorm()));
  }

  private double lost(OpenClMatrix matrix) {
    return runtime.device().hasDenormals() ? 0 : FLUSHED * (matrix.columns() + 4.0);
  }

  private static int blocks(int panels, int perBlock) {
    return (panels + perBlock - 1) / perBlock;
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
    OpenClMatrix c = matrix(centers);
    int d = c.columns();
    Shapes.check("x", x.length, xOffset, rows, d);
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    DeviceBuffer start = c.start(account, () -> minusHalfNorms(centers));
    Decision decision = new Decision(centers);
    int panels = shape.panels(c.rows());
    int perBlock = searchedPanels(shape.tiles(rows), c);
    int blocks = blocks(panels, perBlock);
    forBlocks(
        x,
        xOffset,
        rows,
        d,
        4L * Found.SIZE * blocks,
        (lane, buffer, at, first, count) -> {
          int n = Found.SIZE * blocks * count;
          DeviceBuffer result = lane.scratch(Lane.RESULTS, 4L * n);
          lane.launchTiles(
              "nearest",
              shape.tiles(count),
              blocks,
              buffer,
              at,
              count,
              d,
              c.panels(),
              start,
              panels,
              perBlock,
              result);
          new Found(lane.readInts(result, n), count, blocks)
              .forEach(
                  (row, best, index, second, norm) -> {
                    int from = xOffset + (first + row) * d;
                    int to = nearestOffset + first + row;
                    int distanceTo = distanceOffset + first + row;
                    if (!decision.isClear(best - margin(c, norm), second, norm)) {
                      nearestOnHost(x, from, 1, centers, nearest, to, distance, distanceTo);
                      return;
                    }
                    nearest[to] = index;
                    if (distance != null) {
                      distance[distanceTo] = directDistance(x, from, centers, index);
                    }
                  });
        });
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
    account.called(Operation.NEAREST_SPARSE, Place.BACKEND);
    checkOpen();
    OpenClMatrix c = matrix(centers);
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    DeviceBuffer start = c.start(account, () -> minusHalfNorms(centers));
    Decision decision = new Decision(centers);
    int panels = shape.panels(c.rows());
    int perBlock = searchedPanels(rows, c);
    int blocks = blocks(panels, perBlock);
    float[] dense = new float[c.columns()];
    sparseBlocks(
        rowStart,
        column,
        value,
        firstRow,
        rows,
        4L * Found.SIZE * blocks,
        (lane, starts, columns, values, first, count) -> {
          int n = Found.SIZE * blocks * count;
          DeviceBuffer result = lane.scratch(Lane.RESULTS, 4L * n);
          lane.launchRows(
              "nearest_sparse",
              count,
              blocks,
              starts,
              columns,
              values,
              count,
              c.columns(),
              c.panels(),
              start,
              panels,
              perBlock,
              result);
          new Found(lane.readInts(result, n), count, blocks)
              .forEach(
                  (row, best, index, second, norm) -> {
                    int from = firstRow + first + row;
                    int to = nearestOffset + first + row;
                    int distanceTo = distanceOffset + first + row;
                    if (!decision.isClear(best - margin(c, norm), second, norm)) {
                      nearestSparseOnHost(
                          rowStart,
                          column,
                          value,
                          from,
                          1,
                          centers,
                          nearest,
                          to,
                          distance,
                          distanceTo);
                      return;
                    }
                    nearest[to] = index;
                    if (distance != null) {
                      for (int e = rowStart[from]; e < rowStart[from + 1]; e++) {
                        dense[column[e]] = value[e];
                      }
                      distance[distanceTo] = directDistance(dense, 0, centers, index);
                      for (int e = rowStart[from]; e < rowStart[from + 1]; e++) {
                        dense[column[e]] = 0;
                      }
                    }
                  });
        });
  }

  // The best k.

  @Override
  public void topK(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] distance) {
    if (k > MOST_SELECTED - SPARE) {
      super.topK(x, xOffset, rows, points, k, index, distance);
      return;
    }
    account.called(Operation.TOP_K, Place.BACKEND);
    select(true, x, xOffset, rows, points, k, index, distance);
  }

  @Override
  public void topKInnerProduct(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] product) {
    if (k > MOST_SELECTED - SPARE) {
      super.topKInnerProduct(x, xOffset, rows, points, k, index, product);
      return;
    }
    account.called(Operation.TOP_K_INNER_PRODUCT, Place.BACKEND);
    select(false, x, xOffset, rows, points, k, index, product);
    for (int i = 0; i < rows * k; i++) {
      product[i] = -product[i];
    }
  }

  /** The device selects a few more than k by score; the host chooses among them directly. */
  private void select(
      boolean byDistance,
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      int[] index,
      float[] keys) {
    OpenClMatrix p = matrix(points);
    int n = p.rows();
    Shapes.checkTopK(x, xOffset, rows, points, k, index, keys);
    int m = Math.min(n, k + SPARE);
    DeviceBuffer start = byDistance ? p.start(account, () -> minusHalfNorms(points)) : null;
    Selection selection = new Selection(points, byDistance, lost(p), k, index, keys);
    int[] candidates = new int[m];
    forBlocks(
        x,
        xOffset,
        rows,
        p.columns(),
        4L * Math.max(n, 2 * m),
        (lane, buffer, at, first, count) -> {
          DeviceBuffer scores = lane.scratch(Lane.RESULTS, 4L * count * n);
          launchProducts(lane, buffer, at, count, p, start, null, scores);
          DeviceBuffer best = lane.scratch("the best scores", 8L * count * m);
          lane.launchRows("best_scores", count, 1, scores, n, m, best);
          int[] found = lane.readInts(best, 2 * count * m);
          for (int row = 0; row < count; row++) {
            int from = 2 * row * m;
            for (int i = 0; i < m; i++) {
              candidates[i] = found[from + 2 * i + 1];
            }
            Arrays.sort(candidates);
            float lowest = Float.intBitsToFloat(found[from + 2 * (m - 1)]);
            int query = xOffset + (first + row) * p.columns();
            selection.choose(x, query, first + row, candidates, lowest);
          }
        });
  }

  // Sparse rows.

  /** Work on a block of CSR rows that is on the device. */
  private interface SparseWork {
    void run(
        Lane lane,
        DeviceBuffer starts,
        DeviceBuffer columns,
        DeviceBuffer values,
        int first,
        int count);
  }

  private void sparseBlocks(
      int[] rowStart,
      int[] column,
      float[] value,
      int firstRow,
      int rows,
      long results,
      SparseWork work) {
    if (rows == 0) {
      return;
    }
    long limit = runtime.memory().block();
    int most = (int) Math.clamp(limit / Math.max(4, results), 1L, (long) rows);
    runtime.run(
        account,
        lane -> {
          int first = 0;
          while (first < rows) {
            int from = rowStart[firstRow + first];
            int count = 1;
            while (count < most
                && first + count < rows
                && 4L * (rowStart[firstRow + first + count + 1] - from) <= limit) {
              count++;
            }
            int[] starts = new int[count + 1];
            for (int i = 0; i <= count; i++) {
              starts[i] = rowStart[firstRow + first + i] - from;
            }
            int n = starts[count];
            work.run(
                lane,
                send(lane, "row starts", starts, 0, count + 1),
                send(lane, "columns", column, from, n),
                send(lane, "values", value, from, n),
                first,
                count);
            first += count;
          }
        });
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
    account.called(Operation.MULTIPLY_SPARSE, Place.BACKEND);
    checkOpen();
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("out", out.length, outOffset, rows, columns);
    if (columns == 0) {
      return;
    }
    sparseBlocks(
        rowStart,
        column,
        value,
        firstRow,
        rows,
        4L * columns,
        (lane, starts, positions, values, first, count) -> {
          DeviceBuffer right =
              held.find(dense, lane).orElseGet(() -> sendOnce(lane, first == 0, dense));
          DeviceBuffer result = lane.scratch(Lane.RESULTS, 4L * count * columns);
          lane.launchRows(
              "multiply_sparse",
              count,
              shape.panels(columns),
              starts,
              positions,
              values,
              right,
              columns,
              result);
          lane.read(result, out, outOffset + first * columns, count * columns);
        });
  }

  /** A whole matrix, which the lane keeps from the first block of a call on. */
  private static DeviceBuffer sendOnce(Lane lane, boolean isFirst, float[] matrix) {
    return isFirst
        ? send(lane, DENSE, matrix, 0, matrix.length)
        : lane.scratch(DENSE, 4L * matrix.length);
  }

  // Sums over rows.

  @Override
  public void addGram(float[] x, int xOffset, int rows, int columns, double[] gram) {
    account.called(Operation.ADD_GRAM, Place.BACKEND);
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("gram", gram.length, 0, columns, columns);
    if (columns == 0) {
      return;
    }
    int n = columns * columns;
    forBlocks(
        x,
        xOffset,
        rows,
        columns,
        0,
        (lane, buffer, at, first, count) -> {
          DeviceBuffer high = lane.scratch(Lane.RESULTS, 4L * n);
          DeviceBuffer low = lane.scratch(Lane.LOW_PARTS, 4L * n);
          launchTransposed(
              lane, buffer, at, columns, buffer, at, columns, count, GRAM_ROWS, 1, high, low);
          float[] sums = scratch(n);
          for (DeviceBuffer part : new DeviceBuffer[] {high, low}) {
            lane.read(part, sums, 0, n);
            for (int i = 0; i < columns; i++) {
              int diagonal = i * columns + i;
              addInDouble(sums, diagonal, columns - i, gram, diagonal);
            }
          }
        });
  }

  @Override
  protected void transposedProducts(
      float[] left,
      int leftOffset,
      int leftColumns,
      float[] right,
      int rightOffset,
      int rightColumns,
      int rows,
      float[] out) {
    int n = leftColumns * rightColumns;
    Arrays.fill(out, 0, n, 0);
    if (n == 0) {
      return;
    }
    forBlocks(
        left,
        leftOffset,
        rows,
        leftColumns,
        4L * rightColumns,
        (lane, buffer, at, first, count) -> {
          Optional<DeviceBuffer> kept = held.find(right, lane);
          int from = rightOffset + first * rightColumns;
          DeviceBuffer other =
              kept.isPresent()
                  ? kept.get()
                  : send(lane, "rows on the right", right, from, count * rightColumns);
          DeviceBuffer sums = lane.scratch(Lane.RESULTS, 4L * n);
          launchTransposed(
              lane,
              buffer,
              at,
              leftColumns,
              other,
              kept.isPresent() ? from : 0,
              rightColumns,
              count,
              count,
              0,
              sums,
              null);
          float[] block = first == 0 ? out : new float[n];
          lane.read(sums, block, 0, n);
          for (int i = 0; first > 0 && i < n; i++) {
            out[i] += block[i];
          }
        });
  }

  private void launchTransposed(
      Lane lane,
      DeviceBuffer left,
      int leftAt,
      int leftColumns,
      DeviceBuffer right,
      int rightAt,
      int rightColumns,
      int rows,
      int depth,
      int upper,
      DeviceBuffer out,
      DeviceBuffer low) {
    lane.launchTiles(
        "transposed",
        shape.panels(rightColumns),
        shape.tiles(leftColumns),
        left,
        leftAt,
        leftColumns,
        right,
        rightAt,
        rightColumns,
        rows,
        depth,
        upper,
        out,
        low);
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
    if (!runtime.device().hasDoubles()) {
      super.addRowsByLabel(x, xOffset, rows, columns, label, labelOffset, sums, counts);
      return;
    }
    account.called(Operation.ADD_ROWS_BY_LABEL, Place.BACKEND);
    Shapes.check("x", x.length, xOffset, rows, columns);
    Shapes.check("label", label.length, labelOffset, rows, 1);
    Shapes.check("sums", sums.length, 0, counts.length, columns);
    forBlocks(
        x,
        xOffset,
        rows,
        columns,
        4,
        (lane, buffer, at, first, count) -> {
          Groups groups = Groups.of(label, labelOffset + first, count, counts);
          double[] some = groups.gather(sums, columns);
          DeviceBuffer totals = lane.scratch(Lane.RESULTS, 8L * some.length);
          lane.write(totals, some, 0, some.length);
          lane.launchRows(
              "add_rows_by_label",
              shape.panels(columns),
              groups.labels().length,
              buffer,
              at,
              columns,
              send(lane, "group starts", groups.start(), 0, groups.start().length),
              send(lane, "order of rows", groups.order(), 0, count),
              totals);
          lane.read(totals, some, 0, some.length);
          groups.scatter(some, columns, sums);
        });
  }
}
