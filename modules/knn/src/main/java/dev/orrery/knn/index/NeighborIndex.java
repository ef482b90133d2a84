package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;

/**
 * Vectors in a form in which the nearest to a query are found. Immutable and safe to search from
 * several threads; an answer depends on nothing but the query, the options and the backend.
 */
public sealed interface NeighborIndex permits FlatIndex, InvertedIndex, HnswIndex, KdTreeIndex {

  /** Queries that are searched together when nothing is gained by more. */
  int BLOCK = 256;

  /** Its name: a value of {@code index_type} or of {@code orrery_index_type}. */
  String type();

  /** What is near. */
  Similarity similarity();

  /** Number of vectors. */
  int rows();

  /** Elements of a vector. */
  int dimension();

  /** Whether the neighbours found are always the nearest. */
  boolean exact();

  /**
   * How many of some queries one thread best searches together. Answers do not depend on it.
   *
   * @param queries number of queries
   * @param threads threads that share them
   */
  default int block(int queries, int threads, SearchOptions options) {
    return BLOCK;
  }

  /**
   * The {@code k} nearest vectors of each query, nearest first, ties by index.
   *
   * @param x row-major, {@code count x dimension()} from {@code xOffset}, brought to length by
   *     {@link Similarity#prepare}
   * @param k 1 to {@link #rows()}
   * @param index receives {@code count x k} indexes of vectors from {@code at}
   * @param distance receives {@code count x k} distances by {@link Similarity} from {@code at}
   */
  void search(
      float[] x,
      int xOffset,
      int count,
      int k,
      SearchOptions options,
      Kernels kernels,
      int[] index,
      float[] distance,
      int at);
}
