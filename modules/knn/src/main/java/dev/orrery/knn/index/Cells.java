package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import java.util.random.RandomGenerator;

/**
 * The cells of an inverted index: every vector belongs to the nearest of some centers, and the
 * vectors of a cell are listed together (Sivic and Zisserman, "Video Google", ICCV 2003; Jegou et
 * al., "Product Quantization for Nearest Neighbor Search", TPAMI 2011, section IV).
 *
 * <p>Vectors are assigned by Euclidean distance for every similarity. Queries visit the cells of
 * the nearest centers, for inner products those of the greatest product.
 */
final class Cells {

  static final int ITERATIONS = 10;
  private static final int ROWS_PER_CENTER = 256;

  final float[] centers;
  final int count;
  final int dimension;

  /** First place of each cell in {@link #id}, and the number of vectors at the end. */
  final int[] start;

  /** The vectors, cell by cell, ascending within a cell. */
  final int[] id;

  /** The centers as queries are compared with them. */
  final FlatIndex quantizer;

  Cells(Similarity similarity, float[] centers, int dimension, int[] start, int[] id) {
    this(
        new FlatIndex(
            similarity == Similarity.INNER_PRODUCT ? similarity : Similarity.L2,
            centers,
            start.length - 1,
            dimension),
        start,
        id);
  }

  Cells(FlatIndex quantizer, int[] start, int[] id) {
    this.quantizer = quantizer;
    this.centers = quantizer.vectors();
    this.count = quantizer.rows();
    this.dimension = quantizer.dimension();
    this.start = start;
    this.id = id;
  }

  static Cells of(
      Similarity similarity,
      float[] x,
      int n,
      int d,
      int count,
      RunContext context,
      BuildListener listener) {
    RandomGenerator random = context.random().stream("knn.cells");
    int most = (int) Math.min(n, (long) ROWS_PER_CENTER * count);
    float[] rows = Lloyd.sample(x, n, d, most, random);
    float[] centers =
        new Lloyd(rows, most, d, count, context).centers(ITERATIONS, random, listener::cells);
    int[] labels = new int[n];
    Lloyd.nearest(
        x, n, context.kernels().pack(centers, 0, count, d), labels, new float[n], context);
    int[] start = new int[count + 1];
    for (int label : labels) {
      start[label + 1]++;
    }
    for (int c = 0; c < count; c++) {
      start[c + 1] += start[c];
    }
    int[] next = start.clone();
    int[] id = new int[n];
    for (int i = 0; i < n; i++) {
      id[next[labels[i]]++] = i;
    }
    return new Cells(similarity, centers, d, start, id);
  }

  /** The cells that each query visits, nearest first: {@code count x probes}. */
  int[] visited(float[] x, int offset, int queries, int probes, Kernels kernels) {
    int[] cells = new int[queries * probes];
    quantizer.search(x, offset, queries, probes, null, kernels, cells, new float[cells.length], 0);
    return cells;
  }

  int rowsOf(int cell) {
    return start[cell + 1] - start[cell];
  }
}
