package dev.orrery.training;

import dev.orrery.core.algorithm.Description;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.text.Text;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The lines with which SageMaker's log begins, whichever algorithm trains (spec A6, A7). */
final class LogHead {

  private final Job job;
  private final boolean again;

  /**
   * The first lines of the log of a job.
   *
   * @param again whether the training goes on from a checkpoint
   */
  LogHead(Job job, boolean again) {
    this.job = job;
    this.again = again;
  }

  void write(SageMakerLog log) {
    log.raw("Docker entrypoint called with argument(s): train");
    log.raw("Running default environment configuration script");
    log.info("Reading default configuration from default-input.json: " + python(defaults()));
    log.info(
        "Merging with provided configuration from /opt/ml/input/config/hyperparameters.json: "
            + python(job.request().hyperparameters()));
    log.info("Final configuration: " + python(job.hyperparameters().asMap()));
    log.warning("Loggers have already been setup.");
    log.raw("Process 1 is a worker.");
    log.info("Using default worker.");
    for (String type : types()) {
      log.info(
          Text.format("Loaded iterator creator %s for content type ('%s', '1.0')", type, type));
    }
    if (!again) {
      // Those of SageMaker, which a run cannot ask for; what lies in the run's folder is Orrery's.
      log.info("Checkpoint loading and saving are disabled.");
    }
  }

  private Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Hyperparameter<?> hyperparameter : job.algorithm().hyperparameters().all()) {
      if (!hyperparameter.extension()) {
        hyperparameter.defaultText().ifPresent(text -> defaults.put(hyperparameter.name(), text));
      }
    }
    return defaults;
  }

  /** RecordIO-protobuf, which every algorithm reads, and what the channels are. */
  private Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    types.add(Description.RECORDIO);
    job.channels().values().forEach(data -> types.add(data.contentType().mediaType().text()));
    return types;
  }

  /** A map of words as Python prints it. */
  private static String python(Map<String, String> map) {
    StringBuilder text = new StringBuilder("{");
    map.forEach(
        (name, value) -> {
          text.append(text.length() == 1 ? "" : ", ");
          text.append(python(name)).append(": ").append(python(value));
        });
    return text.append('}').toString();
  }

  private static String python(String word) {
    String text = word.replace("\\", "\\\\");
    return word.contains("'") && !word.contains("\"")
        ? '"' + text + '"'
        : "'" + text.replace("'", "\\'") + "'";
  }
}
