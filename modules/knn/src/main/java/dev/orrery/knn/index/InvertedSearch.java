package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;
import java.util.Arrays;

/** The search that all inverted indexes share: which cells, in which order, and how many. */
final class InvertedSearch {

  /** Measures the vectors of one cell. */
  @FunctionalInterface
  interface Scan {
    void cell(int query, int cell, NearestList list);
  }

  private InvertedSearch() {}

  /** Arguments as in {@link NeighborIndex#search}; {@code scan} gets offsets of queries. */
  static void run(
      Cells cells,
      float[] x,
      int xOffset,
      int count,
      int k,
      SearchOptions options,
      Kernels kernels,
      int[] index,
      float[] distance,
      int at,
      Scan scan) {
    int probes = Math.min(options.nprobe(), cells.count);
    int[] visited = cells.visited(x, xOffset, count, probes, kernels);
    NearestList list = new NearestList(k);
    for (int q = 0; q < count; q++) {
      int query = xOffset + q * cells.dimension;
      int[] order = Arrays.copyOfRange(visited, q * probes, (q + 1) * probes);
      int held = Arrays.stream(order).map(cells::rowsOf).sum();
      if (held < k) {
        order = cells.all(x, query, kernels);
      }
      list.clear();
      int seen = 0;
      for (int p = 0; p < order.length && (p < probes || seen < k); p++) {
        scan.cell(query, order[p], list);
        seen += cells.rowsOf(order[p]);
      }
      list.copyTo(index, distance, at + q * k);
    }
  }
}
