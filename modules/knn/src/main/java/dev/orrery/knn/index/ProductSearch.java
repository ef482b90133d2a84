package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;

/**
 * The vectors of greatest inner product with each query, as if decided by {@link Kernels#dot}:
 * products of whole blocks find the candidates, which are then measured one by one, so that neither
 * the blocks nor their rounding can be seen in the answer.
 */
final class ProductSearch {

  private static final int BLOCK = 2048;
  private static final int QUERIES = 32;

  private final Similarity similarity;
  private final float[] vectors;
  private final int rows;
  private final int dimension;
  private final Kernels kernels;
  private final Packed[] blocks;
  private final double greatestNorm;

  ProductSearch(Similarity similarity, float[] vectors, int rows, int dimension, Kernels kernels) {
    this.similarity = similarity;
    this.vectors = vectors;
    this.rows = rows;
    this.dimension = dimension;
    this.kernels = kernels;
    this.blocks = new Packed[(rows + BLOCK - 1) / BLOCK];
    double greatest = 0;
    float[] norms = new float[BLOCK];
    for (int b = 0; b < blocks.length; b++) {
      int from = b * BLOCK;
      int count = Math.min(BLOCK, rows - from);
      blocks[b] = kernels.pack(vectors, from * dimension, count, dimension);
      kernels.squaredNorms(vectors, from * dimension, count, dimension, norms, 0);
      for (int i = 0; i < count; i++) {
        greatest = Math.max(greatest, norms[i]);
      }
    }
    this.greatestNorm = Math.sqrt(greatest);
  }

  void search(float[] x, int xOffset, int count, int k, int[] index, float[] distance, int at) {
    float[] scores = new float[QUERIES * Math.min(BLOCK, rows)];
    NearestList[] lists = new NearestList[Math.min(QUERIES, count)];
    float[] slack = new float[lists.length];
    for (int i = 0; i < lists.length; i++) {
      lists[i] = new NearestList(k);
    }
    for (int from = 0; from < count; from += QUERIES) {
      int queries = Math.min(QUERIES, count - from);
      int offset = xOffset + from * dimension;
      for (int q = 0; q < queries; q++) {
        lists[q].clear();
        slack[q] = slack(x, offset + q * dimension);
      }
      for (int b = 0; b < blocks.length; b++) {
        int width = blocks[b].rows();
        kernels.multiplyTransposed(x, offset, queries, blocks[b], scores, 0);
        for (int q = 0; q < queries; q++) {
          take(x, offset + q * dimension, scores, q * width, width, b * BLOCK, lists[q], slack[q]);
        }
      }
      for (int q = 0; q < queries; q++) {
        lists[q].copyTo(index, distance, at + (from + q) * k);
      }
    }
  }

  private void take(
      float[] x,
      int query,
      float[] scores,
      int from,
      int width,
      int firstRow,
      NearestList list,
      float slack) {
    float least = threshold(list, slack);
    for (int c = 0; c < width; c++) {
      if (!(scores[from + c] < least)) {
        int row = firstRow + c;
        float product = kernels.dot(x, query, vectors, row * dimension, dimension);
        list.offer(row, similarity.ofProduct(product));
        least = threshold(list, slack);
      }
    }
  }

  /** A product below this cannot belong to a nearer vector, however it was rounded. */
  private float threshold(NearestList list, float slack) {
    if (!list.full()) {
      return Float.NEGATIVE_INFINITY;
    }
    float worst = list.worst();
    return (similarity == Similarity.COSINE ? 1 - worst : -worst) - slack;
  }

  /** Bound of the rounding of two float products and of one less such a product. */
  private float slack(float[] x, int offset) {
    double norm = Math.sqrt(kernels.dot(x, offset, x, offset, dimension));
    return (float) ((2 * dimension + 16) * 0x1p-24 * norm * greatestNorm * 1.01 + 0x1p-22);
  }
}
