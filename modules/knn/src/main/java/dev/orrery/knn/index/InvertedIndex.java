package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;
import java.util.Arrays;

/**
 * What the inverted indexes share: the vectors lie in cells, of which a query visits the nearest
 * few, and further ones while these hold fewer vectors than are asked for.
 *
 * <p>A block of queries is searched cell by cell: all queries that visit a cell are measured there
 * together, so that its vectors are read once and the bulk kernels have rows to work on. What a
 * query is answered does not depend on the others of its block.
 */
public abstract sealed class InvertedIndex implements NeighborIndex
    permits IvfFlatIndex, IvfPqIndex {

  /** Queries of a block that should meet in a cell, enough to fill the tiles of the kernels. */
  private static final int TOGETHER = 32;

  private static final int MOST = 4096;

  final Cells cells;
  private final Similarity similarity;

  InvertedIndex(Similarity similarity, Cells cells) {
    this.similarity = similarity;
    this.cells = cells;
  }

  /**
   * Measures the vectors of a cell, which has some, for all queries that visit it.
   *
   * @param x the queries of the block, a row each from {@code xOffset}
   * @param visitors the numbers of the queries in the block, from {@code from} to {@code to - 1}
   * @param lists takes what is found, by the key of {@link Similarity#ofKey}
   */
  abstract void scan(
      int cell,
      float[] x,
      int xOffset,
      int[] visitors,
      int from,
      int to,
      Kernels kernels,
      NearestLists lists);

  @Override
  public final Similarity similarity() {
    return similarity;
  }

  @Override
  public final int rows() {
    return cells.id.length;
  }

  @Override
  public final int dimension() {
    return cells.dimension;
  }

  @Override
  public final boolean exact() {
    return false;
  }

  /** Number of cells. */
  public final int cellCount() {
    return cells.count;
  }

  /** Vectors of a cell. */
  public final int rowsOfCell(int cell) {
    return cells.rowsOf(cell);
  }

  @Override
  public final int block(int queries, int threads, SearchOptions options) {
    long together = (long) TOGETHER * cells.count / Math.min(options.nprobe(), cells.count);
    int most = Math.clamp(together, NeighborIndex.BLOCK, MOST);
    return Math.clamp(((long) queries + threads - 1) / threads, NeighborIndex.BLOCK, most);
  }

  @Override
  public final void search(
      float[] x,
      int xOffset,
      int count,
      int k,
      SearchOptions options,
      Kernels kernels,
      int[] index,
      float[] distance,
      int at) {
    int[][] visits = visits(x, xOffset, count, k, options, kernels);
    int[] start = new int[cells.count + 1];
    for (int[] visited : visits) {
      for (int cell : visited) {
        start[cell + 1]++;
      }
    }
    for (int c = 0; c < cells.count; c++) {
      start[c + 1] += start[c];
    }
    int[] visitors = new int[start[cells.count]];
    int[] next = start.clone();
    for (int q = 0; q < count; q++) {
      for (int cell : visits[q]) {
        visitors[next[cell]++] = q;
      }
    }
    NearestLists lists = new NearestLists(k, index, distance, at, count);
    for (int c = 0; c < cells.count; c++) {
      if (start[c] < start[c + 1] && cells.rowsOf(c) > 0) {
        scan(c, x, xOffset, visitors, start[c], start[c + 1], kernels, lists);
      }
    }
    for (int i = at; i < at + count * k; i++) {
      distance[i] = similarity.ofKey(distance[i]);
    }
  }

  /** The cells that each query visits. */
  private int[][] visits(
      float[] x, int xOffset, int count, int k, SearchOptions options, Kernels kernels) {
    int probes = Math.min(options.nprobe(), cells.count);
    int[] nearest = cells.visited(x, xOffset, count, probes, kernels);
    int[][] visits = new int[count][];
    for (int q = 0; q < count; q++) {
      visits[q] = Arrays.copyOfRange(nearest, q * probes, (q + 1) * probes);
      if (held(visits[q]) < k) {
        int[] all = cells.visited(x, xOffset + q * cells.dimension, 1, cells.count, kernels);
        int visited = probes;
        for (long held = held(visits[q]); held < k; visited++) {
          held += cells.rowsOf(all[visited]);
        }
        visits[q] = Arrays.copyOf(all, visited);
      }
    }
    return visits;
  }

  private long held(int[] visited) {
    long held = 0;
    for (int cell : visited) {
      held += cells.rowsOf(cell);
    }
    return held;
  }
}
