package dev.orrery.tuning.compare;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What settings are compared by.
 *
 * @param metric its key, such as {@code test:msd}
 * @param direction whether less or more is better, or neither
 */
public record Objective(String metric, Metric.Direction direction) {

  private static final List<String> CHANNELS = List.of("test", "validation", "train");

  /** The main metrics by algorithm: what SageMaker tunes by, the losses that tell most first. */
  private static final Map<String, List<String>> MAIN =
      Map.of(
          "kmeans", List.of("msd", "ssd"),
          "linear-learner", List.of("objective_loss"),
          "knn", List.of("accuracy", "mse"),
          "pca", List.of("explained_variance_ratio"),
          "randomcutforest", List.of("f1"),
          "factorization-machines", List.of("binary_classification_cross_entropy", "rmse"));

  /** Whether {@code a} is better than {@code b}; never where one is not a number. */
  public boolean better(double a, double b) {
    return switch (direction) {
      case LOSS -> a < b;
      case SCORE -> a > b;
      case FIGURE -> false;
    };
  }

  /** Whether settings can be better at all. */
  public boolean judges() {
    return direction != Metric.Direction.FIGURE;
  }

  /**
   * The metric that was asked for.
   *
   * @throws CustomerError when the trainings do not measure it
   */
  public static Objective asked(String metric, List<TrialResult> results) {
    Set<String> measured = new TreeSet<>();
    for (TrialResult result : results) {
      if (result.metrics().containsKey(metric)) {
        return of(metric, results);
      }
      measured.addAll(result.metrics().keySet());
    }
    if (measured.isEmpty()) {
      throw nothing(results);
    }
    throw new CustomerError(
        "The trainings do not measure '"
            + metric
            + "'; expected one of "
            + String.join(", ", measured),
        "--metric");
  }

  /**
   * The algorithm's main metric: of the test channel, else of validation, else of train over its
   * rows. Where the loss itself differs between the settings, the first other metric.
   *
   * @param varied names of the hyperparameters that differ
   * @throws CustomerError when nothing was measured at all
   */
  public static Objective main(String algorithm, Set<String> varied, List<TrialResult> results) {
    Set<String> measured = new LinkedHashSet<>();
    results.stream()
        .filter(TrialResult::completed)
        .map(TrialResult::metrics)
        .map(Map::keySet)
        .forEach(measured::addAll);
    List<String> wanted = new ArrayList<>();
    for (String channel : CHANNELS) {
      for (String name : MAIN.getOrDefault(algorithm, List.of())) {
        if (!(name.equals("objective_loss") && varied.contains("loss"))) {
          wanted.add("orrery:" + channel + "_" + name);
          wanted.add(channel + ":" + name);
        }
      }
      for (String key : measured) {
        boolean ofChannel =
            key.startsWith(channel + ":") || key.startsWith("orrery:" + channel + "_");
        boolean lossItself = key.endsWith("objective_loss") && varied.contains("loss");
        if (ofChannel && !lossItself && of(key, results).judges()) {
          wanted.add(key);
        }
      }
    }
    wanted.addAll(measured);
    for (String key : wanted) {
      if (measured.contains(key)) {
        return of(key, results);
      }
    }
    throw nothing(results);
  }

  /** Nothing was measured, most often because no setting could be trained; the first says why. */
  private static CustomerError nothing(List<TrialResult> results) {
    return results.stream()
        .filter(result -> result.status().equals("Failed"))
        .findFirst()
        .map(
            failed ->
                new CustomerError(
                    Text.format(
                        "No training came to a figure to compare by; the first, %s, failed: %s",
                        failed.trial().varied(), failed.reason()),
                    "--vary"))
        .orElseGet(
            () -> new CustomerError("No training came to a figure to compare by", "--metric"));
  }

  private static Objective of(String metric, List<TrialResult> results) {
    for (TrialResult result : results) {
      Metric.Direction direction = result.directions().get(metric);
      if (direction != null && result.metrics().containsKey(metric)) {
        return new Objective(metric, direction);
      }
    }
    return new Objective(metric, Metric.Direction.FIGURE);
  }
}
