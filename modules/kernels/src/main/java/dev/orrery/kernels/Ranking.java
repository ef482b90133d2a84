package dev.orrery.kernels;

/** What a search for the best rows ranks them by: keys, the least of which is the best. */
enum Ranking {

  /** By squared distance. */
  DISTANCE {
    @Override
    float[] start(PackedPanels points) {
      return points.minusHalfNorm();
    }

    @Override
    float key(RankedRows queries, int row, int point) {
      return queries.squaredDistance(row, point);
    }

    @Override
    float threshold(RoundingBound bound, float computedSquare, float key) {
      return bound.thresholdOfDistance(computedSquare, key);
    }
  },

  /** By inner product, the greatest first: the key is minus the product. */
  INNER_PRODUCT {
    @Override
    float[] start(PackedPanels points) {
      return points.zeros();
    }

    @Override
    float key(RankedRows queries, int row, int point) {
      return -queries.dot(row, point);
    }

    @Override
    float threshold(RoundingBound bound, float computedSquare, float key) {
      return bound.thresholdOfProduct(computedSquare, -key);
    }
  };

  /** Where the score of each packed row starts, before the products are added to it. */
  abstract float[] start(PackedPanels points);

  /** The key of a pair, computed directly. */
  abstract float key(RankedRows queries, int row, int point);

  /**
   * The lowest score that allows a key less than a given one.
   *
   * @param computedSquare squared norm of the row
   */
  abstract float threshold(RoundingBound bound, float computedSquare, float key);
}
