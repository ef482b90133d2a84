package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The nearest row of a packed matrix for each row of a block. Scores come first, a block of the
 * packed matrix after the other; rows whose scores lie within the {@linkplain RoundingBound
 * rounding bound} of the best are compared by direct distances.
 */
final class NearestSearch {

  /**
   * Rows that pass by one block of centers before the next is fetched. Rows that are scored
   * together lie 41 rows apart: each is a place that the processor fetches ahead of, so that memory
   * delivers the next ones meanwhile. An odd step keeps them from the same sets of a cache.
   */
  private static final int CHUNK = 12 * 41;

  private final BlockedKernels kernels;
  private final QueryRows queries;
  private final PackedPanels centers;
  private final RoundingBound bound;
  private final float slope;
  private final float[] tile;

  // For each row of the sliver, from the block in work:
  private final int[] lone; // the place of the best score, or -1 where others come near it
  private final float[] top; // the best score
  private final float[] work;

  // For each sliver of the chunk:
  private final double[] square; // bound of the squared norms of its rows
  private final float[] offset; // of the window below the best score

  // For each row of the chunk in the order of the slivers, from the blocks so far:
  private final float[] best; // the best score
  private final int[] winner; // the nearest row, or -1
  private final float[] direct; // its direct distance, or NaN when not yet computed

  NearestSearch(BlockedKernels kernels, QueryRows queries, PackedPanels centers, int rows) {
    this.kernels = kernels;
    this.queries = queries;
    this.centers = centers;
    this.bound = new RoundingBound(centers.columns(), centers.greatestNorm());
    this.slope = bound.slope();
    int width = centers.paddedColumns(0, Math.min(centers.panels(), centers.panelsPerBlock()));
    int chunk = Math.max(1, Math.min(rows, CHUNK));
    this.tile = new float[queries.sliver() * width];
    this.lone = new int[queries.sliver()];
    this.top = new float[queries.sliver()];
    this.work = new float[3 * kernels.lanes() * queries.sliver()];
    this.square = new double[chunk / Math.min(chunk, queries.sliver()) + 1];
    this.offset = new float[square.length];
    this.best = new float[chunk];
    this.winner = new int[chunk];
    this.direct = new float[chunk];
  }

  /** As {@link Kernels#nearest}. */
  void run(int rows, int[] nearest, int nearestOffset, float[] distance, int distanceOffset) {
    for (int start = 0; start < rows; start += CHUNK) {
      int count = Math.min(CHUNK, rows - start);
      Arrays.fill(best, 0, count, Float.NEGATIVE_INFINITY);
      Arrays.fill(winner, 0, count, -1);
      Arrays.fill(direct, 0, count, Float.NaN);
      for (int p = 0; p < centers.panels(); p += centers.panelsPerBlock()) {
        searchBlock(start, count, p, Math.min(centers.panels(), p + centers.panelsPerBlock()));
      }
      int sliver = Math.min(count, queries.sliver());
      int step = count / sliver;
      int place = 0;
      for (int first = 0; first < step; first++) {
        for (int row = first; row < first + sliver * step; row += step) {
          finish(start + row, place++, nearest, nearestOffset, distance, distanceOffset);
        }
      }
      for (; place < count; place++) {
        finish(start + place, place, nearest, nearestOffset, distance, distanceOffset);
      }
    }
  }

  private void finish(
      int row, int place, int[] nearest, int nearestOffset, float[] distance, int distanceOffset) {
    int found = Math.max(0, winner[place]);
    nearest[nearestOffset + row] = found;
    if (distance != null) {
      boolean known = winner[place] >= 0 && !Float.isNaN(direct[place]);
      distance[distanceOffset + row] = known ? direct[place] : queries.squaredDistance(row, found);
    }
  }

  private void searchBlock(int start, int count, int firstPanel, int endPanel) {
    int sliver = Math.min(count, queries.sliver());
    int step = count / sliver;
    for (int first = 0; first < step; first++) {
      searchSliver(start + first, step, sliver, 0, first, first * sliver, firstPanel, endPanel);
    }
    int done = step * sliver;
    if (done < count) {
      // The last sliver is a full one too: it scores some rows again.
      int first = count - sliver;
      searchSliver(start + first, 1, sliver, done - first, step, done, firstPanel, endPanel);
    }
  }

  /**
   * Scores the rows of a sliver and updates those from {@code from} on.
   *
   * @param s which sliver of the chunk
   * @param place of the first row to update
   */
  private void searchSliver(
      int row, int step, int sliver, int from, int s, int place, int firstPanel, int endPanel) {
    int width = centers.paddedColumns(firstPanel, endPanel);
    int used = centers.usedColumns(firstPanel, endPanel);
    int firstCenter = centers.firstRow(firstPanel);
    queries.scores(row, step, sliver, firstPanel, endPanel, tile, width);
    if (firstPanel == 0) {
      // After the tiles, which wait less for memory than the sums of squares would.
      square[s] = bound.square(queries.squaredNorms(row, step, sliver));
      offset[s] = bound.offset(square[s]);
    }
    if (!bound.holds(square[s])) {
      for (int i = from; i < sliver; i++) {
        compareAll(row + i * step, place++, used, firstCenter);
      }
      return;
    }
    kernels.loneBests(tile, 0, width, sliver, slope, offset[s], work, lone, top);
    for (int i = from; i < sliver; i++, place++) {
      if (lone[i] >= 0 && firstCenter == 0) {
        winner[place] = lone[i];
        best[place] = top[i];
      } else {
        update(row + i * step, place, i, i * width, used, firstCenter, offset[s]);
      }
    }
  }

  private void compareAll(int row, int place, int used, int firstCenter) {
    for (int c = 0; c < used; c++) {
      compare(row, place, firstCenter + c);
    }
  }

  /** Takes over what the best score of a block says about row {@code i} of a sliver. */
  private void update(int row, int r, int i, int at, int used, int firstCenter, float window) {
    int alone = lone[i];
    float greatest = top[i];
    float before = best[r];
    float now = Math.max(before, greatest);
    float threshold = RoundingBound.threshold(slope, window, now);
    if (greatest < threshold) {
      return;
    }
    best[r] = now;
    if (before < threshold) {
      // Nothing of earlier blocks is in question any more.
      winner[r] = alone >= 0 ? firstCenter + alone : -1;
      direct[r] = Float.NaN;
      if (alone >= 0) {
        return;
      }
    }
    threshold = bound.tightThreshold(bound.square(queries.squaredNorms(row, 1, 1)), now);
    int c = kernels.nextAtLeast(tile, at, 0, used, threshold);
    if (winner[r] < 0 && kernels.nextAtLeast(tile, at, c + 1, used, threshold) == used) {
      winner[r] = firstCenter + c;
      return;
    }
    for (; c < used; c = kernels.nextAtLeast(tile, at, c + 1, used, threshold)) {
      compare(row, r, firstCenter + c);
    }
  }

  /** Takes a center when it is directly nearer than the winner so far. */
  private void compare(int row, int r, int center) {
    if (Float.isNaN(direct[r])) {
      direct[r] = winner[r] < 0 ? Float.POSITIVE_INFINITY : queries.squaredDistance(row, winner[r]);
    }
    float distance = queries.squaredDistance(row, center);
    if (distance < direct[r]) {
      direct[r] = distance;
      winner[r] = center;
    }
  }
}
