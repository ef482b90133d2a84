package dev.orrery.linearlearner;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;

/**
 * The linear model of least mean training loss and penalty on some rows: where the solved models
 * begin, and, without penalty, what stochastic gradient descent is measured against. Squared loss
 * is solved in closed form, by the normal equations; logistic, softmax and Huber loss, and squared
 * loss of many features, by {@link Lbfgs}. In double.
 *
 * <p>Parameters are {@code columns x outputs}, so that the loops over the outputs of a feature run
 * along memory; the last column is the intercept, where there is one.
 */
final class Optimum {

  /** Values (rows x features x classes) below which the optimum costs next to nothing. */
  static final double SMALL = 1e6;

  /** Values below which it costs less than a few passes of all parallel models. */
  static final double MOST = 1e7;

  /** Values of rows that are looked at. */
  private static final int MOST_VALUES = 1 << 24;

  /** Features up to which the normal equations are solved. */
  private static final int CLOSED_FORM = 400;

  private static final int CHUNK = 1024;
  private static final int ITERATIONS = 400;

  /** Beside the diagonal, so that columns that depend on each other do no harm. */
  private static final double RIDGE = 1e-10;

  private final Loss loss;
  private final int outputs;
  private final int d;
  private final int columns;
  private final int n;
  private final float[] rows;
  private final float[] labels;
  private final float[] classWeights;
  private final RunContext context;
  private double[] gram;

  /**
   * What is to be least.
   *
   * @param wd the penalty is {@code wd / 2} times the squared weights
   * @param biasWd the same of the intercepts
   * @param positive weight of the rows of class 1 of a binary classifier
   */
  record Goal(double wd, double biasWd, double positive) {}

  /** A part of a sum over rows. */
  private record Part(double loss, double[] gradient) {}

  /**
   * The rows as training sees them.
   *
   * @param loss a smooth one
   * @param classWeights weights by class of a multiclass classifier; empty when all are 1
   * @param useBias whether the models have an intercept
   */
  Optimum(
      Loss loss,
      Matrix sample,
      float[] labels,
      Scaler scaler,
      float[] classWeights,
      boolean useBias,
      RunContext context) {
    this.loss = loss;
    this.outputs = loss.outputs();
    this.d = sample.columns();
    this.columns = d + (useBias ? 1 : 0);
    this.n = Math.clamp(MOST_VALUES / columns, 1, sample.rows());
    this.labels = scaler.labels(labels);
    this.classWeights = classWeights;
    this.context = context;
    DenseMatrix dense = sample.slice(0, n).toDense();
    rows = new float[n * columns];
    for (int i = 0; i < n; i++) {
      int at = dense.rowOffset(i);
      for (int j = 0; j < d; j++) {
        double shifted = (double) dense.values()[at + j] - scaler.mean()[j];
        rows[i * columns + j] = (float) (shifted / scaler.deviation()[j]);
      }
      if (useBias) {
        rows[i * columns + d] = 1;
      }
    }
  }

  /** Bytes that the rows and the vectors of {@link Lbfgs} or the normal equations take. */
  static long bytes(long rows, long d, long outputs) {
    long vectors = 32 * d * outputs;
    long gram = outputs == 1 && d < CLOSED_FORM ? 4 * (d + 2) * (d + 2) : 0;
    return 4 * Math.min(MOST_VALUES, rows * (d + 1)) + 8 * Math.max(vectors, gram);
  }

  /** As many zeros as there are parameters. */
  double[] zeros() {
    return new double[columns * outputs];
  }

  /** The least loss of any linear model, without penalty. */
  double least(double positive) {
    return minimise(new Goal(0, 0, positive), zeros(), 1e-6);
  }

  /**
   * Moves parameters to where loss and penalty are least.
   *
   * @param tolerance of {@link Lbfgs}
   * @return loss and penalty there
   */
  double minimise(Goal goal, double[] w, double tolerance) {
    if (loss instanceof Loss.Squared && columns <= CLOSED_FORM) {
      solve(goal, w);
      return at(goal, w, new double[w.length]);
    }
    return Lbfgs.minimise((x, g) -> at(goal, x, g), w, ITERATIONS, tolerance);
  }

  /** Puts parameters in the order and precision of the models. */
  void store(double[] w, float[] weights, int at, float[] bias, int biasAt) {
    for (int o = 0; o < outputs; o++) {
      for (int j = 0; j < d; j++) {
        weights[at + o * d + j] = (float) w[j * outputs + o];
      }
      if (columns > d) {
        bias[biasAt + o] = (float) w[d * outputs + o];
      }
    }
  }

  /** Mean loss and penalty, and their gradient. */
  private double at(Goal goal, double[] w, double[] gradient) {
    context.cancellation().check();
    Arrays.fill(gradient, 0);
    double[] sum = new double[1];
    context
        .parallel()
        .reduce(
            n,
            CHUNK,
            (from, to) -> part(goal, w, from, to),
            part -> {
              sum[0] += part.loss;
              for (int p = 0; p < gradient.length; p++) {
                gradient[p] += part.gradient[p];
              }
            });
    double value = sum[0] / n;
    for (int p = 0; p < w.length; p++) {
      double decay = p < d * outputs ? goal.wd : goal.biasWd;
      value += decay / 2 * w[p] * w[p];
      gradient[p] = gradient[p] / n + decay * w[p];
    }
    return value;
  }

  private Part part(Goal goal, double[] w, int from, int to) {
    double[] gradient = new double[w.length];
    double[] f = new double[outputs];
    double sum = 0;
    for (int i = from; i < to; i++) {
      int row = i * columns;
      Arrays.fill(f, 0);
      for (int j = 0; j < columns; j++) {
        double x = rows[row + j];
        for (int o = 0; o < outputs; o++) {
          f[o] += x * w[j * outputs + o];
        }
      }
      double weight = rowWeight(goal, labels[i]);
      sum += weight * lossAndSlopes(f, labels[i]);
      for (int o = 0; o < outputs; o++) {
        f[o] *= weight;
      }
      for (int j = 0; j < columns; j++) {
        double x = rows[row + j];
        for (int o = 0; o < outputs; o++) {
          gradient[j * outputs + o] += x * f[o];
        }
      }
    }
    return new Part(sum, gradient);
  }

  private double rowWeight(Goal goal, float label) {
    return classWeights.length > 0
        ? classWeights[(int) label]
        : loss instanceof Loss.Logistic && label > 0.5f ? goal.positive : 1;
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
        double greatest = f[0];
        for (double score : f) {
          greatest = Math.max(greatest, score);
        }
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
  private void solve(Goal goal, double[] w) {
    if (gram == null) {
      gram = gram();
    }
    int size = columns + 1;
    double[][] a = new double[columns][];
    for (int j = 0; j < columns; j++) {
      a[j] = Arrays.copyOfRange(gram, j * size, j * size + j + 1);
      a[j][j] += n * (RIDGE + (j < d ? goal.wd : goal.biasWd) / 2);
      w[j] = gram[columns * size + j];
    }
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k <= j; k++) {
        double s = a[j][k];
        for (int p = 0; p < k; p++) {
          s -= a[j][p] * a[k][p];
        }
        a[j][k] = k == j ? Math.sqrt(Math.max(s, RIDGE * n)) : s / a[k][k];
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

  /**
   * The products of all pairs of columns, the labels being the last, summed over the rows: the
   * lower triangle of {@code (columns + 1) x (columns + 1)}.
   */
  private double[] gram() {
    int size = columns + 1;
    double[] total = new double[size * size];
    context
        .parallel()
        .reduce(
            n,
            CHUNK,
            (from, to) -> {
              double[] sums = new double[size * size];
              for (int i = from; i < to; i++) {
                int row = i * columns;
                for (int j = 0; j <= columns; j++) {
                  double x = j < columns ? rows[row + j] : labels[i];
                  for (int k = 0; k < Math.min(j + 1, columns); k++) {
                    sums[j * size + k] += x * rows[row + k];
                  }
                }
              }
              return sums;
            },
            sums -> {
              for (int p = 0; p < total.length; p++) {
                total[p] += sums[p];
              }
            });
    return total;
  }
}
