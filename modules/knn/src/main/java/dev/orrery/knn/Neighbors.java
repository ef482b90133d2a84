package dev.orrery.knn;

/**
 * The nearest vectors of some queries, nearest first.
 *
 * @param queries number of queries
 * @param k neighbours of each
 * @param indexes {@code queries x k}
 * @param distances {@code queries x k}, as the index's similarity has them: for L2 squared
 */
public record Neighbors(int queries, int k, int[] indexes, float[] distances) {

  /** The i-th nearest vector of a query, from 0. */
  public int index(int query, int i) {
    return indexes[query * k + i];
  }

  /** The distance to the i-th nearest vector of a query, from 0. */
  public float distance(int query, int i) {
    return distances[query * k + i];
  }
}
