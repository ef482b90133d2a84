package dev.orrery.pca;

/**
 * PCA in plain loops, to be read: the covariance matrix of the rows and Jacobi's method for its
 * eigenvectors (Golub and Van Loan, "Matrix Computations", section 8.5).
 */
public final class PcaTextbook {

  /**
   * What is found, in SageMaker's order.
   *
   * @param singularValues ascending
   * @param components {@code components[i]} belongs to {@code singularValues[i]}
   * @param mean what is taken out of the rows
   */
  public record Result(double[] singularValues, double[][] components, double[] mean) {}

  private static final int MOST_SWEEPS = 100;

  private PcaTextbook() {}

  /** The {@code k} components of greatest variance of rows of equal length. */
  public static Result train(double[][] rows, int k, boolean subtractMean) {
    int d = rows[0].length;
    double[] mean = new double[d];
    if (subtractMean) {
      for (double[] row : rows) {
        for (int j = 0; j < d; j++) {
          mean[j] += row[j] / rows.length;
        }
      }
    }
    double[][] scatter = new double[d][d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          scatter[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]);
        }
      }
    }
    double[][] vectors = diagonalize(scatter);
    double[] singular = new double[k];
    double[][] components = new double[k][];
    boolean[] taken = new boolean[d];
    for (int place = k - 1; place >= 0; place--) {
      int greatest = -1;
      for (int i = 0; i < d; i++) {
        if (!taken[i] && (greatest < 0 || scatter[i][i] > scatter[greatest][greatest])) {
          greatest = i;
        }
      }
      taken[greatest] = true;
      singular[place] = Math.sqrt(Math.max(0, scatter[greatest][greatest]));
      components[place] = withFixedSign(vectors[greatest]);
    }
    return new Result(singular, components, mean);
  }

  /** The coordinates of a row along the components. */
  public static double[] project(Result model, double[] row) {
    double[] projection = new double[model.components.length];
    for (int i = 0; i < projection.length; i++) {
      for (int j = 0; j < row.length; j++) {
        projection[i] += (row[j] - model.mean[j]) * model.components[i][j];
      }
    }
    return projection;
  }

  /** Turns a symmetric matrix into a diagonal one; returns the eigenvectors, a row each. */
  private static double[][] diagonalize(double[][] a) {
    int d = a.length;
    double[][] vectors = new double[d][d];
    for (int i = 0; i < d; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double beside = 0;
      double all = 0;
      for (int p = 0; p < d; p++) {
        for (int q = 0; q < d; q++) {
          all += a[p][q] * a[p][q];
          beside += p == q ? 0 : a[p][q] * a[p][q];
        }
      }
      if (beside <= 1e-30 * all) {
        break;
      }
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          rotate(a, vectors, p, q);
        }
      }
    }
    return vectors;
  }

  /** A rotation in the plane of p and q that makes {@code a[p][q]} zero. */
  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int j = 0; j < a.length; j++) {
      double x = a[j][p];
      double y = a[j][q];
      a[j][p] = c * x - s * y;
      a[j][q] = s * x + c * y;
    }
    for (int j = 0; j < a.length; j++) {
      double x = a[p][j];
      double y = a[q][j];
      a[p][j] = c * x - s * y;
      a[q][j] = s * x + c * y;
      x = vectors[p][j];
      y = vectors[q][j];
      vectors[p][j] = c * x - s * y;
      vectors[q][j] = s * x + c * y;
    }
  }

  /** The loading of greatest magnitude is positive. */
  private static double[] withFixedSign(double[] vector) {
    double greatest = 0;
    for (double value : vector) {
      if (Math.abs(value) > Math.abs(greatest) * (1 + 1e-9)) {
        greatest = value;
      }
    }
    double[] fixed = vector.clone();
    for (int j = 0; j < fixed.length; j++) {
      fixed[j] = greatest < 0 ? -fixed[j] : fixed[j];
    }
    return fixed;
  }
}
