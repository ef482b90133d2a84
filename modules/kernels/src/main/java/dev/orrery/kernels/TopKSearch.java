package dev.orrery.kernels;

import java.util.Arrays;

/**
 * The best k rows of a packed matrix for each row of a block: rows whose scores allow a key below
 * the k-th so far are looked at one by one.
 */
final class TopKSearch {

  /** Rows that pass by one block of points before the next is fetched. */
  private static final int CHUNK = 480;

  private final Ranking ranking;
  private final BlockedKernels kernels;
  private final RankedRows queries;
  private final PackedPanels points;
  private final RoundingBound bound;
  private final int k;
  private final int[] index;
  private final float[] keys;

  // For each row of the chunk:
  private final float[] square; // its squared norm
  private final int[] found; // how many points it has

  private final float[] tile;
  private int firstSlice;

  /** What scores may have lost beside their rounding, for 1 + |x|^2 + |c|^2. */
  private double lost;

  /** The greatest key that counts, for each row, or null where all do. */
  private float[] limit;

  TopKSearch(
      Ranking ranking,
      BlockedKernels kernels,
      RankedRows queries,
      int k,
      int[] index,
      float[] keys) {
    this.ranking = ranking;
    this.kernels = kernels;
    this.queries = queries;
    this.points = queries.right();
    this.bound = new RoundingBound(points.columns(), points.greatestNorm());
    this.k = k;
    this.index = index;
    this.keys = keys;
    this.square = new float[CHUNK];
    this.found = new int[CHUNK];
    int width = points.paddedColumns(0, Math.min(points.panels(), points.panelsPerBlock()));
    this.tile = new float[queries.sliver() * width];
  }

  /** Lets only keys up to a limit count, which is given for each row, NaN for none. */
  TopKSearch within(float[] greatest) {
    limit = greatest;
    return this;
  }

  /** Looks at rows too whose scores lie lower by so much, for 1 + |x|^2 + |c|^2. */
  TopKSearch losing(double some) {
    lost = some;
    return this;
  }

  /**
   * Fills the indexes and keys of {@code rows} rows, least key first, then -1 and NaN where fewer
   * than k keys are within the limit.
   *
   * @param firstSlice whose place among the indexes and keys the first row takes
   */
  void run(int firstSlice, int rows) {
    this.firstSlice = firstSlice;
    for (int start = 0; start < rows; start += CHUNK) {
      int count = Math.min(CHUNK, rows - start);
      for (int r = 0; r < count; r++) {
        square[r] = queries.squaredNorms(start + r, 1, 1);
      }
      Arrays.fill(found, 0);
      for (int p = 0; p < points.panels(); p += points.panelsPerBlock()) {
        searchBlock(start, count, p, Math.min(points.panels(), p + points.panelsPerBlock()));
      }
      for (int r = start; r < start + count; r++) {
        int slice = (firstSlice + r) * k;
        int n = found[r - start];
        TopK.sort(index, keys, slice, n);
        Arrays.fill(index, slice + n, slice + k, -1);
        Arrays.fill(keys, slice + n, slice + k, Float.NaN);
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
      queries.products(
          start + first, 1, sliver, firstPanel, endPanel, ranking.start(points), tile, width);
      for (int r = next; r < first + sliver; r++) {
        update(start, r, (r - first) * width, used, firstPoint);
      }
    }
  }

  private void update(int start, int r, int at, int used, int firstPoint) {
    int row = start + r;
    boolean holds = bound.holds(bound.square(square[r]));
    int slice = (firstSlice + row) * k;
    float greatest = limit == null ? Float.NaN : limit[firstSlice + row];
    double slack = slack(square[r]);
    int c = 0;
    while (c < used) {
      float worst = found[r] == k ? keys[slice] : greatest;
      if (holds && (found[r] == k || !Float.isNaN(worst))) {
        float threshold = ranking.threshold(bound, square[r], worst);
        if (slack > 0) {
          threshold = Math.nextDown((float) (threshold - slack));
        }
        c = kernels.nextAtLeast(tile, at, c, used, threshold);
        if (c == used) {
          return;
        }
      }
      int point = firstPoint + c;
      float key = ranking.key(queries, row, point);
      if (!TopK.beyond(key, greatest)) {
        found[r] = TopK.insert(index, keys, slice, found[r], k, point, key);
      }
      c++;
    }
  }

  private double slack(float squaredNorm) {
    double greatest = points.greatestNorm();
    return lost == 0 ? 0 : lost * (1 + squaredNorm + greatest * greatest);
  }
}
