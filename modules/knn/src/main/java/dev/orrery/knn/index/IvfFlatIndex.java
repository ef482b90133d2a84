package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;

/**
 * {@code faiss.IVFFlat}: the vectors in cells, of which a query visits the nearest few and measures
 * every vector there. Cost of a query: O((cells + rows * nprobe / cells) * dimension) on average;
 * memory: the vectors, and once more in the layout of the backend.
 */
public final class IvfFlatIndex extends InvertedIndex {

  private record Prepared(Kernels kernels, Packed[] cells) {}

  /** The vectors, cell by cell. */
  final float[] vectors;

  private volatile Prepared prepared;

  IvfFlatIndex(Similarity similarity, Cells cells, float[] vectors) {
    super(similarity, cells);
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
  void scan(
      int cell,
      float[] x,
      int xOffset,
      int[] visitors,
      int from,
      int to,
      Kernels kernels,
      NearestLists lists) {
    int d = cells.dimension;
    int queries = to - from;
    float[] gathered = new float[queries * d];
    float[] limit = new float[queries];
    for (int i = 0; i < queries; i++) {
      System.arraycopy(x, xOffset + visitors[from + i] * d, gathered, i * d, d);
      limit[i] = lists.worst(visitors[from + i]);
    }
    int k = Math.min(lists.k(), cells.rowsOf(cell));
    int[] found = new int[queries * k];
    float[] keys = new float[queries * k];
    Packed points = prepared(kernels).cells[cell];
    similarity().topK(kernels, gathered, queries, points, k, limit, found, keys);
    int first = cells.start[cell];
    for (int i = 0; i < queries; i++) {
      for (int j = i * k; j < (i + 1) * k && found[j] >= 0; j++) {
        lists.offer(visitors[from + i], cells.id[first + found[j]], keys[j]);
      }
    }
  }

  /** The cells in the layout of a backend; made once for the backend that was used last. */
  private Prepared prepared(Kernels kernels) {
    Prepared ready = prepared;
    if (ready != null && ready.kernels == kernels) {
      return ready;
    }
    synchronized (this) {
      ready = prepared;
      if (ready == null || ready.kernels != kernels) {
        Packed[] packed = new Packed[cells.count];
        int d = cells.dimension;
        for (int c = 0; c < cells.count; c++) {
          int rows = cells.rowsOf(c);
          packed[c] = rows == 0 ? null : kernels.pack(vectors, cells.start[c] * d, rows, d);
        }
        ready = new Prepared(kernels, packed);
        prepared = ready;
      }
      return ready;
    }
  }
}
