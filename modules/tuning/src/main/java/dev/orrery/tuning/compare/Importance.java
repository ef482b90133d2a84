package dev.orrery.tuning.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of a metric's variance goes with each hyperparameter.
 *
 * @param shares greatest first
 * @param interactions the part that goes with combinations of them; NaN where it is not known
 * @param chance the part between seeds and folds of a setting; NaN where it is not known
 * @param method how it was computed, in a sentence
 */
public record Importance(List<Share> shares, double interactions, double chance, String method) {

  /**
   * A hyperparameter's part.
   *
   * @param share from 0 to 1; NaN where nothing varies
   * @param p probability of so great a part by chance alone; NaN where it cannot be told
   */
  public record Share(String name, double share, double p) {}

  private static final String ANALYSIS =
      "Share of the variance of the metric that goes with the mean of each value of the"
          + " hyperparameter, over the whole grid (analysis of variance, main effects); the rest goes"
          + " with combinations and with seeds and folds.";

  private static final String FOREST =
      "Permutation importance: the rise in squared error of a forest of 200 regression trees, on"
          + " settings that a tree has not seen, when the hyperparameter's values are mixed up,"
          + " divided by twice the variance of the metric.";

  /** Rows from which a forest says something. */
  private static final int LEAST_ROWS = 8;

  /** Variances below this, beside the squared figures themselves, are rounding. */
  private static final double ROUNDING = 1e-24;

  /** Keeps a copy. */
  public Importance {
    shares = List.copyOf(shares);
  }

  /**
   * Of a grid: by analysis of variance where every setting has a figure, else by a forest.
   *
   * @param names the hyperparameters
   * @param folds folds of the cross-validation, 1 without, which share training rows
   */
  static Importance ofGrid(List<String> names, List<Setting> settings, String metric, int folds) {
    boolean whole = settings.stream().allMatch(setting -> Double.isFinite(setting.mean(metric)));
    if (whole) {
      return analysis(names, settings, metric, folds);
    }
    List<Map<String, String>> values = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (Setting setting : settings) {
      if (Double.isFinite(setting.mean(metric))) {
        values.add(setting.values());
        means.add(setting.mean(metric));
      }
    }
    return ofPoints(names, values, means.stream().mapToDouble(x -> x).toArray());
  }

  private static Importance analysis(
      List<String> names, List<Setting> settings, String metric, int folds) {
    int count = settings.size();
    double[] means = settings.stream().mapToDouble(setting -> setting.mean(metric)).toArray();
    double mean = Arrays.stream(means).average().orElse(Double.NaN);
    double between = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / count;
    double within = 0;
    double size = 0;
    for (Setting setting : settings) {
      double[] values = setting.values(metric);
      for (double value : values) {
        double off = value - setting.mean(metric);
        within += off * off / values.length / count;
        size = Math.max(size, value * value);
      }
    }
    double total = between + within;
    boolean varies = total > ROUNDING * size;
    Noise noise = Noise.of(settings, metric, mean, folds);
    List<Share> shares = new ArrayList<>();
    double explained = 0;
    for (String name : names) {
      Map<String, double[]> levels = new HashMap<>();
      for (int s = 0; s < count; s++) {
        double[] level =
            levels.computeIfAbsent(settings.get(s).values().get(name), _ -> new double[2]);
        level[0] += means[s];
        level[1]++;
      }
      double part = 0;
      for (double[] level : levels.values()) {
        double off = level[0] / level[1] - mean;
        part += off * off * level[1] / count;
      }
      explained += part;
      shares.add(
          new Share(
              name,
              varies ? part / total : Double.NaN,
              noise.chanceOf(part * count, levels.size() - 1)));
    }
    return new Importance(
        sorted(shares),
        varies ? Math.max(0, between - explained) / total : Double.NaN,
        varies ? within / total : Double.NaN,
        ANALYSIS);
  }

  /**
   * What is left of the figures when the means of the settings and of the seeds and folds, which
   * all settings have in common, are taken out.
   *
   * @param square its mean square, for means over all seeds and folds; NaN where it is not known
   * @param degrees its degrees of freedom
   */
  private record Noise(double square, double degrees) {

    static Noise of(List<Setting> settings, String metric, double mean, int folds) {
      int count = settings.size();
      int pairs = settings.getFirst().results().size();
      boolean complete =
          settings.stream()
              .allMatch(
                  setting ->
                      setting.results().size() == pairs && setting.values(metric).length == pairs);
      if (!complete || pairs < 2 || count < 2) {
        return new Noise(Double.NaN, 0);
      }
      double[] blocks = new double[pairs];
      double size = 0;
      for (Setting setting : settings) {
        double[] values = setting.values(metric);
        for (int b = 0; b < pairs; b++) {
          blocks[b] += values[b] / count;
          size = Math.max(size, values[b] * values[b]);
        }
      }
      double squares = 0;
      for (Setting setting : settings) {
        double[] values = setting.values(metric);
        double own = setting.mean(metric);
        for (int b = 0; b < pairs; b++) {
          double left = values[b] - own - blocks[b] + mean;
          squares += left * left;
        }
      }
      double degrees = (count - 1.0) * (pairs - 1);
      double square = squares / degrees;
      if (square <= ROUNDING * size) {
        return new Noise(Double.NaN, 0);
      }
      return new Noise(square * (1.0 / pairs + (folds > 1 ? 1.0 / (folds - 1) : 0)), degrees);
    }

    /** The probability of so great a sum of squares between the settings' means. */
    double chanceOf(double squares, int degreesOfEffect) {
      return Double.isNaN(square) || degreesOfEffect < 1
          ? Double.NaN
          : Students.above(squares / degreesOfEffect / square, degreesOfEffect, degrees);
    }
  }

  /**
   * Of any settings, as a tuning job leaves them: by permutation in a forest.
   *
   * @param names the hyperparameters
   * @param values of each setting, by name; numbers are taken as such, words by their mean
   * @param y the metric of each, finite
   */
  public static Importance ofPoints(
      List<String> names, List<Map<String, String>> values, double[] y) {
    double mean = Arrays.stream(y).average().orElse(Double.NaN);
    double variance = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double size = Arrays.stream(y).map(v -> v * v).max().orElse(0);
    List<Share> shares = new ArrayList<>();
    if (y.length < LEAST_ROWS || variance <= ROUNDING * size) {
      names.forEach(name -> shares.add(new Share(name, Double.NaN, Double.NaN)));
      return new Importance(shares, Double.NaN, Double.NaN, FOREST);
    }
    double[][] x = new double[y.length][names.size()];
    for (int f = 0; f < names.size(); f++) {
      double[] column = column(names.get(f), values, y);
      for (int i = 0; i < y.length; i++) {
        x[i][f] = column[i];
      }
    }
    double[] rise = new RegressionForest(x, y).permutationImportance();
    for (int f = 0; f < names.size(); f++) {
      shares.add(new Share(names.get(f), Math.min(1, rise[f] / (2 * variance)), Double.NaN));
    }
    return new Importance(sorted(shares), Double.NaN, Double.NaN, FOREST);
  }

  private static double[] column(String name, List<Map<String, String>> values, double[] y) {
    double[] column =
        values.stream().mapToDouble(v -> Variation.number(v.getOrDefault(name, ""))).toArray();
    if (Arrays.stream(column).noneMatch(Double::isNaN)) {
      return column;
    }
    Map<String, double[]> words = new HashMap<>();
    for (int i = 0; i < y.length; i++) {
      double[] word =
          words.computeIfAbsent(values.get(i).getOrDefault(name, ""), _ -> new double[2]);
      word[0] += y[i];
      word[1]++;
    }
    for (int i = 0; i < y.length; i++) {
      double[] word = words.get(values.get(i).getOrDefault(name, ""));
      column[i] = word[0] / word[1];
    }
    return column;
  }

  private static List<Share> sorted(List<Share> shares) {
    return shares.stream()
        .sorted(Comparator.comparingDouble((Share s) -> Double.isNaN(s.share()) ? 1 : -s.share()))
        .toList();
  }
}
