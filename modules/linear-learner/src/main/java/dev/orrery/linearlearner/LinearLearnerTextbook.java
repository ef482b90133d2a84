package dev.orrery.linearlearner;

import dev.orrery.core.run.RandomStreams;
import java.util.random.RandomGenerator;

/**
 * One linear model by stochastic gradient descent in plain loops, to be read (spec B1.3): scale,
 * draw first weights, and for every mini-batch move against the mean gradient. It draws from the
 * same random stream as {@link LinearLearner} and finds the same weights, slowly.
 */
public final class LinearLearnerTextbook {

  /** The hyperparameters, under short names; {@code adam} or else sgd with momentum. */
  public record Settings(
      String loss,
      boolean adam,
      double rate,
      double momentum,
      double wd,
      double l1,
      int batchSize,
      int epochs,
      int schedulerStep,
      double schedulerFactor,
      double minimumRate) {}

  /** Weights and intercept for raw features and labels. */
  public record Line(double[] weights, double bias) {

    /** The linear score of a row. */
    public double score(double[] x) {
      double f = bias;
      for (int j = 0; j < x.length; j++) {
        f += weights[j] * x[j];
      }
      return f;
    }
  }

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double BIAS_LR_MULT = 10;

  private LinearLearnerTextbook() {}

  /** The model of some rows; labels are 0 or 1 for logistic and hinge_loss, else numbers. */
  public static Line train(double[][] rows, double[] labels, Settings s, RandomStreams random) {
    int n = rows.length;
    int d = rows[0].length;
    boolean regression = !s.loss.equals("logistic") && !s.loss.equals("hinge_loss");
    double[] mean = new double[d];
    double[] deviation = new double[d];
    for (int j = 0; j < d; j++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = rows[i][j];
      }
      mean[j] = mean(column);
      deviation[j] = deviation(column);
    }
    double labelMean = regression ? mean(labels) : 0;
    double labelDeviation = regression ? deviation(labels) : 1;
    // The last weight is the intercept: that of a feature which is always 1.
    double[] w = new double[d + 1];
    RandomGenerator draw = random.stream("linear.init", 0);
    for (int j = 0; j < d; j++) {
      w[j] = 0.07 * (2 * draw.nextDouble() - 1);
    }
    double[] first = new double[d + 1];
    double[] second = new double[d + 1];
    int step = 0;
    for (int epoch = 0; epoch < s.epochs; epoch++) {
      for (int from = 0; from < n; from += s.batchSize) {
        int end = Math.min(n, from + s.batchSize);
        double[] gradient = new double[d + 1];
        for (int i = from; i < end; i++) {
          double f = w[d];
          for (int j = 0; j < d; j++) {
            f += w[j] * (rows[i][j] - mean[j]) / deviation[j];
          }
          double slope = slope(s.loss, f, (labels[i] - labelMean) / labelDeviation) / (end - from);
          for (int j = 0; j < d; j++) {
            gradient[j] += slope * (rows[i][j] - mean[j]) / deviation[j];
          }
          gradient[d] += slope;
        }
        double falls = step++ / s.schedulerStep;
        double rate = Math.max(s.minimumRate, s.rate * Math.pow(s.schedulerFactor, falls));
        for (int j = 0; j <= d; j++) {
          double g = gradient[j] + (j < d ? s.wd * w[j] : 0);
          double own = j < d ? rate : rate * BIAS_LR_MULT;
          double reach;
          if (s.adam) {
            first[j] = BETA_1 * first[j] + (1 - BETA_1) * g;
            second[j] = BETA_2 * second[j] + (1 - BETA_2) * g * g;
            double m = first[j] / (1 - Math.pow(BETA_1, step));
            double v = second[j] / (1 - Math.pow(BETA_2, step));
            reach = own / (Math.sqrt(v) + 1e-8);
            w[j] -= reach * m;
          } else {
            first[j] = s.momentum * first[j] - own * g;
            w[j] += first[j];
            reach = own / (1 - s.momentum);
          }
          if (j < d) {
            w[j] = Math.signum(w[j]) * Math.max(0, Math.abs(w[j]) - s.l1 * reach);
          }
        }
      }
    }
    double bias = w[d] * labelDeviation + labelMean;
    double[] raw = new double[d];
    for (int j = 0; j < d; j++) {
      raw[j] = w[j] * labelDeviation / deviation[j];
      bias -= raw[j] * mean[j];
    }
    return new Line(raw, bias);
  }

  /** The derivative of the loss by the score. */
  private static double slope(String loss, double f, double y) {
    double e = f - y;
    return switch (loss) {
      case "logistic" -> 1 / (1 + Math.exp(-f)) - y;
      case "hinge_loss" -> y > 0.5 ? (f < 1 ? -1 : 0) : (f > 0 ? 1 : 0);
      case "absolute_loss" -> Math.signum(e);
      case "huber_loss" -> Math.max(-1, Math.min(1, e));
      default -> 2 * e;
    };
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(sum / values.length);
    return deviation > 0 ? deviation : 1;
  }
}
