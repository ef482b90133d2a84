package dev.orrery.kernels.opencl;

import dev.orrery.kernels.KernelAccount;
import java.util.Arrays;
import java.util.function.Supplier;

/** A packed matrix on a device, in panels; it goes when nobody refers to it. */
final class OpenClMatrix {

  private final DeviceRuntime runtime;
  private final int rows;
  private final int columns;
  private final DeviceBuffer panels;
  private DeviceBuffer start;
  private double greatestSquaredNorm;

  private OpenClMatrix(DeviceRuntime runtime, int rows, int columns, DeviceBuffer panels) {
    this.runtime = runtime;
    this.rows = rows;
    this.columns = columns;
    this.panels = panels;
  }

  /** Copies a row-major matrix to the device, block by block, and interleaves it there. */
  static OpenClMatrix upload(
      DeviceRuntime runtime,
      KernelAccount account,
      float[] matrix,
      int offset,
      int rows,
      int columns) {
    Shape shape = runtime.shape();
    int count = shape.panels(rows);
    String what = "a packed matrix of " + rows + " x " + columns + " values";
    DeviceBuffer panels = runtime.memory().allocate(4L * count * shape.panel() * columns, what);
    try {
      runtime.run(
          account,
          lane -> {
            int pieces = (columns + Shape.PIECE - 1) / Shape.PIECE;
            long perPanel = 4L * shape.panel() * columns;
            int step = (int) Math.clamp(runtime.memory().block() / perPanel, 1L, (long) count);
            for (int panel = 0; panel < count; panel += step) {
              int first = panel * shape.panel();
              int some = Math.min(step * shape.panel(), rows - first);
              DeviceBuffer plain =
                  BlockKernels.send(
                      lane, Lane.ROWS, matrix, offset + first * columns, some * columns);
              int groups = shape.panels(some);
              lane.launchRows("interleave", groups, pieces, plain, some, columns, panel, panels);
            }
          });
    } catch (RuntimeException e) {
      DeviceRuntime.closeAfter(e, panels);
      throw e;
    }
    return new OpenClMatrix(runtime, rows, columns, panels);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  DeviceBuffer panels() {
    return panels;
  }

  /**
   * Where the scores of the rows start: {@code -|c|^2 / 2}, and minus infinity for the rows that
   * fill up the last panel.
   */
  synchronized DeviceBuffer start(KernelAccount account, Supplier<float[]> minusHalfNorms) {
    if (start == null) {
      Shape shape = runtime.shape();
      float[] norms = minusHalfNorms.get();
      for (float norm : norms) {
        greatestSquaredNorm = Math.max(greatestSquaredNorm, -2.0 * norm);
      }
      float[] values = Arrays.copyOf(norms, shape.panels(rows) * shape.panel());
      Arrays.fill(values, rows, values.length, Float.NEGATIVE_INFINITY);
      DeviceBuffer buffer = runtime.memory().allocate(4L * values.length, "norms of a matrix");
      runtime.run(account, lane -> lane.write(buffer, values, 0, values.length));
      start = buffer;
    }
    return start;
  }

  /** Of its rows; known when {@link #start} has been asked for. */
  synchronized double greatestSquaredNorm() {
    return greatestSquaredNorm;
  }

  synchronized void close() {
    Releases releases = new Releases().then(panels::close);
    if (start != null) {
      releases.then(start::close);
    }
    releases.end();
  }
}
