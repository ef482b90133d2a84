package dev.orrery.kernels.opencl;

import dev.orrery.kernels.NearestDecision;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.Packed;
import dev.orrery.kernels.Place;
import dev.orrery.kernels.Shapes;
import dev.orrery.kernels.TopKSelection;
import java.util.Arrays;

/** The searches for nearest rows on an OpenCL device. */
abstract class SearchKernels extends BlockKernels {

  /** Work groups that keep a compute unit of a GPU busy. */
  private static final int GROUPS_PER_UNIT = 4;

  /** Most scores that the device selects for a row, as the kernels know. */
  private static final int MOST_SELECTED = 32;

  /** Scores beyond k that are selected: near ties of the k-th, so that no row is in doubt. */
  private static final int SPARE = 6;

  /** An operation on floats may be off by so much where a device has no denormals. */
  private static final double FLUSHED = 16 * Float.MIN_NORMAL;

  SearchKernels(String name, DeviceRuntime runtime) {
    super(name, runtime);
  }

  /** Panels that one work group of a search goes through. */
  private int searchedPanels(int groups, OpenClMatrix centers) {
    int panels = shape.panels(centers.rows());
    if (runtime.device().isCpu()) {
      return panelsPerBlock(groups, centers);
    }
    int wanted = Math.max(1, GROUPS_PER_UNIT * runtime.units() / Math.max(1, groups));
    return Math.max(1, panels / wanted);
  }

  /** What a device without denormals may have lost of a score, for 1 + |x|^2 + |c|^2. */
  @Override
  protected final double lost(Packed packed) {
    return runtime.device().hasDenormals() ? 0 : FLUSHED * (packed.columns() + 4.0);
  }

  private static int blocks(int panels, int perBlock) {
    return (panels + perBlock - 1) / perBlock;
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
    account.called(Operation.NEAREST, Place.BACKEND);
    OpenClMatrix c = matrix(centers);
    int d = c.columns();
    Shapes.check("x", x.length, xOffset, rows, d);
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    DeviceBuffer start = c.start(account, () -> minusHalfNorms(centers));
    NearestDecision decision = decision(centers);
    double lost = lost(centers);
    double norms = 1 + c.greatestSquaredNorm();
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
                    if (!decision.isClear((float) (best - lost * (norms + norm)), second, norm)) {
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
    account.called(Operation.NEAREST_SPARSE, Place.BACKEND);
    OpenClMatrix c = matrix(centers);
    Shapes.checkSparse(rowStart, column, value, firstRow, rows);
    Shapes.check("nearest", nearest.length, nearestOffset, rows, 1);
    Shapes.checkOptional("distance", distance, distanceOffset, rows);
    UsedRows.check(rowStart, column, firstRow, rows, c.columns());
    checkOpen();
    if (rows == 0) {
      return;
    }
    DeviceBuffer start = c.start(account, () -> minusHalfNorms(centers));
    NearestDecision decision = decision(centers);
    double lost = lost(centers);
    double norms = 1 + c.greatestSquaredNorm();
    int panels = shape.panels(c.rows());
    int perBlock = searchedPanels(rows, c);
    int blocks = blocks(panels, perBlock);
    float[] dense = new float[c.columns()];
    SparseWork search =
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
                    if (!decision.isClear((float) (best - lost * (norms + norm)), second, norm)) {
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
        };
    long results = 4L * Found.SIZE * blocks;
    runtime.run(
        account,
        lane -> forSparseBlocks(lane, rowStart, column, 0, value, firstRow, rows, results, search));
  }

  @Override
  public final void topK(
      float[] x, int xOffset, int rows, Packed points, int k, int[] index, float[] distance) {
    if (k > MOST_SELECTED - SPARE) {
      super.topK(x, xOffset, rows, points, k, index, distance);
      return;
    }
    account.called(Operation.TOP_K, Place.BACKEND);
    select(true, x, xOffset, rows, points, k, index, distance);
  }

  @Override
  public final void topKInnerProduct(
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
    TopKSelection selection = selection(points, byDistance, k, index, keys);
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
}
