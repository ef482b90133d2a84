package dev.orrery.tuning.compare;

import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A combination of values with what its trainings came to.
 *
 * @param number from 1, in the order of the grid
 * @param values the hyperparameters that differ, by name
 * @param results of its trainings that have ended, by seed and fold
 */
public record Setting(int number, Map<String, String> values, List<TrialResult> results) {

  /**
   * The settings of trials.
   *
   * @param trials all of them, in order
   * @param results of those that have ended
   */
  public static List<Setting> of(List<Trial> trials, List<TrialResult> results) {
    Map<Map<String, String>, List<TrialResult>> together = new LinkedHashMap<>();
    trials.forEach(trial -> together.putIfAbsent(trial.varied(), new ArrayList<>()));
    results.forEach(result -> together.get(result.trial().varied()).add(result));
    List<Setting> settings = new ArrayList<>();
    together.forEach(
        (values, own) -> settings.add(new Setting(settings.size() + 1, values, List.copyOf(own))));
    return settings;
  }

  /** The finite values of a metric, in order. */
  public double[] values(String metric) {
    return results.stream()
        .mapToDouble(result -> result.metrics().getOrDefault(metric, Double.NaN))
        .filter(Double::isFinite)
        .toArray();
  }

  /** Their mean; NaN where there are none. */
  public double mean(String metric) {
    double[] values = values(metric);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? Double.NaN : sum / values.length;
  }

  /** Their standard deviation, with n - 1; NaN for fewer than two. */
  public double deviation(String metric) {
    double[] values = values(metric);
    double mean = mean(metric);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
  }

  /** Trainings that failed. */
  public List<TrialResult> failures() {
    return results.stream().filter(result -> result.status().equals("Failed")).toList();
  }

  /** Completed trainings of which a metric is no finite number. */
  public int without(String metric) {
    return results.size() - failures().size() - values(metric).length;
  }

  /** Seconds that its trainings took, on average. */
  public double seconds() {
    return results.stream().mapToDouble(TrialResult::seconds).average().orElse(Double.NaN);
  }

  /** Such as {@code k=5, init_method=random}. */
  public String label() {
    List<String> parts = new ArrayList<>();
    values.forEach((name, value) -> parts.add(name + "=" + value));
    return String.join(", ", parts);
  }
}
