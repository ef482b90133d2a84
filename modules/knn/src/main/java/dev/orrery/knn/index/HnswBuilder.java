package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Adds vectors to a graph one after the other (Malkov and Yashunin, algorithms 1 and 4). */
final class HnswBuilder {

  private static final int MOST_LEVELS = 30;
  private static final int BETWEEN_CHECKS = 256;

  private final Similarity similarity;
  private final float[] vectors;
  private final int n;
  private final int d;
  private final int m;
  private final int efConstruction;
  private final RunContext context;

  HnswBuilder(
      Similarity similarity,
      float[] vectors,
      int n,
      int d,
      int m,
      int efConstruction,
      RunContext context) {
    this.similarity = similarity;
    this.vectors = vectors;
    this.n = n;
    this.d = d;
    this.m = m;
    this.efConstruction = efConstruction;
    this.context = context;
  }

  HnswGraph build() {
    RandomGenerator random = context.random().stream("knn.hnsw");
    int[] level = new int[n];
    for (int i = 0; i < n; i++) {
      // Each layer has about one m-th of the vectors of the one below.
      double height = -Math.log(1 - random.nextDouble()) / Math.log(m);
      level[i] = (int) Math.min(MOST_LEVELS, height);
    }
    HnswGraph graph = HnswGraph.empty(m, level);
    HnswSearch search = new HnswSearch(graph, similarity, vectors, n, d, context.kernels());
    for (int i = 1; i < n; i++) {
      if (i % BETWEEN_CHECKS == 0) {
        context.cancellation().check();
      }
      add(graph, search, i);
    }
    return graph;
  }

  private void add(HnswGraph graph, HnswSearch search, int i) {
    int at = search.descend(vectors, i * d, graph.entry, graph.top, graph.level[i]);
    for (int layer = Math.min(graph.top, graph.level[i]); layer >= 0; layer--) {
      search.layer(vectors, i * d, at, layer, efConstruction);
      int[] near = ordered(search.found);
      at = near[0];
      int[] chosen = choose(i, near, m);
      graph.links[i][layer] = chosen;
      for (int other : chosen) {
        join(graph, other, i, layer);
      }
    }
    if (graph.level[i] > graph.top) {
      graph.top = graph.level[i];
      graph.entry = i;
    }
  }

  private void join(HnswGraph graph, int from, int to, int layer) {
    int[] links = graph.links[from][layer];
    int[] more = Arrays.copyOf(links, links.length + 1);
    more[links.length] = to;
    graph.links[from][layer] =
        more.length <= graph.most(layer)
            ? more
            : choose(from, nearestFirst(from, more), graph.most(layer));
  }

  /**
   * Neighbours in different directions: one is taken when it is nearer to the vector than to all
   * taken before. What was passed over fills up what is left.
   */
  private int[] choose(int vector, int[] nearestFirst, int most) {
    if (nearestFirst.length <= most) {
      return nearestFirst;
    }
    int[] chosen = new int[most];
    int count = 0;
    int[] passed = new int[nearestFirst.length];
    int passedOver = 0;
    for (int e = 0; e < nearestFirst.length && count < most; e++) {
      int candidate = nearestFirst[e];
      float own = distance(vector, candidate);
      boolean apart = true;
      for (int c = 0; c < count && apart; c++) {
        apart = own < distance(candidate, chosen[c]);
      }
      if (apart) {
        chosen[count++] = candidate;
      } else {
        passed[passedOver++] = candidate;
      }
    }
    for (int p = 0; p < passedOver && count < most; p++) {
      chosen[count++] = passed[p];
    }
    return Arrays.copyOf(chosen, count);
  }

  private int[] nearestFirst(int vector, int[] others) {
    DistanceHeap heap = new DistanceHeap(false);
    for (int other : others) {
      heap.add(other, distance(vector, other));
    }
    return ordered(heap);
  }

  private static int[] ordered(DistanceHeap furthestFirst) {
    int[] order = new int[furthestFirst.size()];
    for (int i = order.length - 1; i >= 0; i--) {
      order[i] = furthestFirst.topIndex();
      furthestFirst.remove();
    }
    return order;
  }

  private float distance(int a, int b) {
    Kernels kernels = context.kernels();
    return similarity.distance(kernels, vectors, a * d, vectors, b * d, d);
  }
}
