package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;

/**
 * {@code faiss.IVFFlat}: the vectors in cells, of which a query visits the nearest few and measures
 * every vector there. Cost of a query: O((cells + rows * nprobe / cells) * dimension) on average.
 */
public final class IvfFlatIndex implements NeighborIndex {

  final Cells cells;

  /** The vectors, cell by cell. */
  final float[] vectors;

  private final Similarity similarity;

  IvfFlatIndex(Similarity similarity, Cells cells, float[] vectors) {
    this.similarity = similarity;
    this.cells = cells;
    this.vectors = vectors;
  }

  /**
   * Builds an index.
   *
   * @param x row-major, {@code n x d}, brought to length by {@link Similarity#prepare}
   * @param count number of cells, 1 to n
   */
  public static IvfFlatIndex of(
      Similarity similarity,
      float[] x,
      int n,
      int d,
      int count,
      RunContext context,
      BuildListener listener) {
    Cells cells = Cells.of(similarity, x, n, d, count, context, listener);
    float[] vectors = new float[n * d];
    for (int i = 0; i < n; i++) {
      System.arraycopy(x, cells.id[i] * d, vectors, i * d, d);
    }
    return new IvfFlatIndex(similarity, cells, vectors);
  }

  @Override
  public String type() {
    return "faiss.IVFFlat";
  }

  @Override
  public Similarity similarity() {
    return similarity;
  }

  @Override
  public int rows() {
    return cells.id.length;
  }

  @Override
  public int dimension() {
    return cells.dimension;
  }

  @Override
  public boolean exact() {
    return false;
  }

  /** Number of cells. */
  public int cellCount() {
    return cells.count;
  }

  /** Vectors of a cell. */
  public int rowsOfCell(int cell) {
    return cells.rowsOf(cell);
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
    int d = cells.dimension;
    InvertedSearch.run(
        cells,
        x,
        xOffset,
        count,
        k,
        options,
        kernels,
        index,
        distance,
        at,
        (query, cell, list) -> {
          for (int i = cells.start[cell]; i < cells.start[cell + 1]; i++) {
            list.offer(cells.id[i], similarity.distance(kernels, x, query, vectors, i * d, d));
          }
        });
  }
}
