package dev.orrery.knn;

import java.util.Arrays;

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

  /** The share of the exact neighbours of the same queries that are among these. */
  public double recall(Neighbors exact) {
    long hits = 0;
    for (int q = 0; q < queries; q++) {
      int[] sorted = Arrays.copyOfRange(indexes, q * k, (q + 1) * k);
      Arrays.sort(sorted);
      for (int i = 0; i < exact.k; i++) {
        hits += Arrays.binarySearch(sorted, exact.index(q, i)) >= 0 ? 1 : 0;
      }
    }
    return (double) hits / exact.indexes.length;
  }
}
