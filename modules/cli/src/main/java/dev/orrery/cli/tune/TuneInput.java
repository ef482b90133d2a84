package dev.orrery.cli.tune;

import dev.orrery.cli.study.StudyLabels;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.text.Text;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.OpenedData;
import dev.orrery.report.RunReport;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.training.TrainingRun;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.compare.Importance;
import dev.orrery.tuning.job.TrainingJob;
import dev.orrery.tuning.job.TuningDefinition;
import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.Scaling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page that compares needs of a tuning job. */
final class TuneInput {

  private TuneInput() {}

  /**
   * Gathers it.
   *
   * @param command the command line that makes it again
   */
  static Comparison of(TuneResult result, String command) throws IOException {
    TuneRequest request = result.request();
    List<TrainingJob> jobs = result.outcome().jobs();
    Map<String, Metric.Direction> directions = new LinkedHashMap<>();
    jobs.forEach(job -> directions.putAll(job.result().directions()));
    result
        .outcome()
        .type()
        .ifPresent(
            type ->
                directions.put(
                    request.definition().objective(),
                    type == TuningDefinition.Type.MAXIMIZE
                        ? Metric.Direction.SCORE
                        : Metric.Direction.LOSS));
    Importance importance = importance(result);
    List<String> answer = new ArrayList<>(TuneText.answer(result));
    result.retrain().ifPresent(line -> answer.add("Train it with: " + line));
    return new Comparison(
        request.title(),
        request.job().request().algorithm(),
        answer,
        command,
        facts(result),
        request.definition().parameters().stream().map(p -> axis(p, request)).toList(),
        request.definition().objective(),
        directions,
        jobs.stream().map(job -> trial(job, request.definition().objective())).toList(),
        importance.shares().stream()
            .filter(share -> !Double.isNaN(share.share()))
            .map(share -> new Comparison.Importance(share.name(), share.share()))
            .toList(),
        importance.method(),
        List.of(),
        "One seed per setting: differences are not tested; 'orrery compare' with --repeat tests them.",
        request.notes(),
        result.warnings());
  }

  private static Importance importance(TuneResult result) {
    List<TrainingJob> measured =
        result.outcome().jobs().stream()
            .filter(job -> job.hasObjective() && job.result().completed())
            .toList();
    return Importance.ofPoints(
        TuneJson.names(result),
        measured.stream().map(TrainingJob::setting).toList(),
        measured.stream().mapToDouble(TrainingJob::objective).toArray());
  }

  private static Comparison.Axis axis(Parameter parameter, TuneRequest request) {
    boolean logarithmic =
        switch (parameter) {
          case Parameter.Whole p -> p.scaling() == Scaling.LOGARITHMIC;
          case Parameter.Continuous p -> p.scaling() == Scaling.LOGARITHMIC;
          case Parameter.Categorical _ -> false;
        };
    return new Comparison.Axis(
        parameter.name(),
        !(parameter instanceof Parameter.Categorical),
        logarithmic,
        request
            .job()
            .algorithm()
            .hyperparameters()
            .find(parameter.name())
            .map(Hyperparameter::meaning)
            .orElse(""));
  }

  /** A stopped job has the last value of the objective that it emitted. */
  private static Comparison.Trial trial(TrainingJob job, String objective) {
    TrialResult result = job.result();
    Map<String, Double> metrics = new LinkedHashMap<>(result.metrics());
    if (job.hasObjective()) {
      metrics.putIfAbsent(objective, job.objective());
    }
    return new Comparison.Trial(
        job.number(),
        job.number(),
        job.setting(),
        0,
        0,
        result.status(),
        result.reason(),
        metrics,
        result.curve().stream()
            .map(p -> new Comparison.Point(p.epoch(), p.metric(), p.value()))
            .toList(),
        result.epochs(),
        result.seconds());
  }

  private static List<RunReport.Fact> facts(TuneResult result) throws IOException {
    TuneRequest request = result.request();
    List<RunReport.Fact> facts = new ArrayList<>();
    facts.add(RunReport.Fact.verbatim("tuning job", request.definition().name()));
    facts.addAll(StudyLabels.facts(request.labels()));
    facts.add(RunReport.Fact.of("strategy", request.definition().strategy().toString()));
    for (Map.Entry<String, OpenedData> channel : request.job().channels().entrySet()) {
      OpenedData data = channel.getValue();
      String rows =
          data.source().rows().isPresent()
              ? Text.format("%,d rows x ", data.source().rows().getAsLong())
              : "";
      facts.add(RunReport.Fact.of(channel.getKey(), rows + data.featureDim()));
      for (DataFile file : data.files().subList(0, Math.min(3, data.files().size()))) {
        facts.add(RunReport.Fact.verbatim("SHA-256 of " + file.name(), file.sha256()));
      }
    }
    request
        .definition()
        .fixed()
        .forEach((name, value) -> facts.add(RunReport.Fact.verbatim("--hp " + name, value)));
    facts.add(RunReport.Fact.of("training jobs", Integer.toString(result.outcome().jobs().size())));
    facts.add(
        RunReport.Fact.of("ended", result.outcome().status() + ": " + result.outcome().reason()));
    facts.add(RunReport.Fact.of("passes", Long.toString(result.outcome().epochs())));
    facts.add(
        RunReport.Fact.of(
            "backend", request.backend().name() + " (" + request.backend().device() + ")"));
    facts.add(RunReport.Fact.of("Orrery", TrainingRun.VERSION));
    facts.add(RunReport.Fact.of("time", Text.format("%.1f s", result.outcome().seconds())));
    return facts;
  }
}
