package dev.orrery.cli.runs;

import dev.orrery.cli.Json;
import dev.orrery.runstore.StoredRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run as JSON, and as one flat row of named values. */
final class RunJson {

  private RunJson() {}

  /** All that the store knows of a run, in maps and lists. */
  static Map<String, Object> of(StoredRun run) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", run.id());
    json.put("name", run.labels().name());
    json.put("kind", run.kind().text());
    json.put("algorithm", run.algorithm());
    json.put("status", ReadStore.status(run));
    json.put("reason", run.outcome().reason());
    json.put("created", run.created());
    json.put("seconds", run.outcome().seconds());
    json.put("epochs", run.outcome().epochs());
    json.put("group", run.labels().group());
    json.put("tags", run.labels().tags());
    json.put("comments", run.labels().comments());
    run.trial()
        .ifPresent(
            place -> {
              json.put("study", place.study());
              json.put("trial", place.trial());
              json.put("repetition", place.repetition());
              json.put("fold", place.fold());
            });
    json.put("seed", run.setup().seed());
    json.put("hosts", run.setup().hosts());
    json.put("backend", run.setup().backend());
    json.put("device", run.setup().device());
    json.put("threads", run.setup().threads());
    json.put("version", run.setup().version());
    json.put("revision", run.setup().revision());
    json.put("machine", run.setup().machine());
    json.put("folder", run.lineage().folder());
    json.put("model_sha256", run.lineage().model());
    json.put("state_sha256", run.lineage().state());
    json.put("from_folder", run.lineage().fromFolder());
    json.put("from_state_sha256", run.lineage().fromState());
    json.put("replay_of", run.lineage().replayOf());
    Map<String, Object> hyperparameters = new LinkedHashMap<>();
    Map<String, Object> given = new LinkedHashMap<>();
    List<String> varied = new ArrayList<>();
    for (StoredRun.Hyperparameter hyperparameter : run.hyperparameters()) {
      if (hyperparameter.value() != null) {
        hyperparameters.put(hyperparameter.name(), hyperparameter.value());
      }
      if (hyperparameter.given() != null) {
        given.put(hyperparameter.name(), hyperparameter.given());
      }
      if (hyperparameter.varied()) {
        varied.add(hyperparameter.name());
      }
    }
    json.put("hyperparameters", hyperparameters);
    json.put("given", given);
    if (!varied.isEmpty()) {
      json.put("varied", varied);
    }
    Map<String, Object> metrics = new LinkedHashMap<>();
    Map<String, Object> directions = new LinkedHashMap<>();
    for (StoredRun.Measurement metric : run.metrics()) {
      metrics.put(metric.metric(), Json.number(metric.value()));
      directions.put(metric.metric(), word(metric));
    }
    json.put("metrics", metrics);
    json.put("directions", directions);
    json.put("curve", run.curve().stream().map(RunJson::point).toList());
    json.put("data", run.channels().stream().map(RunJson::channel).toList());
    json.put("notes", run.notes());
    json.put("warnings", run.warnings());
    return json;
  }

  private static String word(StoredRun.Measurement metric) {
    return switch (metric.direction()) {
      case null -> null;
      case LOSS -> "less is better";
      case SCORE -> "more is better";
      case FIGURE -> "neither is better";
    };
  }

  private static Map<String, Object> point(StoredRun.Point point) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", point.epoch());
    json.put("metric", point.metric());
    json.put("value", Json.number(point.value()));
    return json;
  }

  private static Map<String, Object> channel(StoredRun.Channel channel) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("channel", channel.name());
    json.put("argument", channel.argument());
    json.put("rows", channel.rows());
    json.put("feature_dim", channel.featureDim());
    json.put("bytes", channel.bytes());
    json.put("sha256", channel.sha256());
    json.put("files", channel.files());
    return json;
  }

  /**
   * A run as one row: {@code params.k}, {@code metrics.test:msd} and so on, in order. What it does
   * not have is left out.
   */
  static Map<String, String> flat(StoredRun run) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", run.id());
    row.put("name", run.labels().name());
    row.put("kind", run.kind().text());
    row.put("group", run.labels().group());
    row.put("tags", String.join(" ", run.labels().tags()));
    row.put("algorithm", run.algorithm());
    row.put("status", run.outcome().status());
    row.put("created", run.created());
    put(row, "seconds", run.outcome().seconds());
    put(row, "epochs", run.outcome().epochs());
    put(row, "study", run.trial().map(StoredRun.Place::study).orElse(null));
    put(row, "repetition", run.trial().map(StoredRun.Place::repetition).orElse(null));
    put(row, "fold", run.trial().map(StoredRun.Place::fold).orElse(null));
    row.putAll(compared(run));
    row.put("folder", run.lineage().folder());
    row.put("model_sha256", run.lineage().model());
    row.values().removeIf(value -> value == null || value.isEmpty());
    return row;
  }

  /** What makes one run another than the next: settings, results, data, code and machine. */
  static Map<String, String> compared(StoredRun run) {
    Map<String, String> row = new LinkedHashMap<>();
    StoredRun.Setup setup = run.setup();
    row.put("algorithm", run.algorithm());
    put(row, "seed", setup.seed());
    put(row, "hosts", setup.hosts());
    for (StoredRun.Hyperparameter hyperparameter : run.hyperparameters()) {
      String value = hyperparameter.value();
      row.put("params." + hyperparameter.name(), value == null ? hyperparameter.given() : value);
    }
    for (StoredRun.Measurement metric : run.metrics()) {
      put(row, "metrics." + metric.metric(), metric.value());
    }
    for (StoredRun.Channel channel : run.channels()) {
      String name = "data." + channel.name();
      row.put(name, channel.argument());
      put(row, name + ".rows", channel.rows());
      row.put(name + ".sha256", channel.sha256());
    }
    put(row, "from_state_sha256", run.lineage().fromState());
    row.put("backend", setup.backend());
    put(row, "device", setup.device());
    put(row, "threads", setup.threads());
    row.put("version", setup.version());
    row.put("revision", setup.revision());
    row.put("machine.processor", setup.machine().processor());
    row.put("machine.architecture", setup.machine().architecture());
    put(row, "machine.cores", setup.machine().logicalCores());
    put(row, "machine.vector_bits", setup.machine().vectorBits());
    row.put("machine.jdk", setup.machine().jdk());
    row.put("machine.system", setup.machine().system());
    return row;
  }

  private static void put(Map<String, String> row, String name, Object value) {
    if (value != null) {
      row.put(name, value.toString());
    }
  }
}
