package dev.orrery.kernels;

/** Chooses the best k rows for each row of a block among candidates that a device found. */
public final class TopKSelection {
  private final BlockedKernels host;
  private final Ranking ranking;
  private final PackedPanels points;
  private final RoundingBound bound;
  private final double lost;
  private final int k;
  private final int[] index;
  private final float[] keys;

  TopKSelection(
      BlockedKernels host,
      Ranking ranking,
      PackedPanels points,
      double lost,
      int k,
      int[] index,
      float[] keys) {
    this.host = host;
    this.ranking = ranking;
    this.points = points;
    this.bound = new RoundingBound(points.columns(), points.greatestNorm());
    this.lost = lost;
    this.k = k;
    this.index = index;
    this.keys = keys;
  }

  /**
   * Chooses for one row; by a search of its own where the candidates leave a doubt.
   *
   * @param row its place among the results
   * @param candidates different rows of the packed matrix, ascending, at least k of them
   * @param lowest the lowest score of a candidate: no other row scores above it
   */
  public void choose(float[] x, int xOffset, int row, int[] candidates, float lowest) {
    DenseRows query = new DenseRows(host, x, xOffset, points);
    float square = query.squaredNorms(0, 1, 1);
    if (bound.holds(bound.square(square))) {
      int slice = row * k;
      int found = 0;
      for (int candidate : candidates) {
        float key = ranking.key(query, 0, candidate);
        found = TopK.insert(index, keys, slice, found, k, candidate, key);
      }
      double greatest = points.greatestNorm();
      double most = lowest + lost * (1 + square + greatest * greatest);
      if (candidates.length == points.rows()
          || most < ranking.threshold(bound, square, keys[slice])) {
        TopK.sort(index, keys, slice, k);
        return;
      }
    }
    new TopKSearch(ranking, host, query, k, index, keys).run(row, 1);
  }
}
