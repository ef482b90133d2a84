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

  /** Whether no value has a greater mean than the one before. */
  boolean falls() {
    return monotone(-1);
  }

  /** Whether no value has a lesser mean than the one before. */
  boolean rises() {
    return monotone(1);
  }

  private boolean monotone(int sign) {
    for (int i = 1; i < levels.size(); i++) {
      if (sign * (levels.get(i).mean() - levels.get(i - 1).mean()) < 0) {
        return false;
      }
    }
    return true;
  }
}
