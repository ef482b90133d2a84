package dev.orrery.api;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.error.CustomerError;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a model that learned from labels says of a row: a {@link Classification} of a classifier, a
 * {@link Regression} of a regressor.
 */
public sealed interface Prediction {

  /**
   * The predicted class.
   *
   * @throws CustomerError for a regressor
   */
  int label();

  /**
   * The predicted number.
   *
   * @throws CustomerError for a classifier
   */
  float value();

  /**
   * A predicted class.
   *
   * @param label the class, from 0
   * @param scores for two classes one score, that of class 1; for several one of each class; none
   *     from KNN, whose neighbours only vote. Probabilities with losses {@code logistic} and {@code
   *     softmax_loss}
   */
  record Classification(int label, float[] scores) implements Prediction {

    /** The score of two classes that speaks for class 1; empty for several, and for KNN. */
    public OptionalDouble score() {
      return scores.length == 1 ? OptionalDouble.of(scores[0]) : OptionalDouble.empty();
    }

    @Override
    public float value() {
      throw new CustomerError("A classifier predicts a class, not a number; use label()");
    }

    /** Whether class and scores are the same. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Classification(int otherLabel, float[] otherScores)
          && label == otherLabel
          && Arrays.equals(scores, otherScores);
    }

    @Override
    public int hashCode() {
      return 31 * label + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
      return "Classification[label=" + label + ", scores=" + Arrays.toString(scores) + "]";
    }
  }

  /**
   * A predicted number.
   *
   * @param value in the unit of the training labels
   */
  record Regression(float value) implements Prediction {

    @Override
    public int label() {
      throw new CustomerError("A regressor predicts a number, not a class; use value()");
    }
  }

  /** The answer of linear learner and factorization machines, whose keys are alike (spec B1.8). */
  static Prediction of(Predictions answers, int row, boolean classifier) {
    float[] scores = FittedModel.values(answers, "score", row);
    return classifier
        ? new Classification((int) FittedModel.value(answers, "predicted_label", row), scores)
        : new Regression(scores[0]);
  }
}
