package dev.orrery.cli.tune;

import dev.orrery.cli.Home;
import dev.orrery.cli.JobOptions;
import dev.orrery.cli.Json;
import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.text.Text;
import dev.orrery.formats.DataFile;
import dev.orrery.formats.OpenedData;
import dev.orrery.kernels.Backend;
import dev.orrery.runstore.StoredRun;
import dev.orrery.training.Job;
import dev.orrery.training.JobRequest;
import dev.orrery.training.TrainingRun;
import dev.orrery.tuning.job.DefinitionJson;
import dev.orrery.tuning.job.Objectives;
import dev.orrery.tuning.job.TuningDefinition;
import dev.orrery.tuning.search.Parameter;
import dev.orrery.tuning.search.SearchSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tuning job whose definition has been checked and whose data is open.
 *
 * @param definition what is to be done
 * @param job what all training jobs have in common
 * @param backend what computes
 * @param study all that the results depend on
 * @param key SHA-256 of {@code study}
 * @param labels what a person says of it, on which no result depends
 * @param notes what was decided for the user
 */
record TuneRequest(
    TuningDefinition definition,
    Job job,
    Backend backend,
    Map<String, Object> study,
    String key,
    StoredRun.Labels labels,
    List<String> notes) {

  private static final int HEAP_SHARE = 3;
  private static final int HEX = 8;
  private static final int LONGEST_STEM = 18;

  /** Opens the data of a definition. */
  static TuneRequest open(
      TuningDefinition definition,
      boolean unnamed,
      JobOptions options,
      StoredRun.Labels labels,
      List<String> notes)
      throws IOException {
    Backend backend = options.backend();
    Job opened = withObjective(open(definition, options, backend), definition, notes);
    if (opened.request().piped()) {
      throw new CustomerError(
          "Tuning reads the data many times, so it cannot read through a pipe; use File mode",
          "--input-mode");
    }
    Job job = opened.inMemory(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    job.notes().stream().distinct().forEach(notes::add);
    Map<String, Object> study = study(definition, unnamed, job, backend);
    String key = sha256(Json.line(study));
    TuningDefinition named =
        unnamed ? definition.withName(name(job.request().algorithm(), key)) : definition;
    return new TuneRequest(named, job, backend, study, key, labels, notes);
  }

  /**
   * A setting in the middle stands for all when the data is opened; where it does not fit, the
   * least does.
   */
  private static Job open(TuningDefinition definition, JobOptions options, Backend backend)
      throws IOException {
    try {
      return open(definition, 0.5, options, backend);
    } catch (OrreryException e) {
      try {
        return open(definition, 0, options, backend);
      } catch (OrreryException _) {
        throw e;
      }
    }
  }

  private static Job open(
      TuningDefinition definition, double at, JobOptions options, Backend backend)
      throws IOException {
    double[] point = new double[definition.parameters().size()];
    Arrays.fill(point, at);
    Map<String, String> values = new LinkedHashMap<>(definition.fixed());
    values.putAll(new SearchSpace(definition.parameters()).at(point));
    JobRequest request = options.request(values, false, null, true);
    return Job.open(request.withBackend(backend.name()), Home.datasets());
  }

  /** The job with the channel that its objective is measured on. */
  private static Job withObjective(Job job, TuningDefinition definition, List<String> notes) {
    String channel = Objectives.channel(definition.objective()).orElse("train");
    if (job.channel(channel).isPresent()) {
      return job;
    }
    boolean splitOff = job.request().test() == null && job.channel("test").isPresent();
    if (channel.equals("validation") && splitOff) {
      notes.add(
          "The rows of --split are the validation channel, on which "
              + definition.objective()
              + " is measured.");
      Map<String, OpenedData> channels = new LinkedHashMap<>(job.channels());
      channels.put("validation", channels.remove("test"));
      return new Job(
          job.request(),
          job.algorithm(),
          job.hyperparameters(),
          job.defaultBatchSize(),
          channels,
          job.shards(),
          job.fromState(),
          job.notes());
    }
    throw new CustomerError(
        Text.format(
            "The objective '%s' is measured on the %s channel, which is not there; add --%s DATA, or --split 0.25 to take it from the training data",
            definition.objective(), channel, channel),
        "--objective");
  }

  private static Map<String, Object> study(
      TuningDefinition definition, boolean unnamed, Job job, Backend backend) throws IOException {
    JobRequest request = job.request();
    Map<String, Object> study = new LinkedHashMap<>();
    study.put("kind", "tune");
    study.put("algorithm", request.algorithm());
    study.put("train", request.train());
    study.put("validation", request.validation());
    study.put("test", request.test());
    Map<String, Object> data = new LinkedHashMap<>();
    for (Map.Entry<String, OpenedData> channel : job.channels().entrySet()) {
      List<String> files = new ArrayList<>();
      for (DataFile file : channel.getValue().files()) {
        files.add(file.sha256());
      }
      data.put(channel.getKey(), files);
    }
    study.put("data_sha256", data);
    study.put("reading", request.reading());
    study.put("seed", request.seed());
    study.put("backend", backend.name());
    study.put("hosts", request.hosts());
    study.put("split_rows", request.splitRows());
    study.put("distribution", request.distribution());
    study.put("version", TrainingRun.VERSION);
    study.put(
        "definition", DefinitionJson.write(unnamed ? definition.withName("unnamed") : definition));
    return study;
  }

  private static String name(String algorithm, String key) {
    String stem = algorithm.substring(0, Math.min(LONGEST_STEM, algorithm.length()));
    return "tune-" + stem + "-" + key.substring(0, HEX);
  }

  /** SHA-256 over the training data, by which warm start knows it again. */
  String data() {
    return Json.line(study.get("data_sha256"));
  }

  /** Such as {@code K-means on digits: k, init_method}. */
  String title() {
    Algorithm<?, ?> algorithm = Algorithms.find(job.request().algorithm());
    return algorithm.description().title()
        + " on "
        + Path.of(job.request().train()).getFileName()
        + ": "
        + String.join(", ", definition.parameters().stream().map(Parameter::name).toList());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
