package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;

/**
 * {@code faiss.Flat}: every vector is measured. Cost of a query: O(rows * dimension); memory: the
 * vectors, and once more in the layout of the backend.
 */
public final class FlatIndex implements NeighborIndex {

  private record Prepared(Kernels kernels, Packed points) {}

  private final Similarity similarity;
  private final float[] vectors;
  private final int rows;
  private final int dimension;
  private volatile Prepared prepared;

  /**
   * An index of some vectors.
   *
   * @param vectors row-major, {@code rows x dimension}, brought to length by {@link
   *     Similarity#prepare}; not copied and not to be changed
   */
  public FlatIndex(Similarity similarity, float[] vectors, int rows, int dimension) {
    if (rows < 1 || dimension < 1 || (long) rows * dimension > vectors.length) {
      throw new IllegalArgumentException("no index of " + rows + " x " + dimension);
    }
    this.similarity = similarity;
    this.vectors = vectors;
    this.rows = rows;
    this.dimension = dimension;
  }

  @Override
  public String type() {
    return "faiss.Flat";
  }

  @Override
  public Similarity similarity() {
    return similarity;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public boolean exact() {
    return true;
  }

  /** The vectors, {@code rows x dimension}; to be read only. */
  public float[] vectors() {
    return vectors;
  }

  /** Puts the vectors into the backend's layout, which the first search would do otherwise. */
  public void prepare(Kernels kernels) {
    prepared(kernels);
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
    Packed points = prepared(kernels).points;
    boolean direct = at == 0;
    int[] found = direct ? index : new int[count * k];
    float[] distances = direct ? distance : new float[count * k];
    similarity.topK(kernels, x, xOffset, count, points, k, found, distances);
    for (int i = 0; i < count * k; i++) {
      distances[i] = similarity.ofKey(distances[i]);
    }
    if (!direct) {
      System.arraycopy(found, 0, index, at, found.length);
      System.arraycopy(distances, 0, distance, at, distances.length);
    }
  }

  /** The vectors in the layout of a backend; made once for the backend that was used last. */
  private Prepared prepared(Kernels kernels) {
    Prepared ready = prepared;
    if (ready != null && ready.kernels == kernels) {
      return ready;
    }
    synchronized (this) {
      ready = prepared;
      if (ready == null || ready.kernels != kernels) {
        ready = new Prepared(kernels, kernels.pack(vectors, 0, rows, dimension));
        prepared = ready;
      }
      return ready;
    }
  }
}
