package dev.orrery.tuning.compare;

import dev.orrery.core.metric.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison shows.
 *
 * @param objective what the settings are compared by
 * @param settings in the order of the grid
 * @param best the setting of the best mean, the first of equal ones; of those without a failed
 *     training, where there are any; empty where there is none or neither less nor more is better
 * @param tests of the others against the best, nearest means first, p-values adjusted
 * @param importance how much goes with each hyperparameter
 * @param folds folds of the cross-validation; 1 without
 * @param answer all of it in sentences, the first matters most
 */
public record Findings(
    Objective objective,
    List<Setting> settings,
    Optional<Setting> best,
    List<PairedTest> tests,
    Importance importance,
    int folds,
    List<String> answer) {

  /**
   * What some settings show.
   *
   * @param grid what was tried
   * @param settings all of them, with the results that there are
   */
  public static Findings of(Grid grid, Objective objective, List<Setting> settings) {
    String metric = objective.metric();
    List<String> names = grid.variations().stream().map(Variation::name).toList();
    Optional<Setting> best = best(objective, settings);
    List<PairedTest> tests = new ArrayList<>();
    if (best.isPresent()) {
      for (Setting setting : settings) {
        if (setting != best.get() && Double.isFinite(setting.mean(metric))) {
          tests.add(PairedTest.of(setting, best.get(), metric, grid.folds()));
        }
      }
      tests = new ArrayList<>(PairedTest.adjusted(tests));
      tests.sort(Comparator.comparingDouble(test -> Math.abs(test.difference())));
    }
    Findings findings =
        new Findings(
            objective,
            List.copyOf(settings),
            best,
            List.copyOf(tests),
            Importance.ofGrid(names, settings, metric, grid.folds()),
            grid.folds(),
            List.of());
    return new Findings(
        findings.objective,
        findings.settings,
        findings.best,
        findings.tests,
        findings.importance,
        findings.folds,
        new Answer(grid, findings).sentences());
  }

  private static Optional<Setting> best(Objective objective, List<Setting> settings) {
    if (objective.direction() == Metric.Direction.FIGURE) {
      return Optional.empty();
    }
    String metric = objective.metric();
    List<Setting> measured =
        settings.stream().filter(setting -> Double.isFinite(setting.mean(metric))).toList();
    List<Setting> sound =
        measured.stream()
            .filter(setting -> setting.failures().isEmpty() && setting.without(metric) == 0)
            .toList();
    Setting best = null;
    for (Setting setting : sound.isEmpty() ? measured : sound) {
      if (best == null || objective.better(setting.mean(metric), best.mean(metric))) {
        best = setting;
      }
    }
    return Optional.ofNullable(best);
  }
}
