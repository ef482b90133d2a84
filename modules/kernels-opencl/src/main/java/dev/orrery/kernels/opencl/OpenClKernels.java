package dev.orrery.kernels.opencl;

import dev.orrery.kernels.Operation;
import dev.orrery.kernels.Packed;
import dev.orrery.kernels.Place;
import dev.orrery.kernels.Shapes;
import java.util.Arrays;
import java.util.Optional;

/**
 * The kernels on an OpenCL device.
 *
 * <p>On the host stay, by design: the operations on one pair of vectors, because the way to a
 * device takes longer than they do; the selection of {@code topK} when k is large; {@code
 * addSparseTransposedProduct}, which touches few rows of a large matrix that lives on the host;
 * rows whose nearest center is in doubt, which are compared directly.
 */
final class OpenClKernels extends SearchKernels {

  private static final String DENSE = "the rows of a dense matrix that are used";

  /** Rows whose products are summed in float before they are added to a sum of two floats. */
  private static final int GRAM_ROWS = 256;

  /**
   * @param name as {@code --backend} takes it
   */
  OpenClKernels(String name, DeviceRuntime runtime) {
    super(name, runtime);
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
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("out", out.length, outOffset, rows, columns);
    if (columns == 0) {
      return;
    }
    int denseRows = dense.length / columns;
    UsedRows.check(rowStart, column, firstRow, rows, denseRows);
    checkOpen();
    if (rows == 0) {
      return;
    }
    runtime.run(
        account,
        lane -> {
          Optional<DeviceBuffer> kept = held.find(dense, lane);
          int from = kept.isPresent() ? 0 : rowStart[firstRow];
          int end = kept.isPresent() ? 0 : rowStart[firstRow + rows];
          UsedRows used = UsedRows.of(column, from, end, denseRows);
          DeviceBuffer right = kept.orElseGet(() -> sendUsed(lane, used, dense, columns));
          forSparseBlocks(
              lane,
              rowStart,
              kept.isPresent() ? column : used.place(),
              from,
              value,
              firstRow,
              rows,
              4L * columns,
              (same, starts, positions, values, first, count) -> {
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
        });
  }

  /** The rows of a dense matrix that are used, in the order of their places. */
  private DeviceBuffer sendUsed(Lane lane, UsedRows used, float[] dense, int columns) {
    int n = used.row().length * columns;
    DeviceBuffer buffer = lane.scratch(DENSE, 4L * n);
    float[] rows = scratch(n);
    used.gather(dense, columns, rows);
    lane.write(buffer, rows, 0, n);
    return buffer;
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
        shape.tiles(leftColumns),
        shape.panels(rightColumns),
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
