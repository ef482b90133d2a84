package dev.orrery.linearlearner;

import java.util.List;

/** What a linear learner predicts (spec B1.1). */
public enum PredictorType {
  /** One of two classes. */
  BINARY("binary_classifier", List.of("logistic", "hinge_loss")),
  /** One of several classes. */
  MULTICLASS("multiclass_classifier", List.of("softmax_loss")),
  /** A number. */
  REGRESSOR(
      "regressor",
      List.of(
          "squared_loss",
          "absolute_loss",
          "eps_insensitive_squared_loss",
          "eps_insensitive_absolute_loss",
          "quantile_loss",
          "huber_loss"));

  private final String text;
  private final List<String> losses;

  PredictorType(String text, List<String> losses) {
    this.text = text;
    this.losses = losses;
  }

  /** SageMaker's word for it, such as {@code binary_classifier}. */
  public String text() {
    return text;
  }

  /** The losses it may be trained by; the first is what {@code auto} stands for. */
  public List<String> losses() {
    return losses;
  }

  /**
   * The type of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static PredictorType of(String text) {
    for (PredictorType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no predictor type: " + text);
  }
}
