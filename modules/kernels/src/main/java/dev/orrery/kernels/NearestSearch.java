package dev.orrery.kernels;

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

  // For each row of the chunk, from the blocks so far:
  private final double[] square; // bound of the squared norm
  private final float[] offset; // of the window below the best score
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
    int chunk = Math.min(rows, CHUNK);
    this.tile = new float[queries.sliver() * width];
    this.square = new double[chunk];
    this.offset = new float[chunk];
    this.best = new float[chunk];
    this.winner = new int[chunk];
    this.direct = new float[chunk];
  }

  /** As {@link Kernels#nearest}. */
  void run(int rows, int[] nearest, int nearestOffset, float[] distance, int distanceOffset) {
    for (int start = 0; start < rows; start += CHUNK) {
      int count = Math.min(CHUNK, rows - start);
      for (int p = 0; p < centers.panels(); p += centers.panelsPerBlock()) {
        searchBlock(start, count, p, Math.min(centers.panels(), p + centers.panelsPerBlock()));
      }
      for (int r = 0; r < count; r++) {
        int found = Math.max(0, winner[r]);
        nearest[nearestOffset + start + r] = found;
        if (distance != null) {
          boolean known = winner[r] >= 0 && !Float.isNaN(direct[r]);
          distance[distanceOffset + start + r] =
              known ? direct[r] : queries.squaredDistance(start + r, found);
        }
      }
    }
  }

  /**
   * Prepares some rows of the chunk, just after they have been scored: the tiles wait less for
   * memory than the sums of squares would.
   */
  private void begin(int start, int first, int step, int count) {
    for (int done = 0; done < count; done += RoundingBound.GROUP) {
      int few = Math.min(count - done, RoundingBound.GROUP);
      int r = first + done * step;
      double greatest = bound.square(queries.squaredNorms(start + r, step, few));
      float window = bound.offset(greatest);
      for (int end = r + few * step; r < end; r += step) {
        square[r] = greatest;
        offset[r] = window;
        best[r] = Float.NEGATIVE_INFINITY;
        winner[r] = -1;
        direct[r] = Float.NaN;
      }
    }
  }

  private void searchBlock(int start, int count, int firstPanel, int endPanel) {
    int sliver = Math.min(count, queries.sliver());
    int step = count / sliver;
    for (int first = 0; first < step; first++) {
      searchSliver(start, first, step, sliver, 0, firstPanel, endPanel);
    }
    int done = step * sliver;
    if (done < count) {
      // The last sliver is a full one too: it scores some rows again.
      int first = count - sliver;
      searchSliver(start, first, 1, sliver, done - first, firstPanel, endPanel);
    }
  }

  /** Scores the rows of a sliver and updates those from {@code from} on. */
  private void searchSliver(
      int start, int first, int step, int sliver, int from, int firstPanel, int endPanel) {
    int width = centers.paddedColumns(firstPanel, endPanel);
    int used = centers.usedColumns(firstPanel, endPanel);
    int firstCenter = centers.firstRow(firstPanel);
    queries.scores(start + first, step, sliver, firstPanel, endPanel, tile, width);
    if (firstPanel == 0) {
      begin(start, first + from * step, step, sliver - from);
    }
    for (int i = from; i < sliver; i++) {
      update(start, first + i * step, i * width, width, used, firstCenter);
    }
  }

  private void update(int start, int r, int at, int width, int used, int firstCenter) {
    if (!bound.holds(square[r])) {
      for (int c = 0; c < used; c++) {
        compare(start, r, firstCenter + c);
      }
      return;
    }
    int lone = kernels.loneBest(tile, at, width, slope, offset[r]);
    if (lone >= 0 && firstCenter == 0) {
      // The usual way, kept short: what follows would make every row wait for its score.
      winner[r] = lone;
      best[r] = tile[at + lone];
      return;
    }
    float top = lone >= 0 ? tile[at + lone] : kernels.max(tile, at, width);
    float before = best[r];
    float now = Math.max(before, top);
    float threshold = RoundingBound.threshold(slope, offset[r], now);
    if (top < threshold) {
      return;
    }
    best[r] = now;
    if (before < threshold) {
      // Nothing of earlier blocks is in question any more.
      winner[r] = lone >= 0 ? firstCenter + lone : -1;
      direct[r] = Float.NaN;
      if (lone >= 0) {
        return;
      }
    }
    threshold = bound.tightThreshold(bound.square(queries.squaredNorms(start + r, 1, 1)), now);
    int c = kernels.nextAtLeast(tile, at, 0, used, threshold);
    if (winner[r] < 0 && kernels.nextAtLeast(tile, at, c + 1, used, threshold) == used) {
      winner[r] = firstCenter + c;
      return;
    }
    for (; c < used; c = kernels.nextAtLeast(tile, at, c + 1, used, threshold)) {
      compare(start, r, firstCenter + c);
    }
  }

  /** Takes a center when it is directly nearer than the winner so far. */
  private void compare(int start, int r, int center) {
    if (Float.isNaN(direct[r])) {
      direct[r] =
          winner[r] < 0 ? Float.POSITIVE_INFINITY : queries.squaredDistance(start + r, winner[r]);
    }
    float distance = queries.squaredDistance(start + r, center);
    if (distance < direct[r]) {
      direct[r] = distance;
      winner[r] = center;
    }
  }
}
