package dev.orrery.knn.index;

import dev.orrery.kernels.Kernels;

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
  float ofProduct(float product) {
    return this == COSINE ? 1 - product : 0 - product; // not -0
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
