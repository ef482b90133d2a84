package dev.orrery.tuning.compare;

import dev.orrery.tuning.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Paired t test of two settings over the seeds and folds that both have: the differences of their
 * objective against 0.
 *
 * <p>The trainings of a cross-validation share most of their rows, so that their differences vary
 * less than they would on new data; the variance of the mean difference is then taken as {@code (1
 * / n + 1 / (folds - 1)) s^2} in place of {@code s^2 / n}, the ratio of test to training rows
 * (Nadeau and Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003).
 *
 * @param setting the setting that is compared, from 1
 * @param best the best setting, from 1
 * @param pairs seeds and folds that both have
 * @param difference mean of the setting's objective less that of the best
 * @param low lower end of the 95 % confidence interval of the difference; NaN where there is none
 * @param high its upper end
 * @param p probability of so great a difference by chance; NaN where it cannot be told: fewer than
 *     two pairs, or the same difference in every pair, which then is no chance of the seeds
 */
public record PairedTest(
    int setting, int best, int pairs, double difference, double low, double high, double p) {

  private static final double LEVEL = 0.05;

  /** Differences that vary less than this, beside the figures themselves, are the same. */
  private static final double ROUNDING = 1e-12;

  /** What is done, in a sentence. */
  public static String method(int folds) {
    return "Paired t test of each setting against the best over the "
        + (folds > 1
            ? "seeds and folds that both have, with the variance corrected for folds that share"
                + " training rows (Nadeau and Bengio 2003)"
            : "seeds that both have; it tells of chance in training, not of other data")
        + "; p-values are adjusted for the number of settings (Holm 1979).";
  }

  /** Whether chance is a likely reason of the difference. */
  public boolean indistinguishable() {
    return p > LEVEL;
  }

  /** One setting against the best, before any adjustment. */
  static PairedTest of(Setting setting, Setting best, String metric, int folds) {
    Map<List<Integer>, Double> own = values(setting, metric);
    Map<List<Integer>, Double> others = values(best, metric);
    own.keySet().retainAll(others.keySet());
    double[] differences = new double[own.size()];
    double size = 0;
    int n = 0;
    for (Map.Entry<List<Integer>, Double> value : own.entrySet()) {
      double other = others.get(value.getKey());
      differences[n++] = value.getValue() - other;
      size = Math.max(size, Math.max(Math.abs(value.getValue()), Math.abs(other)));
    }
    double mean = Arrays.stream(differences).average().orElse(Double.NaN);
    if (n < 2) {
      return new PairedTest(
          setting.number(), best.number(), n, mean, Double.NaN, Double.NaN, Double.NaN);
    }
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double spread = Math.sqrt(squares / (n - 1));
    if (spread <= ROUNDING * size) {
      double p = Math.abs(mean) <= ROUNDING * size ? 1 : Double.NaN;
      return new PairedTest(setting.number(), best.number(), n, mean, mean, mean, p);
    }
    double share = 1.0 / n + (folds > 1 ? 1.0 / (folds - 1) : 0);
    double error = Math.sqrt(share) * spread;
    double half = Students.quantile(LEVEL, n - 1) * error;
    return new PairedTest(
        setting.number(),
        best.number(),
        n,
        mean,
        mean - half,
        mean + half,
        Students.twoSided(mean / error, n - 1));
  }

  private static Map<List<Integer>, Double> values(Setting setting, String metric) {
    Map<List<Integer>, Double> values =
        new TreeMap<>(
            Comparator.comparing((List<Integer> pair) -> pair.get(0))
                .thenComparing(pair -> pair.get(1)));
    for (TrialResult result : setting.results()) {
      double value = result.metrics().getOrDefault(metric, Double.NaN);
      if (Double.isFinite(value)) {
        values.put(List.of(result.trial().repetition(), result.trial().fold()), value);
      }
    }
    return values;
  }

  /** Holm's step-down adjustment of the p-values that there are; the order stays. */
  static List<PairedTest> adjusted(List<PairedTest> tests) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      if (!Double.isNaN(tests.get(i).p)) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparingDouble(i -> tests.get(i).p));
    List<PairedTest> adjusted = new ArrayList<>(tests);
    double most = 0;
    for (int rank = 0; rank < order.size(); rank++) {
      PairedTest test = tests.get(order.get(rank));
      most = Math.max(most, Math.min(1, test.p * (order.size() - rank)));
      adjusted.set(
          order.get(rank),
          new PairedTest(
              test.setting, test.best, test.pairs, test.difference, test.low, test.high, most));
    }
    return adjusted;
  }
}
