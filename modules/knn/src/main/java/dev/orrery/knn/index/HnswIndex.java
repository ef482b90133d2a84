package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;

/**
 * {@code hnsw}: a graph that joins near vectors, with sparser layers above it for the long ways
 * (Malkov and Yashunin, "Efficient and Robust Approximate Nearest Neighbor Search Using
 * Hierarchical Navigable Small World Graphs", TPAMI 2018). A search walks down the layers to a
 * vector near the query and spreads out from there. Cost of a query: about O(efSearch * m *
 * dimension * log rows). Built by one thread, so that the graph does not depend on their number.
 */
public final class HnswIndex implements NeighborIndex {

  final Similarity similarity;
  final float[] vectors;
  final int n;
  final int d;
  final HnswGraph graph;

  HnswIndex(Similarity similarity, float[] vectors, int n, int d, HnswGraph graph) {
    this.similarity = similarity;
    this.vectors = vectors;
    this.n = n;
    this.d = d;
    this.graph = graph;
  }

  /**
   * Builds an index.
   *
   * @param vectors row-major, {@code n x d}, brought to length by {@link Similarity#prepare}; not
   *     copied and not to be changed
   * @param m neighbours of a vector in the upper layers, at least 2; twice as many in the lowest
   * @param efConstruction candidates while a vector is added, at least 1
   */
  public static HnswIndex of(
      Similarity similarity,
      float[] vectors,
      int n,
      int d,
      int m,
      int efConstruction,
      RunContext context,
      BuildListener listener) {
    HnswGraph graph =
        new HnswBuilder(similarity, vectors, n, d, m, efConstruction, context).build();
    if (listener.wantsLayers()) {
      graph.tell(listener);
    }
    return new HnswIndex(similarity, vectors, n, d, graph);
  }

  @Override
  public String type() {
    return "hnsw";
  }

  @Override
  public Similarity similarity() {
    return similarity;
  }

  @Override
  public int rows() {
    return n;
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public boolean exact() {
    return false;
  }

  /** Layers of the graph, at least 1. */
  public int layers() {
    return graph.top + 1;
  }

  /** The vectors, {@code rows x dimension}; to be read only. */
  public float[] vectors() {
    return vectors;
  }

  @Override
  public void search(
      float[] x,
      int xOffset,
      int count,
      int k,
      SearchOptions options,
      Kernels kernels,
      int[] index,
      float[] distance,
      int at) {
    HnswSearch search = new HnswSearch(graph, similarity, vectors, n, d, kernels);
    NearestList list = new NearestList(k);
    int ef = Math.max(k, options.efSearch());
    for (int q = 0; q < count; q++) {
      list.clear();
      search.nearest(x, xOffset + q * d, ef, list);
      if (!list.full()) {
        measureAll(x, xOffset + q * d, kernels, list);
      }
      list.copyTo(index, distance, at + q * k);
    }
  }

  /** Where fewer than k vectors can be reached, every vector is measured. */
  private void measureAll(float[] x, int query, Kernels kernels, NearestList list) {
    list.clear();
    for (int i = 0; i < n; i++) {
      list.offer(i, similarity.distance(kernels, x, query, vectors, i * d, d));
    }
  }
}
