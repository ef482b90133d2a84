package dev.orrery.pca.linear;

import dev.orrery.core.run.Parallel;
import java.util.Arrays;

/**
 * The greatest eigenvalues of a symmetric matrix and their eigenvectors.
 *
 * <p>The matrix is brought to tridiagonal form T by Householder reflections in panels (Dongarra,
 * Hammarling and Sorensen, "Block reduction of matrices to condensed forms", 1989). When few
 * eigenvectors of a large matrix are wanted, the eigenvalues of T come from the implicit QL method
 * and the vectors from inverse iteration, which is accepted only when residuals and orthogonality
 * are at the level of rounding; otherwise QL turns a whole basis (Golub and Van Loan, "Matrix
 * Computations", sections 8.3 and 8.4). Cost: 4/3 n^3 operations and 2 n^2 for each vector; 3 n^3
 * more for a whole basis. No bit of the result depends on the number of threads.
 *
 * @param values {@code wanted} eigenvalues, descending
 * @param vectors {@code wanted x n}, row-major: an orthonormal eigenvector per row
 */
public record SymmetricEigen(double[] values, double[] vectors) {

  private static final int LEAST_FOR_INVERSE_ITERATION = 48;

  /**
   * Decomposes a symmetric matrix, which is overwritten.
   *
   * @param a {@code n x n}, both triangles; finite
   * @param wanted number of eigenvalues, 1 to {@code n}
   */
  public static SymmetricEigen of(double[] a, int n, int wanted, Parallel parallel) {
    if (n < 1 || a.length < n * n || wanted < 1 || wanted > n) {
      throw new IllegalArgumentException("no " + wanted + " eigenvalues of order " + n);
    }
    double scale = scale(a, n);
    if (!Double.isFinite(scale)) {
      throw new IllegalArgumentException("the matrix has elements that are not finite");
    }
    Tridiagonal t = Tridiagonal.reduce(a, n, parallel);
    double[] values = t.diagonal().clone();
    double[] vectors = null;
    if (n >= LEAST_FOR_INVERSE_ITERATION && 3 * wanted <= n) {
      ImplicitQl.run(values, t.offDiagonal().clone(), null, parallel);
      Arrays.sort(values);
      values = greatestFirst(values, wanted);
      vectors = InverseIteration.vectors(t.diagonal(), t.offDiagonal(), values);
    }
    if (vectors == null) {
      values = t.diagonal().clone();
      double[] basis = identity(n);
      ImplicitQl.run(values, t.offDiagonal().clone(), basis, parallel);
      int[] order = order(values);
      double[] sorted = new double[wanted];
      vectors = new double[wanted * n];
      for (int i = 0; i < wanted; i++) {
        sorted[i] = values[order[i]];
        System.arraycopy(basis, order[i] * n, vectors, i * n, n);
      }
      values = sorted;
    }
    t.applyReflections(vectors, wanted, parallel);
    for (int i = 0; i < wanted; i++) {
      values[i] *= scale;
    }
    return new SymmetricEigen(values, vectors);
  }

  /** Divides by the power of two of the greatest element, so that no square can overflow. */
  private static double scale(double[] a, int n) {
    double greatest = 0;
    for (int i = 0; i < n * n; i++) {
      greatest = Math.max(greatest, Math.abs(a[i]));
    }
    if (greatest == 0) {
      return 1;
    }
    if (!Double.isFinite(greatest)) {
      return Double.NaN;
    }
    int exponent = Math.clamp(Math.getExponent(greatest), -1000, 1000);
    double factor = Math.scalb(1.0, -exponent);
    Vectors.scale(a, 0, n * n, factor);
    return Math.scalb(1.0, exponent);
  }

  private static double[] greatestFirst(double[] ascending, int wanted) {
    double[] greatest = new double[wanted];
    for (int i = 0; i < wanted; i++) {
      greatest[i] = ascending[ascending.length - 1 - i];
    }
    return greatest;
  }

  private static int[] order(double[] values) {
    return java.util.stream.IntStream.range(0, values.length)
        .boxed()
        .sorted((i, j) -> Double.compare(values[j], values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] identity(int n) {
    double[] basis = new double[n * n];
    for (int i = 0; i < n; i++) {
      basis[i * n + i] = 1;
    }
    return basis;
  }
}
