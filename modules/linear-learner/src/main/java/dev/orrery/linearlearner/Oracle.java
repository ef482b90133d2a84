package dev.orrery.linearlearner;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import java.util.Arrays;

/**
 * The least mean training loss that any linear model reaches on some rows, without regularisation:
 * what stochastic gradient descent is measured against. Squared loss is solved in closed form, by
 * the normal equations; logistic, softmax and Huber loss by {@link Lbfgs}. In double.
 */
final class Oracle {

  /** Values (rows x features x classes) below which the optimum costs next to nothing. */
  static final double SMALL = 1e6;

  /** Values of rows that are looked at. */
  private static final int MOST_VALUES = 1 << 24;

  /** Features up to which the normal equations are solved. */
  private static final int CLOSED_FORM = 400;

  private static final int ITERATIONS = 400;
  private static final double TOLERANCE = 1e-6;

  /** Beside the diagonal, so that columns that depend on each other do no harm. */
  private static final double RIDGE = 1e-10;

  private final Loss loss;
  private final double[][] rows;
  private final double[] labels;
  private final double[] rowWeights;
  private final int columns;

  private Oracle(Loss loss, double[][] rows, double[] labels, double[] rowWeights) {
    this.loss = loss;
    this.rows = rows;
    this.labels = labels;
    this.rowWeights = rowWeights;
    this.columns = rows[0].length;
  }

  /**
   * The optimum on the scale of training.
   *
   * @param positive weight of the rows of class 1 of a binary classifier
   * @param classWeights weights by class of a multiclass classifier; empty when all are 1
   * @param useBias whether the models have an intercept
   */
  static double optimum(
      Loss loss,
      Matrix sample,
      float[] labels,
      Scaler scaler,
      double positive,
      float[] classWeights,
      boolean useBias) {
    int d = sample.columns();
    int n = Math.clamp(MOST_VALUES / d, 1, sample.rows());
    DenseMatrix dense = sample.slice(0, n).toDense();
    float[] scaledLabels = scaler.labels(labels);
    double[][] rows = new double[n][d + (useBias ? 1 : 0)];
    double[] y = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows[i][j] = ((double) dense.get(i, j) - scaler.mean()[j]) / scaler.deviation()[j];
      }
      if (useBias) {
        rows[i][d] = 1;
      }
      y[i] = scaledLabels[i];
      weights[i] =
          classWeights.length > 0
              ? classWeights[(int) labels[i]]
              : loss instanceof Loss.Logistic && labels[i] > 0.5f ? positive : 1;
    }
    Oracle oracle = new Oracle(loss, rows, y, weights);
    double[] w = new double[loss.outputs() * oracle.columns];
    if (loss instanceof Loss.Squared && oracle.columns <= CLOSED_FORM) {
      oracle.solve(w);
      return oracle.at(w, new double[w.length]);
    }
    return Lbfgs.minimise(oracle::at, w, ITERATIONS, TOLERANCE);
  }

  /** Mean loss and its gradient; {@code w} is {@code outputs x columns}. */
  private double at(double[] w, double[] gradient) {
    Arrays.fill(gradient, 0);
    int outputs = loss.outputs();
    double[] f = new double[outputs];
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int o = 0; o < outputs; o++) {
        f[o] = dot(rows[i], w, o * columns);
      }
      sum += rowWeights[i] * lossAndSlopes(f, labels[i]);
      for (int o = 0; o < outputs; o++) {
        double factor = rowWeights[i] * f[o] / rows.length;
        for (int j = 0; j < columns; j++) {
          gradient[o * columns + j] += factor * rows[i][j];
        }
      }
    }
    return sum / rows.length;
  }

  /** The loss of a row; its derivatives take the place of the scores. */
  private double lossAndSlopes(double[] f, double y) {
    switch (loss) {
      case Loss.Squared _ -> {
        double e = f[0] - y;
        f[0] = 2 * e;
        return e * e;
      }
      case Loss.Huber huber -> {
        double e = f[0] - y;
        f[0] = Math.clamp(e, -huber.parameter(), huber.parameter());
        return f[0] * (e - f[0] / 2);
      }
      case Loss.Logistic _ -> {
        double z = y > 0.5 ? -f[0] : f[0];
        double slope = 1 / (1 + Math.exp(-z));
        f[0] = y > 0.5 ? -slope : slope;
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      }
      case Loss.Softmax _ -> {
        double greatest = Arrays.stream(f).max().orElseThrow();
        double truth = f[(int) y] - greatest;
        double sum = 0;
        for (int c = 0; c < f.length; c++) {
          f[c] = Math.exp(f[c] - greatest);
          sum += f[c];
        }
        for (int c = 0; c < f.length; c++) {
          f[c] /= sum;
        }
        f[(int) y] -= 1;
        return Math.log(sum) - truth;
      }
      default -> throw new IllegalArgumentException(loss.name() + " is not smooth");
    }
  }

  /** Least squares by the normal equations and Cholesky's decomposition. */
  private void solve(double[] w) {
    double[][] a = new double[columns][columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k <= j; k++) {
          a[j][k] += rows[i][j] * rows[i][k];
        }
        w[j] += rows[i][j] * labels[i];
      }
    }
    for (int j = 0; j < columns; j++) {
      a[j][j] += RIDGE * rows.length;
      for (int k = 0; k <= j; k++) {
        double s = a[j][k];
        for (int p = 0; p < k; p++) {
          s -= a[j][p] * a[k][p];
        }
        a[j][k] = k == j ? Math.sqrt(Math.max(s, RIDGE * rows.length)) : s / a[k][k];
      }
    }
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < j; k++) {
        w[j] -= a[j][k] * w[k];
      }
      w[j] /= a[j][j];
    }
    for (int j = columns - 1; j >= 0; j--) {
      for (int k = j + 1; k < columns; k++) {
        w[j] -= a[k][j] * w[k];
      }
      w[j] /= a[j][j];
    }
  }

  private static double dot(double[] row, double[] w, int at) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * w[at + j];
    }
    return sum;
  }
}
