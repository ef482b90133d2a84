package dev.orrery.linearlearner;

import static dev.orrery.linearlearner.LinearLearnerHyperparameters.F_BETA;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.SELECTION_CRITERIA;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.TARGET_PRECISION;
import static dev.orrery.linearlearner.LinearLearnerHyperparameters.TARGET_RECALL;

import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.BinaryConfusion;

/**
 * What a model and its threshold are chosen by (spec B1.3 step 6).
 *
 * @param name {@code accuracy}, {@code f_beta}, {@code precision_at_target_recall}, {@code
 *     recall_at_target_precision} or {@code loss_function}
 * @param target the recall or precision that must be reached; else 0
 * @param beta of {@code f_beta}
 */
record Criterion(String name, double target, double beta) {

  static final String LOSS = "loss_function";

  /** What the hyperparameters ask for; the loss for all but binary classifiers. */
  static Criterion of(Hyperparameters hp) {
    if (LinearLearnerHyperparameters.predictorType(hp) != PredictorType.BINARY) {
      return new Criterion(LOSS, 0, 1);
    }
    String name =
        switch (hp.get(SELECTION_CRITERIA)) {
          case "f1" -> "f_beta";
          case "cross_entropy_loss" -> LOSS;
          case String other -> other;
        };
    double target =
        switch (name) {
          case "precision_at_target_recall" -> hp.get(TARGET_RECALL);
          case "recall_at_target_precision" -> hp.get(TARGET_PRECISION);
          default -> 0;
        };
    boolean legacyF1 = hp.get(SELECTION_CRITERIA).equals("f1");
    return new Criterion(name, target, legacyF1 ? 1 : hp.get(F_BETA));
  }

  /** Whether it is the loss, which has no threshold to choose. */
  boolean isLoss() {
    return name.equals(LOSS);
  }

  /** What is to be great. */
  double value(BinaryConfusion confusion) {
    return switch (name) {
      case "f_beta" -> confusion.fBeta(beta);
      case "precision_at_target_recall" -> confusion.precision();
      case "recall_at_target_precision" -> confusion.recall();
      default -> confusion.accuracy();
    };
  }

  /** What decides between thresholds of equal value; great is better. */
  double second(BinaryConfusion confusion) {
    return switch (name) {
      case "precision_at_target_recall" -> confusion.recall();
      case "recall_at_target_precision" -> confusion.precision();
      default -> 0;
    };
  }

  /**
   * What passes are judged by: the value at a threshold that meets the constraint; else, below any
   * such value, how far the nearest threshold falls short of it, with its sign turned.
   */
  double judged(ThresholdSearch.Choice choice) {
    return choice.allowed() ? choice.value() : second(choice.confusion()) - target;
  }

  /**
   * The standard error of the value, as that of a share of the rows that it counts, with one right
   * and one wrong more, so that it is not 0 where all are right.
   */
  double standardError(BinaryConfusion confusion) {
    long called = confusion.truePositives() + confusion.falsePositives();
    long rows =
        switch (name) {
          case "f_beta" -> called + confusion.falseNegatives();
          case "precision_at_target_recall" -> called;
          case "recall_at_target_precision" ->
              confusion.truePositives() + confusion.falseNegatives();
          default -> confusion.rows();
        };
    double share = (value(confusion) * rows + 1) / (rows + 2);
    return Math.sqrt(share * (1 - share) / (rows + 2));
  }

  /** That of a choice; 0 where there is none or it misses the target, where nothing is level. */
  double standardError(ThresholdSearch.Choice choice) {
    return choice == null || !choice.allowed() ? 0 : standardError(choice.confusion());
  }

  /** Whether the constraint holds. */
  boolean allows(BinaryConfusion confusion) {
    return switch (name) {
      case "precision_at_target_recall" -> confusion.recall() >= target;
      case "recall_at_target_precision" -> confusion.precision() >= target;
      default -> true;
    };
  }
}
