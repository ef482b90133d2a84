package dev.orrery.kernels.opencl;

import dev.orrery.kernels.DeviceKernels;
import dev.orrery.kernels.Held;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Blocks of rows on an OpenCL device and their products, on which the other kernels are built.
 * Packed matrices and held arrays stay on the device; other rows are copied for each call, cut so
 * that they fit.
 */
abstract class BlockKernels extends DeviceKernels<OpenClMatrix> {

  /** Bytes of panels that pass by the rows together: they stay in a second-level cache. */
  private static final long CACHED_BYTES = 768 << 10;

  private final String name;
  final DeviceRuntime runtime;
  final Shape shape;
  final HeldArrays held;
  private final ConcurrentLinkedQueue<WeakReference<OpenClMatrix>> matrices =
      new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * @param name as {@code --backend} takes it
   */
  BlockKernels(String name, DeviceRuntime runtime) {
    super(runtime.describe());
    this.name = name;
    this.runtime = runtime;
    this.shape = runtime.shape();
    this.held = new HeldArrays(runtime.memory());
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Held hold(float[] values) {
    return held.hold(values);
  }

  /**
   * Releases all that is on the device.
   *
   * @throws OpenClException in one sentence when the driver refused some of it
   */
  @Override
  public final void close() {
    closed = true;
    Releases releases = new Releases().then(held::close);
    for (WeakReference<OpenClMatrix> reference : matrices) {
      OpenClMatrix matrix = reference.get();
      if (matrix != null) {
        releases.then(matrix::close);
      }
    }
    matrices.clear();
    releases.then(runtime::trim).end();
  }

  @Override
  protected final OpenClMatrix upload(float[] matrix, int offset, int rows, int columns) {
    checkOpen();
    OpenClMatrix out = OpenClMatrix.upload(runtime, account, matrix, offset, rows, columns);
    matrices.removeIf(reference -> reference.refersTo(null));
    matrices.add(new WeakReference<>(out));
    return out;
  }

  final void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the kernels of the OpenCL device have been closed");
    }
  }

  // Blocks of rows.

  /** Work on a block of rows that is on the device. */
  interface BlockWork {
    /**
     * @param x where the rows are
     * @param at their first element there
     * @param first number of the block's first row
     * @param count rows of the block
     */
    void run(Lane lane, DeviceBuffer x, int at, int first, int count);
  }

  /** Cuts rows into blocks that fit, each with {@code results} bytes for a row. */
  final void forBlocks(float[] x, int offset, int rows, int columns, long results, BlockWork work) {
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

  static DeviceBuffer send(Lane lane, String name, float[] values, int offset, int n) {
    DeviceBuffer buffer = lane.scratch(name, 4L * n);
    lane.write(buffer, values, offset, n);
    return buffer;
  }

  static DeviceBuffer send(Lane lane, String name, int[] values, int offset, int n) {
    DeviceBuffer buffer = lane.scratch(name, 4L * n);
    lane.write(buffer, values, offset, n);
    return buffer;
  }

  /** Work on a block of CSR rows that is on the device. */
  interface SparseWork {
    void run(
        Lane lane,
        DeviceBuffer starts,
        DeviceBuffer columns,
        DeviceBuffer values,
        int first,
        int count);
  }

  /**
   * Cuts CSR rows into blocks that fit, each with {@code results} bytes for a row.
   *
   * @param column columns of the elements, the first of which is that of element {@code
   *     firstColumn}
   */
  final void forSparseBlocks(
      Lane lane,
      int[] rowStart,
      int[] column,
      int firstColumn,
      float[] value,
      int firstRow,
      int rows,
      long results,
      SparseWork work) {
    long limit = runtime.memory().block();
    int most = (int) Math.clamp(limit / Math.max(4, results), 1L, (long) rows);
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
          send(lane, "columns", column, from - firstColumn, n),
          send(lane, "values", value, from, n),
          first,
          count);
      first += count;
    }
  }

  @Override
  protected final void products(
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
  final void launchProducts(
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

  final int panelsPerBlock(int rows, OpenClMatrix right) {
    int panels = shape.panels(right.rows());
    if (!runtime.device().isCpu()) {
      return panels;
    }
    return (int)
        Math.clamp(CACHED_BYTES / (4L * shape.panel() * right.columns()), 1L, (long) panels);
  }
}
