package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The one update step that all variants share: every center becomes the mean of its rows. */
final class CenterUpdate {

  private CenterUpdate() {}

  /**
   * The new centers.
   *
   * <p>An empty cluster takes the row that is furthest from its center, which leaves the cluster it
   * was in (as scikit-learn does): the furthest goes to the lowest empty cluster, equal distances
   * go by row. Rows that lie on their center, or are alone in their cluster, stay; a cluster that
   * finds no row keeps its center.
   *
   * @param clusters sums and counts by label; changed where rows move
   */
  static float[] apply(
      DenseMatrix rows, int[] labels, ClusterSums clusters, float[] centers, RunContext context) {
    int d = rows.columns();
    List<Integer> empty = new ArrayList<>();
    for (int j = 0; j < clusters.counts.length; j++) {
      if (clusters.counts[j] == 0) {
        empty.add(j);
      }
    }
    if (!empty.isEmpty()) {
      relocate(empty, rows, labels, clusters, centers, context);
    }
    float[] updated = centers.clone();
    for (int j = 0; j < clusters.counts.length; j++) {
      if (clusters.counts[j] > 0) {
        for (int e = 0; e < d; e++) {
          updated[j * d + e] = (float) (clusters.sums[j * d + e] / clusters.counts[j]);
        }
      }
    }
    return updated;
  }

  private static void relocate(
      List<Integer> empty,
      DenseMatrix rows,
      int[] labels,
      ClusterSums clusters,
      float[] centers,
      RunContext context) {
    int d = rows.columns();
    float[] distance = FullBatch.ownDistances(rows, labels, centers, context);
    List<Integer> furthest = new ArrayList<>();
    for (int i = 0; i < distance.length; i++) {
      if (distance[i] > 0) {
        furthest.add(i);
      }
    }
    furthest.sort(Comparator.comparingDouble((Integer i) -> -distance[i]));
    int next = 0;
    for (int cluster : empty) {
      while (next < furthest.size() && clusters.counts[labels[furthest.get(next)]] < 2) {
        next++;
      }
      if (next == furthest.size()) {
        return;
      }
      int row = furthest.get(next++);
      int from = labels[row];
      for (int e = 0; e < d; e++) {
        double value = rows.get(row, e);
        clusters.sums[from * d + e] -= value;
        clusters.sums[cluster * d + e] = value;
      }
      clusters.counts[from]--;
      clusters.counts[cluster] = 1;
    }
  }
}
