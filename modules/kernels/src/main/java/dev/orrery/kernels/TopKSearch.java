package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The k nearest rows of a packed matrix for each row of a block: rows whose scores allow a distance
 * below the k-th so far are measured directly.
 */
final class TopKSearch {

  /** Rows that pass by one block of points before the next is fetched. */
  private static final int CHUNK = 480;

  private final BlockedKernels kernels;
  private final QueryRows queries;
  private final PackedPanels points;
  private final RoundingBound bound;
  private final int k;
  private final int[] index;
  private final float[] distance;
  private final int[] found;
  private final float[] tile;

  TopKSearch(
      BlockedKernels kernels,
      QueryRows queries,
      PackedPanels points,
      int k,
      int[] index,
      float[] distance) {
    this.kernels = kernels;
    this.queries = queries;
    this.points = points;
    this.bound = new RoundingBound(points.columns(), points.greatestNorm());
    this.k = k;
    this.index = index;
    this.distance = distance;
    this.found = new int[CHUNK];
    int width = points.paddedColumns(0, Math.min(points.panels(), points.panelsPerBlock()));
    this.tile = new float[queries.sliver() * width];
  }

  /** As {@link Kernels#topK}. */
  void run(int rows) {
    for (int start = 0; start < rows; start += CHUNK) {
      int count = Math.min(CHUNK, rows - start);
      Arrays.fill(found, 0);
      for (int p = 0; p < points.panels(); p += points.panelsPerBlock()) {
        searchBlock(start, count, p, Math.min(points.panels(), p + points.panelsPerBlock()));
      }
    }
  }

  private void searchBlock(int start, int count, int firstPanel, int endPanel) {
    int width = points.paddedColumns(firstPanel, endPanel);
    int used = points.usedColumns(firstPanel, endPanel);
    int firstPoint = points.firstRow(firstPanel);
    int sliver = Math.min(count, queries.sliver());
    for (int next = 0; next < count; next += sliver) {
      int first = Math.min(next, count - sliver);
      queries.scores(start + first, sliver, firstPanel, endPanel, tile, width);
      for (int r = next; r < first + sliver; r++) {
        update(start, r, (r - first) * width, used, firstPoint);
      }
    }
  }

  private void update(int start, int r, int at, int used, int firstPoint) {
    int row = start + r;
    float square = queries.squaredNorms(row, 1);
    boolean holds = bound.holds(bound.square(square));
    int slice = row * k;
    int c = 0;
    while (c < used) {
      if (holds && found[r] == k) {
        float last = distance[slice + k - 1];
        float threshold = bound.thresholdOfDistance(square, last);
        c = kernels.nextAtLeast(tile, at, c, used, threshold);
        if (c == used) {
          return;
        }
      }
      int point = firstPoint + c;
      float d = queries.squaredDistance(row, point);
      found[r] = TopK.insert(index, distance, slice, found[r], k, point, d);
      c++;
    }
  }
}
