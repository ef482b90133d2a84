package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;

/** Walks through a graph, for one thread at a time (Malkov and Yashunin, algorithms 2 and 5). */
final class HnswSearch {

  private final HnswGraph graph;
  private final Similarity similarity;
  private final float[] vectors;
  private final int d;
  private final Kernels kernels;
  private final int[] visited;
  private int stamp;
  private final DistanceHeap candidates = new DistanceHeap(true);

  /** The nearest found by the last {@link #layer}, the furthest on top. */
  final DistanceHeap found = new DistanceHeap(false);

  HnswSearch(
      HnswGraph graph, Similarity similarity, float[] vectors, int n, int d, Kernels kernels) {
    this.graph = graph;
    this.similarity = similarity;
    this.vectors = vectors;
    this.d = d;
    this.kernels = kernels;
    this.visited = new int[n];
  }

  float distance(float[] x, int query, int i) {
    return similarity.distance(kernels, x, query, vectors, i * d, d);
  }

  /** Offers the nearest of {@code ef} candidates of the lowest layer. */
  void nearest(float[] x, int query, int ef, NearestList list) {
    int at = descend(x, query, graph.entry, graph.top, 0);
    layer(x, query, at, 0, ef);
    for (; found.size() > 0; found.remove()) {
      list.offer(found.topIndex(), found.topDistance());
    }
  }

  /** From layer {@code from} to above layer {@code to}: always on to the nearest neighbour. */
  int descend(float[] x, int query, int start, int from, int to) {
    int at = start;
    float least = distance(x, query, at);
    for (int layer = from; layer > to; layer--) {
      for (boolean moved = true; moved; ) {
        moved = false;
        for (int i : graph.links[at][layer]) {
          float distance = distance(x, query, i);
          if (distance < least) {
            least = distance;
            at = i;
            moved = true;
          }
        }
      }
    }
    return at;
  }

  /** Spreads out in a layer from a vector until {@code ef} nearest are found. */
  void layer(float[] x, int query, int start, int layer, int ef) {
    stamp++;
    candidates.clear();
    found.clear();
    float first = distance(x, query, start);
    visited[start] = stamp;
    candidates.add(start, first);
    found.add(start, first);
    while (candidates.size() > 0) {
      if (found.size() == ef && candidates.topDistance() > found.topDistance()) {
        return;
      }
      int at = candidates.topIndex();
      candidates.remove();
      for (int i : graph.links[at][layer]) {
        if (visited[i] == stamp) {
          continue;
        }
        visited[i] = stamp;
        float distance = distance(x, query, i);
        if (found.size() < ef || distance < found.topDistance()) {
          candidates.add(i, distance);
          found.add(i, distance);
          if (found.size() > ef) {
            found.remove();
          }
        }
      }
    }
  }
}
