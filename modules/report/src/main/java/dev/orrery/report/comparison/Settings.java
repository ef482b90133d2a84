package dev.orrery.report.comparison;

import dev.orrery.core.metric.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The trainings of a comparison by setting, and their figures.
 *
 * @param all the settings, by number
 * @param axes the hyperparameters that differ; one whose values are not all finite numbers is not
 *     numeric, and one with values at or below 0 is not logarithmic
 * @param metrics the keys of all metrics, the objective first
 */
public record Settings(List<Setting> all, List<Comparison.Axis> axes, List<String> metrics) {

  /**
   * A setting.
   *
   * @param id its number, from 1
   * @param values the hyperparameters that differ, by name
   * @param trials its trainings, which differ in seed and fold
   */
  public record Setting(int id, Map<String, String> values, List<Comparison.Trial> trials) {

    /** The value of a hyperparameter; NaN where it is not a number. */
    public double number(String axis) {
      return parsed(values.getOrDefault(axis, ""));
    }
  }

  /**
   * Several values of a metric.
   *
   * @param n number of them
   * @param mean their mean; NaN of none
   * @param sd their standard deviation with n - 1; NaN of less than two
   */
  public record Figures(int n, double mean, double sd) {

    /** The figures of some values. */
    public static Figures of(double... values) {
      double mean =
          Stream.of(values).flatMapToDouble(java.util.Arrays::stream).average().orElse(Double.NaN);
      double squares = 0;
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      int n = values.length;
      return new Figures(n, mean, n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN);
    }
  }

  /** The settings of a comparison, with the hyperparameters that differ and the metrics. */
  public static Settings of(Comparison comparison) {
    TreeMap<Integer, List<Comparison.Trial>> byNumber = new TreeMap<>();
    LinkedHashSet<String> metrics = new LinkedHashSet<>(List.of(comparison.objective()));
    for (Comparison.Trial trial : comparison.trials()) {
      byNumber.computeIfAbsent(trial.setting(), number -> new ArrayList<>()).add(trial);
      metrics.addAll(trial.metrics().keySet());
    }
    List<Setting> all = new ArrayList<>();
    byNumber.forEach(
        (number, trials) ->
            all.add(new Setting(number, trials.getFirst().values(), List.copyOf(trials))));
    List<Comparison.Axis> axes =
        comparison.axes().stream()
            .map(
                axis -> {
                  boolean numeric =
                      axis.numeric()
                          && all.stream().allMatch(s -> Double.isFinite(s.number(axis.name())));
                  boolean logarithmic =
                      numeric
                          && axis.logarithmic()
                          && all.stream().allMatch(s -> s.number(axis.name()) > 0);
                  return new Comparison.Axis(axis.name(), numeric, logarithmic, axis.meaning());
                })
            .toList();
    return new Settings(List.copyOf(all), axes, List.copyOf(metrics));
  }

  /** The axis of a name, where it differs between the settings. */
  public Optional<Comparison.Axis> axis(String name) {
    return axes.stream().filter(axis -> axis.name().equals(name)).findFirst();
  }

  /** The figures of a metric over the trainings of a setting that have a finite value. */
  public static Figures figures(Setting setting, String metric) {
    return Figures.of(
        setting.trials().stream()
            .mapToDouble(trial -> value(trial, metric).orElse(Double.NaN))
            .filter(Double::isFinite)
            .toArray());
  }

  /** The value of a metric of a training, where it is finite. */
  public static OptionalDouble value(Comparison.Trial trial, String metric) {
    Double value = trial.metrics().get(metric);
    return value == null || !Double.isFinite(value)
        ? OptionalDouble.empty()
        : OptionalDouble.of(value);
  }

  /** The settings that have a metric, best mean first; in their order where neither is better. */
  public List<Setting> ranked(String metric, Metric.Direction direction) {
    Comparator<Setting> rising =
        Comparator.comparingDouble(setting -> figures(setting, metric).mean());
    Stream<Setting> known = all.stream().filter(setting -> figures(setting, metric).n() > 0);
    return switch (direction) {
      case LOSS -> known.sorted(rising).toList();
      case SCORE -> known.sorted(rising.reversed()).toList();
      case FIGURE -> known.toList();
    };
  }

  /**
   * The figures of a metric at each value of a numeric hyperparameter, over all settings that fit.
   */
  public TreeMap<Double, Figures> by(String axis, String metric, Predicate<Setting> fits) {
    TreeMap<Double, List<Double>> values = new TreeMap<>();
    for (Setting setting : all) {
      if (fits.test(setting)) {
        for (Comparison.Trial trial : setting.trials()) {
          value(trial, metric)
              .ifPresent(
                  value ->
                      values
                          .computeIfAbsent(setting.number(axis), x -> new ArrayList<>())
                          .add(value));
        }
      }
    }
    TreeMap<Double, Figures> figures = new TreeMap<>();
    values.forEach(
        (x, list) ->
            figures.put(x, Figures.of(list.stream().mapToDouble(Double::doubleValue).toArray())));
    return figures;
  }

  private static double parsed(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
