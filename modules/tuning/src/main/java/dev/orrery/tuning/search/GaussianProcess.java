package dev.orrery.tuning.search;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * A function that is known at some points, as a Gaussian process of mean 0 (Rasmussen and Williams,
 * 2006, algorithm 2.1): what it is elsewhere, with how much doubt. Costs n^3 / 6 for n points, and
 * n^2 for a prediction.
 */
final class GaussianProcess {

  /** Added to the diagonal beside the noise, as a share of the variance, against rounding. */
  static final double JITTER = 1e-8;

  private final double[][] points;
  private final Matern kernel;
  private final double[][] factor;
  private final double[] weights;

  /**
   * What is known of the function at a point.
   *
   * @param mean what is expected
   * @param deviation standard deviation, of the function without the noise
   */
  record Posterior(double mean, double deviation) {}

  /**
   * A process that has seen some values.
   *
   * @param points coordinates of each point
   * @param values the values there, noise included
   * @throws org.hipparchus.exception.MathIllegalArgumentException when the points are too near to
   *     each other for this kernel
   */
  GaussianProcess(double[][] points, double[] values, Matern kernel) {
    this.points = points;
    this.kernel = kernel;
    CholeskyDecomposition cholesky = decompose(covariance(points, kernel));
    this.factor = cholesky.getL().getData();
    this.weights = cholesky.getSolver().solve(new ArrayRealVector(values, false)).toArray();
  }

  /** Covariance of the observations, noise included, n x n. */
  static double[][] covariance(double[][] points, Matern kernel) {
    int n = points.length;
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        covariance[i][j] = kernel.at(points[i], points[j]);
        covariance[j][i] = covariance[i][j];
      }
      covariance[i][i] = kernel.variance() * (1 + JITTER) + kernel.noise();
    }
    return covariance;
  }

  /** The Cholesky decomposition of a covariance. */
  static CholeskyDecomposition decompose(double[][] covariance) {
    return new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), 1e-10, 1e-14);
  }

  /** What is known of the function at a point. */
  Posterior at(double[] point) {
    int n = points.length;
    double[] solved = new double[n];
    double mean = 0;
    double explained = 0;
    for (int i = 0; i < n; i++) {
      double k = kernel.at(point, points[i]);
      mean += k * weights[i];
      double rest = k;
      double[] row = factor[i];
      for (int j = 0; j < i; j++) {
        rest -= row[j] * solved[j];
      }
      solved[i] = rest / row[i];
      explained += solved[i] * solved[i];
    }
    double variance = Math.max(kernel.variance() - explained, kernel.variance() * JITTER);
    return new Posterior(mean, Math.sqrt(variance));
  }
}
