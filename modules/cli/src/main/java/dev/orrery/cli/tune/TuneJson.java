package dev.orrery.cli.tune;

import dev.orrery.cli.Json;
import dev.orrery.cli.study.StudyLabels;
import dev.orrery.tuning.job.DefinitionJson;
import dev.orrery.tuning.job.TrainingJob;
import dev.orrery.tuning.job.TuningDefinition;
import dev.orrery.tuning.job.TuningOutcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tuning job in the shape of {@code DescribeHyperParameterTuningJob} with the summaries of {@code
 * ListTrainingJobsForHyperParameterTuningJob} (spec services.md C3); what is ours is in small
 * letters.
 */
final class TuneJson {

  private TuneJson() {}

  /** The object. */
  static Map<String, Object> of(TuneResult result, Optional<Path> report) {
    TuningOutcome outcome = result.outcome();
    Map<String, Object> json =
        new LinkedHashMap<>(DefinitionJson.write(result.request().definition()));
    json.put("HyperParameterTuningJobStatus", outcome.status());
    double created = result.began().toEpochMilli() / 1e3;
    json.put("CreationTime", created);
    json.put("HyperParameterTuningEndTime", created + outcome.seconds());
    Map<String, Object> statuses = new LinkedHashMap<>();
    statuses.put("Completed", outcome.count("Completed"));
    statuses.put("InProgress", 0);
    statuses.put("RetryableError", 0);
    statuses.put("NonRetryableError", outcome.count("Failed"));
    statuses.put("Stopped", outcome.count("Stopped"));
    json.put("TrainingJobStatusCounters", statuses);
    Map<String, Object> objectives = new LinkedHashMap<>();
    objectives.put("Succeeded", outcome.withObjective());
    objectives.put("Pending", 0);
    objectives.put("Failed", outcome.jobs().size() - outcome.withObjective());
    json.put("ObjectiveStatusCounters", objectives);
    outcome.best().ifPresent(best -> json.put("BestTrainingJob", summary(result, best)));
    result
        .overall()
        .ifPresent(
            best -> {
              Map<String, Object> overall = new LinkedHashMap<>();
              overall.put("TuningJobName", best.tuningJob());
              overall.put("TunedHyperParameters", best.setting());
              overall.put(
                  "FinalHyperParameterTuningJobObjectiveMetric", metric(result, best.objective()));
              json.put("OverallBestTrainingJob", overall);
            });
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("NumberOfTrainingJobsObjectiveNotImproving", outcome.notImproving());
    if (outcome.converged()) {
      details.put("ConvergenceDetectedTime", created + outcome.seconds());
    }
    json.put("TuningJobCompletionDetails", details);
    json.put("ConsumedResources", Map.of("RuntimeInSeconds", Math.round(outcome.seconds())));
    json.put(
        "TrainingJobSummaries", outcome.jobs().stream().map(job -> summary(result, job)).toList());
    json.put("algorithm", result.request().job().request().algorithm());
    json.put("study", result.request().key());
    StudyLabels.add(json, result.request().labels());
    json.put("status", outcome.status());
    json.put("reason", outcome.reason());
    json.put("epochs", outcome.epochs());
    json.put("known", outcome.jobs().stream().filter(job -> !job.trained()).count());
    json.put("seconds", outcome.seconds());
    json.put("command", result.retrain().orElse(null));
    json.put("report", report.map(Path::toString).orElse(null));
    json.put("notes", result.request().notes());
    json.put("warnings", result.warnings());
    return json;
  }

  private static Map<String, Object> summary(TuneResult result, TrainingJob job) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("TrainingJobName", job.name());
    json.put("TrainingJobStatus", job.result().status());
    if (job.result().status().equals("Failed")) {
      json.put("FailureReason", job.result().reason());
    }
    json.put("TunedHyperParameters", job.setting());
    if (job.hasObjective()) {
      json.put("FinalHyperParameterTuningJobObjectiveMetric", metric(result, job.objective()));
    }
    json.put("ObjectiveStatus", job.hasObjective() ? "Succeeded" : "Failed");
    json.put("reason", job.result().reason());
    json.put("metrics", numbers(job.result().metrics()));
    json.put("epochs", job.result().epochs());
    json.put("seconds", job.result().seconds());
    return json;
  }

  private static Map<String, Object> metric(TuneResult result, double value) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("Type", result.outcome().type().map(TuningDefinition.Type::toString).orElse(null));
    metric.put("MetricName", result.request().definition().objective());
    metric.put("Value", Json.number(value));
    return metric;
  }

  private static Map<String, Object> numbers(Map<String, Double> values) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    values.forEach((name, value) -> numbers.put(name, Json.number(value)));
    return numbers;
  }

  /** Names of the columns of all tuned hyperparameters, in order. */
  static List<String> names(TuneResult result) {
    return result.request().definition().parameters().stream().map(p -> p.name()).toList();
  }
}
