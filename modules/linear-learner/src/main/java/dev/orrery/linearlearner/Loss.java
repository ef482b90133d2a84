package dev.orrery.linearlearner;

import java.util.List;

/**
 * What a row costs, given its label and a model's score for it (spec B1.3, the loss definitions).
 *
 * <p>Many models are scored at once: the scores are {@code rows x (models * outputs())}, row-major,
 * the outputs of one model side by side.
 */
public sealed interface Loss {

  /** SageMaker's name for it, such as {@code squared_loss}. */
  String name();

  /** The number it was made with (quantile, delta, epsilon, margin); 0 when it takes none. */
  default double parameter() {
    return 0;
  }

  /** Scores of one model for one row: the number of classes, or 1. */
  default int outputs() {
    return 1;
  }

  /** The name of its mean in SageMaker's log (spec B1.4). */
  default String objectiveName() {
    return name() + "_objective";
  }

  /** Whether its gradient is continuous, so that a quasi-Newton method finds its optimum. */
  default boolean smooth() {
    return false;
  }

  /**
   * Puts the losses of some rows into {@code values}, {@code rows x models}, and their derivatives
   * by the scores in place of the scores.
   *
   * @param scores {@code rows x (models * outputs())} from 0; replaced
   * @param labels a label per row from {@code labelOffset}: 0 or 1, a class, or a number
   */
  void apply(float[] scores, int rows, int models, float[] labels, int labelOffset, float[] values);

  /** The names of all losses. */
  static List<String> names() {
    return List.of(
        "logistic",
        "hinge_loss",
        "softmax_loss",
        "squared_loss",
        "absolute_loss",
        "eps_insensitive_squared_loss",
        "eps_insensitive_absolute_loss",
        "quantile_loss",
        "huber_loss");
  }

  /**
   * The loss of a name.
   *
   * @param parameter its quantile, delta, epsilon or margin; not looked at where it takes none
   * @param outputs number of classes of {@code softmax_loss}
   * @throws IllegalArgumentException when there is none of the name
   */
  static Loss of(String name, double parameter, int outputs) {
    return switch (name) {
      case "squared_loss" -> new Squared();
      case "absolute_loss" -> new Absolute();
      case "quantile_loss" -> new Quantile(parameter);
      case "huber_loss" -> new Huber(parameter);
      case "eps_insensitive_squared_loss" -> new InsensitiveSquared(parameter);
      case "eps_insensitive_absolute_loss" -> new InsensitiveAbsolute(parameter);
      case "logistic" -> new Logistic();
      case "hinge_loss" -> new Hinge(parameter);
      case "softmax_loss" -> new Softmax(outputs);
      default -> throw new IllegalArgumentException("no loss: " + name);
    };
  }

  /** A loss of one score that is worked out row by row. */
  sealed interface ByRow extends Loss {
    /**
     * The losses and derivatives of several models for one row, whose scores are {@code from} to
     * {@code to - 1}.
     */
    void row(float[] scores, int from, int to, float y, float[] values);

    @Override
    default void apply(
        float[] scores, int rows, int models, float[] labels, int labelOffset, float[] values) {
      for (int i = 0; i < rows; i++) {
        row(scores, i * models, (i + 1) * models, labels[labelOffset + i], values);
      }
    }
  }

  /** {@code e^2} of the error {@code e = f - y}. */
  record Squared() implements ByRow {
    @Override
    public String name() {
      return "squared_loss";
    }

    @Override
    public String objectiveName() {
      return "mse_objective";
    }

    @Override
    public boolean smooth() {
      return true;
    }

    @Override
    public void row(float[] scores, int from, int to, float y, float[] values) {
      for (int at = from; at < to; at++) {
        float e = scores[at] - y;
        values[at] = e * e;
        scores[at] = 2 * e;
      }
    }
  }

  /** {@code |e|}. */
  record Absolute() implements ByRow {
    @Override
    public String name() {
      return "absolute_loss";
    }

    @Override
    public void row(float[] scores, int from, int to, float y, float[] values) {
      for (int at = from; at < to; at++) {
        float e = scores[at] - y;
        values[at] = Math.abs(e);
        scores[at] = Math.signum(e);
      }
    }
  }

  /**
   * {@code q max(y - f, 0) + (1 - q) max(f - y, 0)}.
   *
   * @param parameter the quantile q
   */
  record Quantile(double parameter) implements ByRow {
    @Override
    public String name() {
      return "quantile_loss";
    }

    @Override
    public void row(float[] scores, int from, int to, float y, float[] values) {
      float below = (float) -parameter;
      float above = (float) (1 - parameter);
      for (int at = from; at < to; at++) {
        float e = scores[at] - y;
        float slope = e > 0 ? above : e < 0 ? below : 0;
        values[at] = slope * e;
        scores[at] = slope;
      }
    }
  }

  /**
   * {@code e^2 / 2} where {@code |e| < delta}, else {@code delta |e| - delta^2 / 2}.
   *
   * @param parameter delta
   */
  record Huber(double parameter) implements ByRow {
    @Override
    public String name() {
      return "huber_loss";
    }

    @Override
    public boolean smooth() {
      return true;
    }

    @Override
    public void row(float[] scores, int from, int to, float y, float[] values) {
      float delta = (float) parameter;
      for (int at = from; at < to; at++) {
        float e = scores[at] - y;
        float slope = Math.max(-delta, Math.min(delta, e));
        values[at] = slope * (e - slope / 2);
        scores[at] = slope;
      }
    }
  }

  /**
   * {@code max(0, e^2 - epsilon^2)}.
   *
   * @param parameter epsilon
   */
  record InsensitiveSquared(double parameter) implements ByRow {
    @Override
    public String name() {
      return "eps_insensitive_squared_loss";
    }

    @Override
    public void row(float[] scores, int from, int to, float y, float[] values) {
      float square = (float) (parameter * parameter);
      for (int at = from; at < to; at++) {
        float e = scores[at] - y;
        values[at] = Math.max(0, e * e - square);
        scores[at] = e * e > square ? 2 * e : 0;
      }
    }
  }

  /**
   * {@code max(0, |e| - epsilon)}.
   *
   * @param parameter epsilon
   */
  record InsensitiveAbsolute(double parameter) implements ByRow {
    @Override
    public String name() {
      return "eps_insensitive_absolute_loss";
    }

    @Override
    public void row(float[] scores, int from, int to, float y, float[] values) {
      float epsilon = (float) parameter;
      for (int at = from; at < to; at++) {
        float e = scores[at] - y;
        values[at] = Math.max(0, Math.abs(e) - epsilon);
        scores[at] = Math.abs(e) > epsilon ? Math.signum(e) : 0;
      }
    }
  }

  /** {@code -y ln p - (1 - y) ln(1 - p)}, {@code p = 1 / (1 + exp(-f))}, y in {0, 1}. */
  record Logistic() implements Loss {
    @Override
    public String name() {
      return "logistic";
    }

    @Override
    public String objectiveName() {
      return "binary_classification_cross_entropy_objective";
    }

    @Override
    public boolean smooth() {
      return true;
    }

    /**
     * With z = f for a negative row and z = -f for a positive one the loss is log(1 + exp(z)), and
     * its derivative by z is exp(z) / (1 + exp(z)).
     */
    @Override
    public void apply(
        float[] scores, int rows, int models, float[] labels, int labelOffset, float[] values) {
      int n = rows * models;
      turnPositives(scores, rows, models, labels, labelOffset);
      Exponentials.expOfMinusAbs(scores, values, n);
      Exponentials.softPlus(scores, values, n);
      turnPositives(scores, rows, models, labels, labelOffset);
    }

    private static void turnPositives(
        float[] scores, int rows, int models, float[] labels, int labelOffset) {
      for (int i = 0; i < rows; i++) {
        if (labels[labelOffset + i] > 0.5f) {
          for (int at = i * models; at < (i + 1) * models; at++) {
            scores[at] = -scores[at];
          }
        }
      }
    }
  }

  /**
   * {@code y max(0, (m + 1) / 2 - f) + (1 - y) max(0, (m - 1) / 2 + f)}, y in {0, 1}.
   *
   * @param parameter the margin m
   */
  record Hinge(double parameter) implements ByRow {
    @Override
    public String name() {
      return "hinge_loss";
    }

    @Override
    public void row(float[] scores, int from, int to, float y, float[] values) {
      boolean positive = y > 0.5f;
      float sign = positive ? -1 : 1;
      float corner = (float) (positive ? (parameter + 1) / 2 : (parameter - 1) / 2);
      for (int at = from; at < to; at++) {
        float missing = corner + sign * scores[at];
        values[at] = Math.max(0, missing);
        scores[at] = missing > 0 ? sign : 0;
      }
    }
  }

  /**
   * {@code -ln softmax(f)_y}.
   *
   * @param outputs number of classes
   */
  record Softmax(int outputs) implements Loss {
    @Override
    public String name() {
      return "softmax_loss";
    }

    @Override
    public String objectiveName() {
      return "multiclass_cross_entropy_objective";
    }

    @Override
    public boolean smooth() {
      return true;
    }

    @Override
    public void apply(
        float[] scores, int rows, int models, float[] labels, int labelOffset, float[] values) {
      int n = rows * models;
      for (int r = 0; r < n; r++) {
        float greatest = scores[r * outputs];
        for (int c = 1; c < outputs; c++) {
          greatest = Math.max(greatest, scores[r * outputs + c]);
        }
        for (int at = r * outputs; at < (r + 1) * outputs; at++) {
          scores[at] -= greatest;
        }
        values[r] = -scores[r * outputs + (int) labels[labelOffset + r / models]];
      }
      Exponentials.expOfMinusAbs(scores, scores, n * outputs);
      for (int r = 0; r < n; r++) {
        float sum = 0;
        for (int at = r * outputs; at < (r + 1) * outputs; at++) {
          sum += scores[at];
        }
        values[r] += (float) Math.log(sum);
        for (int at = r * outputs; at < (r + 1) * outputs; at++) {
          scores[at] /= sum;
        }
        scores[r * outputs + (int) labels[labelOffset + r / models]] -= 1;
      }
    }
  }
}
