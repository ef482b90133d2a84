package dev.orrery.cli.compare;

import dev.orrery.cli.study.StudyLabels;
import dev.orrery.core.metric.Metric;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.OpenedData;
import dev.orrery.report.RunReport;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.training.TrainingRun;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.compare.Findings;
import dev.orrery.tuning.compare.Importance;
import dev.orrery.tuning.compare.PairedTest;
import dev.orrery.tuning.compare.Setting;
import dev.orrery.tuning.compare.Sweep;
import dev.orrery.tuning.compare.Variation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page that compares needs of a comparison. */
final class ComparisonInput {

  private ComparisonInput() {}

  /**
   * Gathers it.
   *
   * @param command the command line that makes it again
   * @param seconds time that it took
   */
  static Comparison of(
      Question question,
      Sweep.Outcome outcome,
      Findings findings,
      String command,
      double seconds,
      List<String> notes,
      List<String> warnings)
      throws IOException {
    Map<String, Metric.Direction> directions = new LinkedHashMap<>();
    outcome.results().forEach(result -> directions.putAll(result.directions()));
    return new Comparison(
        question.title(),
        question.job().request().algorithm(),
        findings.answer(),
        command,
        facts(question, outcome, seconds),
        question.grid().variations().stream().map(ComparisonInput::axis).toList(),
        findings.objective().metric(),
        directions,
        trials(findings),
        importances(findings.importance()),
        findings.importance().method(),
        findings.tests().stream().map(ComparisonInput::significance).toList(),
        PairedTest.method(findings.folds()),
        notes,
        warnings);
  }

  private static Comparison.Axis axis(Variation variation) {
    return new Comparison.Axis(
        variation.name(),
        variation.numeric(),
        variation.logarithmic(),
        variation.hyperparameter().meaning());
  }

  private static List<Comparison.Trial> trials(Findings findings) {
    List<Comparison.Trial> trials = new ArrayList<>();
    for (Setting setting : findings.settings()) {
      for (TrialResult result : setting.results()) {
        trials.add(
            new Comparison.Trial(
                trials.size() + 1,
                setting.number(),
                setting.values(),
                result.trial().repetition(),
                result.trial().fold(),
                result.status(),
                result.reason(),
                result.metrics(),
                result.curve().stream()
                    .map(p -> new Comparison.Point(p.epoch(), p.metric(), p.value()))
                    .toList(),
                result.epochs(),
                result.seconds()));
      }
    }
    return trials;
  }

  private static List<Comparison.Importance> importances(Importance importance) {
    return importance.shares().stream()
        .filter(share -> !Double.isNaN(share.share()))
        .map(share -> new Comparison.Importance(share.name(), share.share()))
        .toList();
  }

  private static Comparison.Significance significance(PairedTest test) {
    return new Comparison.Significance(
        test.setting(), test.best(), test.difference(), test.low(), test.high(), test.p());
  }

  private static List<RunReport.Fact> facts(
      Question question, Sweep.Outcome outcome, double seconds) throws IOException {
    List<RunReport.Fact> facts = new ArrayList<>(StudyLabels.facts(question.labels()));
    for (Map.Entry<String, OpenedData> channel : question.job().channels().entrySet()) {
      OpenedData data = channel.getValue();
      String rows =
          data.source().rows().isPresent()
              ? String.format(Locale.ROOT, "%,d rows x ", data.source().rows().getAsLong())
              : "";
      String fold = question.jobs().size() > 1 ? " (first fold)" : "";
      facts.add(RunReport.Fact.of(channel.getKey() + fold, rows + data.featureDim()));
      for (DataFile file : data.files().subList(0, Math.min(3, data.files().size()))) {
        facts.add(RunReport.Fact.verbatim("SHA-256 of " + file.name(), file.sha256()));
      }
    }
    question
        .given()
        .forEach((name, value) -> facts.add(RunReport.Fact.verbatim("--hp " + name, value)));
    facts.add(RunReport.Fact.of("settings", Integer.toString(question.grid().settings().size())));
    facts.add(
        RunReport.Fact.of(
            "seeds of each",
            question.grid().repetitions() + ", from " + question.job().request().seed()));
    if (question.grid().folds() > 1) {
      facts.add(RunReport.Fact.of("folds", Integer.toString(question.grid().folds())));
    }
    facts.add(
        RunReport.Fact.of(
            "trainings", outcome.results().size() + ", " + outcome.known() + " of them known"));
    facts.add(
        RunReport.Fact.of(
            "backend", question.backend().name() + " (" + question.backend().device() + ")"));
    facts.add(RunReport.Fact.of("Orrery", TrainingRun.VERSION));
    facts.add(RunReport.Fact.of("time", String.format(Locale.ROOT, "%.1f s", seconds)));
    return facts;
  }
}
