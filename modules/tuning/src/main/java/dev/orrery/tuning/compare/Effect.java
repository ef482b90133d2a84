package dev.orrery.tuning.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The mean of a metric at every value of one hyperparameter, each setting counted once.
 *
 * @param ordered whether the values are numbers, and so in order
 * @param levels those with a figure; numbers by size, words as they were given
 */
record Effect(boolean ordered, List<Level> levels) {

  private static final double ROUNDING = 1e-12;

  /** The mean at one value. */
  record Level(String value, double mean) {}

  static Effect of(Variation variation, List<Setting> settings, String metric) {
    List<Level> levels = new ArrayList<>();
    for (String value : variation.values()) {
      settings.stream()
          .filter(setting -> setting.values().get(variation.name()).equals(value))
          .mapToDouble(setting -> setting.mean(metric))
          .filter(Double::isFinite)
          .average()
          .ifPresent(mean -> levels.add(new Level(value, mean)));
    }
    boolean ordered =
        variation.numeric()
            && variation.values().stream().noneMatch(v -> Double.isNaN(Variation.number(v)));
    if (ordered) {
      levels.sort(Comparator.comparingDouble(level -> Variation.number(level.value())));
    }
    return new Effect(ordered, levels);
  }

  Level least() {
    return levels.stream().min(Comparator.comparingDouble(Level::mean)).orElseThrow();
  }

  Level greatest() {
    return levels.stream().max(Comparator.comparingDouble(Level::mean)).orElseThrow();
  }

  /** Whether all means are the same but for rounding. */
  boolean flat() {
    return levels.isEmpty()
        || greatest().mean() - least().mean()
            <= ROUNDING * Math.max(Math.abs(greatest().mean()), Math.abs(least().mean()));
  }

  /** What part of the difference of the greatest and the least mean lies between the ends. */
  double spans() {
    return Math.abs(levels.getLast().mean() - levels.getFirst().mean())
        / (greatest().mean() - least().mean());
  }

  /**
   * The rank correlation (Spearman) of the means with the order of the values: 1 where each is
   * greater than the one before, -1 where each is less.
   */
  double trend() {
    int n = levels.size();
    if (n < 2) {
      return 0;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double rank = 0;
      for (int j = 0; j < n; j++) {
        double difference = levels.get(i).mean() - levels.get(j).mean();
        rank += difference > 0 ? 1 : difference == 0 && j != i ? 0.5 : 0;
      }
      squares += (rank - i) * (rank - i);
    }
    return 1 - 6 * squares / (n * ((double) n * n - 1));
  }
}
