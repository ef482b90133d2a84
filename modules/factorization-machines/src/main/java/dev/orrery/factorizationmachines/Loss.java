package dev.orrery.factorizationmachines;

/** What a raw output is held against (spec B6.3). */
public enum Loss {
  /** A regressor: the squared difference. */
  SQUARED("regressor") {
    @Override
    double value(double output, double label) {
      return (output - label) * (output - label);
    }

    @Override
    double slope(double output, double label) {
      return 2 * (output - label);
    }

    @Override
    float score(float output) {
      return output;
    }
  },

  /** A binary classifier: the cross entropy of the sigmoid of the output. */
  LOGISTIC("binary_classifier") {
    @Override
    double value(double output, double label) {
      return Math.max(output, 0) - output * label + Math.log1p(Math.exp(-Math.abs(output)));
    }

    @Override
    double slope(double output, double label) {
      return sigmoid(output) - label;
    }

    @Override
    float score(float output) {
      return (float) sigmoid(output);
    }
  };

  private final String predictorType;

  Loss(String predictorType) {
    this.predictorType = predictorType;
  }

  /** The value of {@code predictor_type} that goes with it. */
  public String predictorType() {
    return predictorType;
  }

  /**
   * The loss of a value of {@code predictor_type}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Loss of(String predictorType) {
    for (Loss loss : values()) {
      if (loss.predictorType.equals(predictorType)) {
        return loss;
      }
    }
    throw new IllegalArgumentException("no predictor type: " + predictorType);
  }

  /** The loss of one row. */
  abstract double value(double output, double label);

  /** Its derivative by the output. */
  abstract double slope(double output, double label);

  /** What a caller is told: the output, or the probability of label 1. */
  abstract float score(float output);

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
