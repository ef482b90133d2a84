package dev.orrery.linearlearner;

import static dev.orrery.linearlearner.LinearLearnerHyperparameters.MINI_BATCH_SIZE;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.NORMALIZE_DATA;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.NORMALIZE_LABEL;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.NUM_POINT_FOR_SCALER;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.UNBIAS_DATA;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.UNBIAS_LABEL;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.USE_BIAS;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * How features and labels are shifted and scaled for training: {@code (x - mean) / deviation}.
 * Shifts are 0 and scales 1 where nothing is asked for.
 *
 * @param mean of each feature
 * @param deviation of each feature, above 0
 * @param labelMean of a regressor's labels
 * @param labelDeviation of a regressor's labels, above 0
 */
record Scaler(float[] mean, float[] deviation, float labelMean, float labelDeviation) {

  /** Values per feature that the log shows at most. */
  private static final int SHOWN = 100;

  /**
   * The scaler of some rows: the complete mini-batches among the first num_point_for_scaler, or all
   * of these when none is complete; deviations are those of the population, and a feature that does
   * not vary is divided by 1 (spec B1.3 step 1).
   *
   * @param labels a label per row
   */
  static Scaler fit(Hyperparameters hp, Matrix rows, float[] labels, RunContext context) {
    boolean regressor = LinearLearnerHyperparameters.predictorType(hp) == PredictorType.REGRESSOR;
    boolean bias = hp.get(USE_BIAS);
    boolean scale = hp.getOr(NORMALIZE_DATA, true);
    boolean shift = hp.getOr(UNBIAS_DATA, bias);
    boolean scaleLabel = regressor && hp.getOr(NORMALIZE_LABEL, true);
    boolean shiftLabel = regressor && bias && hp.getOr(UNBIAS_LABEL, true);
    int n = sampleRows(hp, rows.rows());
    int d = rows.columns();
    double[][] moments = moments(rows.slice(0, n));
    double[][] ofLabels = moments(new DenseMatrix(Arrays.copyOf(labels, n), n, 1));
    float[] mean = new float[d];
    float[] deviation = new float[d];
    for (int j = 0; j < d; j++) {
      mean[j] = shift ? (float) moments[0][j] : 0;
      deviation[j] = scale ? divisor(moments[1][j]) : 1;
    }
    Scaler scaler =
        new Scaler(
            mean,
            deviation,
            shiftLabel ? (float) ofLabels[0][0] : 0,
            scaleLabel ? divisor(ofLabels[1][0]) : 1);
    context.log("Create Store: local");
    context.log(
        Text.format(
            "Scaler algorithm parameters {'normalize_data': %s, 'unbias_data': %s, 'normalize_label': %s, 'unbias_label': %s, 'num_points': %d}",
            python(scale), python(shift), python(scaleLabel), python(shiftLabel), n));
    context.log(
        Text.format(
            "Scaling model computed with parameters: {'stdev_weight': %s, 'stdev_label': %s, 'mean_label': %s, 'mean_weight': %s}",
            list(deviation),
            scaleLabel ? list(scaler.labelDeviation) : "None",
            shiftLabel ? list(scaler.labelMean) : "None",
            list(mean)));
    context.logNoGpus();
    return scaler;
  }

  /** Of so many rows at the beginning of the data, those that the scaler looks at. */
  static int sampleRows(Hyperparameters hp, int rows) {
    int batch = hp.getInt(MINI_BATCH_SIZE);
    int n = (int) Math.min(rows, hp.get(NUM_POINT_FOR_SCALER));
    return n < batch ? n : n / batch * batch;
  }

  /** A deviation to divide by. */
  private static float divisor(double deviation) {
    float value = (float) deviation;
    return value > Float.MIN_NORMAL && Float.isFinite(value) ? value : 1;
  }

  /** Mean and population deviation of each column, in two passes. */
  private static double[][] moments(Matrix rows) {
    int d = rows.columns();
    double[] mean = new double[d];
    double[] square = new double[d];
    switch (rows) {
      case DenseMatrix dense -> {
        for (int i = 0; i < dense.rows(); i++) {
          int row = dense.rowOffset(i);
          for (int j = 0; j < d; j++) {
            mean[j] += dense.values()[row + j];
          }
        }
        divide(mean, dense.rows());
        for (int i = 0; i < dense.rows(); i++) {
          int row = dense.rowOffset(i);
          for (int j = 0; j < d; j++) {
            double difference = dense.values()[row + j] - mean[j];
            square[j] += difference * difference;
          }
        }
      }
      case CsrMatrix sparse -> {
        int[] stored = new int[d];
        int end = sparse.rowStart()[sparse.rows()];
        for (int e = sparse.rowStart()[0]; e < end; e++) {
          mean[sparse.column()[e]] += sparse.value()[e];
          stored[sparse.column()[e]]++;
        }
        divide(mean, sparse.rows());
        for (int e = sparse.rowStart()[0]; e < end; e++) {
          int j = sparse.column()[e];
          double difference = sparse.value()[e] - mean[j];
          square[j] += difference * difference;
        }
        for (int j = 0; j < d; j++) {
          square[j] += (sparse.rows() - stored[j]) * mean[j] * mean[j];
        }
      }
    }
    divide(square, rows.rows());
    for (int j = 0; j < d; j++) {
      // Rounding leaves a constant column with a deviation of a few units in the last place.
      double noise = 1e-12 * Math.abs(mean[j]);
      square[j] = square[j] <= noise * noise ? 0 : Math.sqrt(square[j]);
    }
    return new double[][] {mean, square};
  }

  private static void divide(double[] values, int n) {
    for (int j = 0; j < values.length; j++) {
      values[j] /= n;
    }
  }

  /** Whether no shift is asked for. */
  boolean unshifted() {
    for (float m : mean) {
      if (m != 0) {
        return false;
      }
    }
    return true;
  }

  /** Rows {@code from} to {@code to - 1} of a dense matrix, shifted and scaled. */
  void apply(DenseMatrix rows, int from, int to, float[] inverse, float[] out) {
    int d = mean.length;
    float[] x = rows.values();
    for (int i = from; i < to; i++) {
      int row = rows.rowOffset(i);
      int at = (i - from) * d;
      for (int j = 0; j < d; j++) {
        out[at + j] = (x[row + j] - mean[j]) * inverse[j];
      }
    }
  }

  /** 1 divided by each deviation. */
  float[] inverse() {
    float[] inverse = new float[deviation.length];
    for (int j = 0; j < inverse.length; j++) {
      inverse[j] = 1 / deviation[j];
    }
    return inverse;
  }

  /** Labels as training sees them; the array itself for a classifier. */
  float[] labels(float[] labels) {
    if (labelMean == 0 && labelDeviation == 1) {
      return labels;
    }
    float[] scaled = new float[labels.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (labels[i] - labelMean) / labelDeviation;
    }
    return scaled;
  }

  /** Scores back on the scale of the labels, in place. */
  void unscale(float[] scores, int n) {
    if (labelMean == 0 && labelDeviation == 1) {
      return;
    }
    for (int i = 0; i < n; i++) {
      scores[i] = scores[i] * labelDeviation + labelMean;
    }
  }

  /**
   * A model of scaled data as one of raw data: {@code w_j s / deviation_j} and {@code b s + mean -
   * sum w_j mean_j s / deviation_j}, s being the deviation of the labels.
   *
   * @param weights of the model, d values from {@code at}; replaced
   * @param bias its intercept
   * @return the intercept for raw data
   */
  float fold(float[] weights, int at, float bias) {
    double shift = 0;
    for (int j = 0; j < mean.length; j++) {
      double w = (double) weights[at + j] * labelDeviation / deviation[j];
      weights[at + j] = (float) w;
      shift += weights[at + j] * (double) mean[j];
    }
    return (float) ((double) bias * labelDeviation + labelMean - shift);
  }

  private static String python(boolean value) {
    return value ? "True" : "False";
  }

  private static String list(float... values) {
    StringJoiner text = new StringJoiner(", ", "[", values.length > SHOWN ? ", ...]" : "]");
    for (int j = 0; j < Math.min(values.length, SHOWN); j++) {
      text.add(Float.toString(values[j]));
    }
    return text.toString();
  }
}
