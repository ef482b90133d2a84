package dev.orrery.tuning.compare;

import dev.orrery.core.metric.Metric;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison shows, in sentences. */
final class Answer {

  /** Settings that a sentence names. */
  private static final int NAMED = 8;

  /** Words that are all told with their figures. */
  private static final int TOLD = 3;

  private static final double LEVEL = 0.05;

  /** Pairs below which the test is weak. */
  private static final int ENOUGH = 5;

  /** Rank correlation, and part of all differences, from which values are said to fall or rise. */
  private static final double TREND = 0.8;

  private final Grid grid;
  private final Findings findings;
  private final String metric;
  private final Objective objective;

  Answer(Grid grid, Findings findings) {
    this.grid = grid;
    this.findings = findings;
    this.objective = findings.objective();
    this.metric = objective.metric();
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    List<Setting> measured =
        findings.settings().stream().filter(s -> Double.isFinite(s.mean(metric))).toList();
    if (measured.isEmpty()) {
      sentences.add("No training came to a finite " + metric + ", so nothing can be compared.");
    } else {
      effects(measured, sentences);
      if (measured.size() > 1) {
        shares(sentences);
      }
      best(measured, sentences);
      chance(measured, sentences);
      edges(measured, sentences);
    }
    failures(sentences);
    return sentences;
  }

  private void effects(List<Setting> measured, List<String> sentences) {
    Map<String, Variation> byName = new LinkedHashMap<>();
    grid.variations().forEach(variation -> byName.put(variation.name(), variation));
    boolean others = byName.values().stream().filter(v -> v.values().size() > 1).count() > 1;
    for (Importance.Share share : findings.importance().shares()) {
      Variation variation = byName.get(share.name());
      Effect effect = Effect.of(variation, measured, metric);
      if (effect.levels().size() > 1) {
        sentences.add(effect(effect, share, others));
      }
    }
  }

  private String effect(Effect effect, Importance.Share share, boolean others) {
    String name = share.name();
    String average = others ? ", on average over the other settings" : "";
    if (effect.flat()) {
      return Text.format(
          "%s makes no difference: %s is %s for all of its values%s.",
          name, metric, Figures.text(effect.least().mean()), average);
    }
    String text;
    if (effect.ordered() && Math.abs(effect.trend()) >= TREND && effect.spans() >= TREND) {
      text =
          Text.format(
              "%s %s from %s at %s=%s to %s at %s",
              metric,
              (Math.abs(effect.trend()) < 1 ? "on the whole " : "")
                  + (effect.trend() < 0 ? "falls" : "rises"),
              Figures.text(effect.levels().getFirst().mean()),
              name,
              effect.levels().getFirst().value(),
              Figures.text(effect.levels().getLast().mean()),
              effect.levels().getLast().value());
    } else if (effect.levels().size() <= TOLD) {
      List<String> parts =
          effect.levels().stream()
              .map(level -> Figures.text(level.mean()) + " with " + level.value())
              .toList();
      text = Text.format("%s by %s: %s", metric, name, Figures.list(parts));
    } else {
      text =
          Text.format(
              "%s is least at %s=%s (%s) and greatest at %s (%s)",
              metric,
              name,
              effect.least().value(),
              Figures.text(effect.least().mean()),
              effect.greatest().value(),
              Figures.text(effect.greatest().mean()));
    }
    return text + average + certainty(share) + ".";
  }

  /** Whether the differences are more than chance. */
  private static String certainty(Importance.Share share) {
    if (Double.isNaN(share.p())) {
      return "";
    }
    return share.p() > LEVEL
        ? Text.format("; that is no more than chance would do (%s)", Figures.p(share.p()))
        : Text.format("; that is more than chance (%s)", Figures.p(share.p()));
  }

  private void shares(List<String> sentences) {
    Importance importance = findings.importance();
    List<String> parts = new ArrayList<>();
    for (Importance.Share share : importance.shares()) {
      if (!Double.isNaN(share.share())) {
        parts.add(share.name() + " explains " + Figures.percent(share.share()));
      }
    }
    if (parts.isEmpty()) {
      return;
    }
    List<String> rest = new ArrayList<>();
    if (!Double.isNaN(importance.interactions()) && parts.size() > 1) {
      rest.add("combinations of them " + Figures.percent(importance.interactions()));
    }
    if (!Double.isNaN(importance.chance()) && grid.repetitions() * grid.folds() > 1) {
      String what =
          grid.folds() == 1 ? "seeds " : grid.repetitions() == 1 ? "folds " : "seeds and folds ";
      rest.add(what + Figures.percent(importance.chance()));
    }
    if (parts.size() + rest.size() > 1) {
      parts.set(0, parts.getFirst() + " of the variance of " + metric);
      parts.addAll(rest);
      String text = String.join(", ", parts);
      // The verb is said once.
      int first = text.indexOf(" explains ") + " explains ".length();
      sentences.add(
          text.substring(0, first) + text.substring(first).replace(" explains ", " ") + ".");
    }
  }

  private void best(List<Setting> measured, List<String> sentences) {
    if (measured.size() == 1) {
      sentences.add(
          Text.format(
              "%s: %s is %s. It is the only setting with a figure, so nothing is compared.",
              measured.getFirst().label(), metric, spread(measured.getFirst())));
      return;
    }
    if (!objective.judges()) {
      sentences.add(
          "Neither less nor more of "
              + metric
              + " is better, so no setting is called the best; --metric chooses another.");
      return;
    }
    double least = measured.stream().mapToDouble(s -> s.mean(metric)).min().orElseThrow();
    double most = measured.stream().mapToDouble(s -> s.mean(metric)).max().orElseThrow();
    if (most - least <= 1e-12 * Math.max(Math.abs(least), Math.abs(most))) {
      sentences.add(
          Text.format(
              "All %d settings have the same %s, %s; none is better than another.",
              measured.size(), metric, Figures.text(least)));
      return;
    }
    Setting best = findings.best().orElseThrow();
    long equal =
        measured.stream().filter(s -> s != best && s.mean(metric) == best.mean(metric)).count();
    sentences.add(
        Text.format(
            "The %s mean of %s%s, %s, has setting %d (%s)%s.",
            objective.direction() == Metric.Direction.LOSS ? "lowest" : "highest",
            metric,
            measured.stream().anyMatch(s -> isBetter(s, best))
                ? " among settings whose trainings all came to a figure"
                : "",
            spread(best),
            best.number(),
            best.label(),
            equal == 0
                ? ""
                : equal == 1
                    ? "; another setting has the same"
                    : "; " + equal + " other settings have the same"));
  }

  /** A best value at the end of a range may not be the best there is. */
  private void edges(List<Setting> measured, List<String> sentences) {
    if (findings.best().isEmpty() || measured.size() == 1) {
      return;
    }
    Setting best = findings.best().get();
    for (Variation variation : grid.variations()) {
      Effect effect = Effect.of(variation, measured, metric);
      if (!effect.ordered() || effect.flat() || effect.levels().size() < TOLD) {
        continue;
      }
      String value = best.values().get(variation.name());
      boolean lowest = value.equals(effect.levels().getFirst().value());
      if (lowest || value.equals(effect.levels().getLast().value())) {
        sentences.add(
            Text.format(
                "The best %s, %s, is the %s that was tried; a wider range may do better still.",
                variation.name(), value, lowest ? "least" : "greatest"));
      }
    }
  }

  private String spread(Setting setting) {
    double deviation = setting.deviation(metric);
    int n = setting.values(metric).length;
    return Figures.text(setting.mean(metric))
        + (Double.isNaN(deviation)
            ? ""
            : " +- " + Figures.text(deviation, 2) + " over " + n + trainings());
  }

  private String trainings() {
    return grid.folds() == 1
        ? " seeds"
        : grid.repetitions() == 1 ? " folds" : " trainings (seeds and folds)";
  }

  private void chance(List<Setting> measured, List<String> sentences) {
    if (measured.size() == 1 || findings.tests().isEmpty()) {
      return;
    }
    Setting best = findings.best().orElseThrow();
    List<PairedTest> tests =
        findings.tests().stream()
            .filter(test -> !isBetter(findings.settings().get(test.setting() - 1), best))
            .toList();
    if (tests.size() < findings.tests().size()) {
      int better = findings.tests().size() - tests.size();
      sentences.add(
          Text.format(
              "%d setting%s a better mean, but not of all trainings, so %s not called the best.",
              better, better == 1 ? " has" : "s have", better == 1 ? "it is" : "they are"));
    }
    if (tests.isEmpty()) {
      return;
    }
    if (grid.repetitions() * grid.folds() == 1) {
      sentences.add(
          "Each setting was trained once, so no test can tell a difference from chance; --repeat 5"
              + " or --folds 5 would.");
      return;
    }
    List<PairedTest> known = tests.stream().filter(test -> !Double.isNaN(test.p())).toList();
    if (known.isEmpty()) {
      boolean few = tests.stream().allMatch(test -> test.pairs() < 2);
      sentences.add(
          few
              ? "No setting has two trainings in common with the best, so no test can tell a"
                  + " difference from chance."
              : "Every seed gave the same differences between the settings, so there is no chance in"
                  + " them to test against; --folds 5 would tell of other rows.");
      return;
    }
    List<PairedTest> close = known.stream().filter(PairedTest::indistinguishable).toList();
    String adjusted = "(p > 0.05, paired t test, adjusted for " + known.size() + " settings)";
    if (known.size() == 1) {
      adjusted = "(p > 0.05, paired t test)";
    }
    if (close.isEmpty()) {
      sentences.add(
          Text.format(
              "It is better than %s beyond chance %s.",
              known.size() < tests.size()
                  ? "every setting that can be tested"
                  : known.size() == 1 ? "the other setting" : "every other setting",
              adjusted.replace('>', '<')));
    } else if (close.size() == known.size() && known.size() > 1) {
      sentences.add(
          Text.format(
              "No other setting%s is distinguishable from it %s.",
              known.size() < tests.size() ? " that can be tested" : "", adjusted));
    } else if (close.size() <= NAMED) {
      List<String> numbers =
          close.stream()
              .map(PairedTest::setting)
              .sorted()
              .map(number -> number + " (" + findings.settings().get(number - 1).label() + ")")
              .toList();
      sentences.add(
          Text.format(
              "%s %s %s not distinguishable from it %s.",
              close.size() == 1 ? "Setting" : "Settings",
              Figures.list(numbers),
              close.size() == 1 ? "is" : "are",
              adjusted));
    } else {
      sentences.add(
          Text.format(
              "%d of the other %d settings are not distinguishable from it %s.",
              close.size(), known.size(), adjusted));
    }
    untested(tests.size() - known.size(), sentences);
    int pairs = known.stream().mapToInt(PairedTest::pairs).max().orElseThrow();
    if (pairs < ENOUGH && !close.isEmpty()) {
      sentences.add(
          Text.format(
              "With %d pairs the test tells great differences alone; a greater --repeat tells smaller ones.",
              pairs));
    }
  }

  private boolean isBetter(Setting setting, Setting than) {
    return objective.better(setting.mean(metric), than.mean(metric));
  }

  /** Settings of which the test says nothing. */
  private static void untested(int count, List<String> sentences) {
    if (count > 0) {
      sentences.add(
          Text.format(
              "%d setting%s cannot be tested: the difference is the same in every pair, or there are fewer than two pairs.",
              count, count == 1 ? "" : "s"));
    }
  }

  private void failures(List<String> sentences) {
    int failed = 0;
    int without = 0;
    int settings = 0;
    TrialResult first = null;
    for (Setting setting : findings.settings()) {
      failed += setting.failures().size();
      without += setting.without(metric);
      settings += setting.failures().isEmpty() ? 0 : 1;
      if (first == null && !setting.failures().isEmpty()) {
        first = setting.failures().getFirst();
      }
    }
    if (first != null) {
      sentences.add(
          Text.format(
              "%d training%s of %d setting%s failed and %s left out of the means; the first, %s: %s.",
              failed,
              failed == 1 ? "" : "s",
              settings,
              settings == 1 ? "" : "s",
              failed == 1 ? "is" : "are",
              first.trial().varied(),
              first.reason().replaceFirst("\\.$", "")));
    }
    if (without > 0) {
      sentences.add(
          Text.format(
              "%d completed training%s came to no finite %s and %s left out of the means.",
              without, without == 1 ? "" : "s", metric, without == 1 ? "is" : "are"));
    }
  }
}
