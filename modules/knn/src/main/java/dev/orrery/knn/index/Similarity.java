package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;

/** What is near, each as a distance of which less is nearer. */
public enum Similarity {
  /** The squared Euclidean distance. */
  L2,
  /** The inner product with its sign turned. */
  INNER_PRODUCT,
  /** One less the cosine; the vectors of an index have length 1 already, or 0. */
  COSINE;

  /** The distance of two vectors of {@code d} elements. */
  public float distance(Kernels kernels, float[] a, int aOffset, float[] b, int bOffset, int d) {
    return this == L2
        ? kernels.squaredDistance(a, aOffset, b, bOffset, d)
        : ofProduct(kernels.dot(a, aOffset, b, bOffset, d));
  }

  /** The distance that belongs to an inner product; not for {@link #L2}. */
  private float ofProduct(float product) {
    return this == COSINE ? 1 - product : 0 - product; // not -0
  }

  /**
   * For each row of a block the {@code k} vectors of least key, least first, ties by index. A key
   * orders as a distance does, and finer where a distance is rounded once more: the squared
   * distance for {@link #L2}, else the inner product with its sign turned.
   *
   * @param limit greatest key for each row, NaN for none; where fewer than k are within it, indexes
   *     are -1
   */
  void topK(
      Kernels kernels,
      float[] x,
      int rows,
      Packed points,
      int k,
      float[] limit,
      int[] index,
      float[] key) {
    if (this == L2) {
      kernels.topKWithin(x, 0, rows, points, k, limit, index, key);
      return;
    }
    float[] least = new float[rows];
    for (int i = 0; i < rows; i++) {
      least[i] = -limit[i];
    }
    kernels.topKInnerProductWithin(x, 0, rows, points, k, least, index, key);
    turn(key, rows * k);
  }

  /** As the other one, without a limit. */
  void topK(
      Kernels kernels,
      float[] x,
      int xOffset,
      int rows,
      Packed points,
      int k,
      int[] index,
      float[] key) {
    if (this == L2) {
      kernels.topK(x, xOffset, rows, points, k, index, key);
      return;
    }
    kernels.topKInnerProduct(x, xOffset, rows, points, k, index, key);
    turn(key, rows * k);
  }

  private static void turn(float[] products, int count) {
    for (int i = 0; i < count; i++) {
      products[i] = 0 - products[i]; // not -0
    }
  }

  /** The distance that belongs to a key. */
  float ofKey(float key) {
    return this == COSINE ? 1 + key : key;
  }

  /**
   * Brings vectors to the length that an index of this similarity expects: 1 for {@link #COSINE},
   * as they are otherwise. A vector of length 0 stays.
   *
   * @param x row-major, {@code rows x d}; changed in place
   */
  public void prepare(float[] x, int rows, int d) {
    if (this != COSINE) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = i * d; j < (i + 1) * d; j++) {
        sum += (double) x[j] * x[j];
      }
      if (sum > 0) {
        double scale = 1 / Math.sqrt(sum);
        for (int j = i * d; j < (i + 1) * d; j++) {
          x[j] = (float) (x[j] * scale);
        }
      }
    }
  }
}
