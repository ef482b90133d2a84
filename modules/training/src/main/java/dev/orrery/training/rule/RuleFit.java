package dev.orrery.training.rule;

import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.text.Text;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a rule asks of a training, and why some trainings have it not. */
public enum RuleFit {
  /** Tensors of any kind. */
  ANY("linear-learner, factorization-machines, kmeans"),
  /** A loss on the validation channel after every pass. */
  VALIDATION("linear-learner, factorization-machines"),
  /** Gradients. */
  GRADIENTS("linear-learner, factorization-machines"),
  /** Weights that gradients move. */
  UPDATES("linear-learner, factorization-machines"),
  /** Labels that are classes. */
  CLASSES("linear-learner and factorization-machines as classifiers"),
  /** Factors. */
  FACTORS("factorization-machines");

  private final String algorithms;

  RuleFit(String algorithms) {
    this.algorithms = algorithms;
  }

  /** The algorithms that have it, in words. */
  public String algorithms() {
    return algorithms;
  }

  /**
   * Why a rule does not apply to a training; empty where it does.
   *
   * @param algorithm the algorithm's name
   * @param hyperparameters the values in force
   * @param validation whether there is a validation channel
   */
  Optional<String> refusal(
      String algorithm, Map<String, String> hyperparameters, boolean validation) {
    String reason =
        switch (algorithm) {
          case "pca", "knn", "randomcutforest" ->
              algorithm
                  + " sums its rows up in one reading and has neither a loss nor weights that change"
                  + " from step to step";
          case "kmeans" -> ofKMeans();
          case "factorization-machines" -> ofFactorizationMachines(hyperparameters);
          default ->
              this == FACTORS
                  ? "the loss of a linear model is convex, so that its first weights do not decide"
                      + " where training ends"
                  : null;
        };
    if (reason == null && this == CLASSES && !isClassifier(hyperparameters)) {
      reason =
          Text.format(
              "with predictor_type=%s the labels are numbers, not classes",
              hyperparameters.get("predictor_type"));
    }
    if (reason == null && this == VALIDATION && !validation) {
      reason = "it reads the loss on the validation channel; give one with --validation";
    }
    return Optional.ofNullable(reason);
  }

  private String ofKMeans() {
    return switch (this) {
      case ANY -> null;
      case VALIDATION -> "kmeans measures no loss on the validation channel after a pass";
      case GRADIENTS -> "kmeans moves centers to means of rows and computes no gradients";
      case UPDATES ->
          "kmeans has centers, which rows pull along, and no weights beside which a change is small or large";
      case CLASSES -> "kmeans reads no labels";
      case FACTORS -> "kmeans takes its first centers from the rows";
    };
  }

  private String ofFactorizationMachines(Map<String, String> hyperparameters) {
    boolean als = isAls(hyperparameters);
    return switch (this) {
      case GRADIENTS, FACTORS ->
          als ? "orrery_optimizer=als solves for the weights and computes no gradients" : null;
      case CLASSES ->
          als ? "orrery_optimizer=als has no mini-batches whose rows it predicts" : null;
      default -> null;
    };
  }

  private static boolean isAls(Map<String, String> hyperparameters) {
    return "als".equals(hyperparameters.get("orrery_optimizer"));
  }

  private static boolean isClassifier(Map<String, String> hyperparameters) {
    return hyperparameters.getOrDefault("predictor_type", "").endsWith("classifier");
  }

  /** The collections that a training has. */
  static Set<TensorCollection> collections(String algorithm, Map<String, String> hyperparameters) {
    return switch (algorithm) {
      case "kmeans" -> EnumSet.of(TensorCollection.WEIGHTS, TensorCollection.LOSSES);
      case "factorization-machines" ->
          isAls(hyperparameters)
              ? EnumSet.of(
                  TensorCollection.WEIGHTS, TensorCollection.BIASES, TensorCollection.LOSSES)
              : EnumSet.allOf(TensorCollection.class);
      case "linear-learner" -> EnumSet.allOf(TensorCollection.class);
      default -> EnumSet.noneOf(TensorCollection.class);
    };
  }

  /** The tensors that a training has, by their names. */
  static List<String> tensors(String algorithm) {
    return switch (algorithm) {
      case "kmeans" -> List.of("loss", "centers");
      case "factorization-machines" ->
          List.of(
              "loss",
              "validation_loss",
              "linear",
              "factors",
              "bias",
              "gradient/linear",
              "gradient/factors",
              "gradient/bias",
              "labels",
              "predictions");
      default ->
          List.of(
              "loss",
              "validation_loss",
              "weight",
              "bias",
              "gradient/weight",
              "gradient/bias",
              "labels",
              "predictions");
    };
  }
}
