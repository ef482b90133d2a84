package dev.orrery.tuning.job;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SageMaker's tuning metrics of its algorithms (spec algorithms.md B1.4, B2.4, B3.4, B5.4, B6.4),
 * and which of them are measured after each pass.
 */
public final class Objectives {

  private static final Map<String, Set<String>> AFTER_EACH_PASS =
      Map.of(
          "linear-learner",
          Set.of("train:objective_loss", "validation:objective_loss"),
          "factorization-machines",
          Set.of(
              "train:rmse",
              "train:mse",
              "train:absolute_loss",
              "train:binary_classification_cross_entropy",
              "train:binary_classification_accuracy",
              "train:binary_f_beta",
              "orrery:validation_rmse",
              "orrery:validation_mse",
              "orrery:validation_absolute_loss",
              "orrery:validation_binary_classification_cross_entropy",
              "orrery:validation_binary_classification_accuracy",
              "orrery:validation_binary_f_beta"));

  private static final Set<String> LOSSES =
      Set.of(
          "objective_loss",
          "absolute_loss",
          "mse",
          "rmse",
          "msd",
          "ssd",
          "binary_classification_cross_entropy");

  private static final Set<String> SCORES =
      Set.of(
          "binary_classification_accuracy",
          "binary_f_beta",
          "precision",
          "recall",
          "roc_auc_score",
          "multiclass_accuracy",
          "multiclass_top_k_accuracy",
          "dcg",
          "macro_precision",
          "macro_recall",
          "macro_f_beta",
          "accuracy",
          "f1");

  private Objectives() {}

  /**
   * The objective where none is named: SageMaker's first for the task; where it is to be measured
   * after each pass, one that is.
   *
   * @param fixed the hyperparameters that all training jobs have
   * @throws CustomerError for an algorithm of which SageMaker has none
   */
  public static String byDefault(
      String algorithm, Map<String, String> fixed, boolean afterEachPass) {
    boolean regressor = "regressor".equals(fixed.get("predictor_type"));
    return switch (algorithm) {
      case "linear-learner" -> "validation:objective_loss";
      case "kmeans" -> "test:msd";
      case "knn" -> regressor ? "test:mse" : "test:accuracy";
      case "randomcutforest" -> "test:f1";
      case "factorization-machines" -> {
        String metric = regressor ? "rmse" : "binary_classification_cross_entropy";
        yield (afterEachPass ? "orrery:validation_" : "test:") + metric;
      }
      default ->
          throw new CustomerError(
              "SageMaker has no tuning metric for " + algorithm + "; name one that it measures",
              "--objective");
    };
  }

  /**
   * The channel that a metric is measured on: {@code train}, {@code validation} or {@code test}.
   */
  public static Optional<String> channel(String objective) {
    String key = objective.startsWith("orrery:") ? objective.substring(7) : objective;
    return List.of("train", "validation", "test").stream()
        .filter(channel -> key.startsWith(channel + ":") || key.startsWith(channel + "_"))
        .findFirst();
  }

  /** Which way SageMaker's tuning metrics go; empty for a metric that is none of them. */
  public static Optional<TuningDefinition.Type> type(String objective) {
    String name = objective.replaceFirst("^(orrery:)?(train|validation|test)[:_]", "");
    if (LOSSES.contains(name)) {
      return Optional.of(TuningDefinition.Type.MINIMIZE);
    }
    return SCORES.contains(name) ? Optional.of(TuningDefinition.Type.MAXIMIZE) : Optional.empty();
  }

  /**
   * Refuses an objective that is not measured after each pass.
   *
   * @param what needs it, such as {@code Hyperband}
   */
  static void checkAfterEachPass(String algorithm, String objective, String what) {
    Set<String> measured = AFTER_EACH_PASS.get(algorithm);
    if (measured == null) {
      throw new CustomerError(
          Text.format(
              "%s needs an objective after each pass, which %s does not have; linear-learner and"
                  + " factorization-machines have one",
              what, algorithm),
          "--objective");
    }
    if (!measured.contains(objective)) {
      throw new CustomerError(
          Text.format(
              "%s needs an objective after each pass, and %s does not measure '%s' then; it measures %s",
              what, algorithm, objective, String.join(", ", measured.stream().sorted().toList())),
          "--objective");
    }
  }
}
