package dev.orrery.cli.compare;

import dev.orrery.cli.Home;
import dev.orrery.cli.JobOptions;
import dev.orrery.cli.Json;
import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
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
import dev.orrery.tuning.compare.Grid;
import dev.orrery.tuning.compare.Variation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be compared, checked and with its data in memory.
 *
 * @param grid what varies
 * @param jobs the training of each fold, with the values of some setting
 * @param given the hyperparameters that all settings share
 * @param backend what computes
 * @param shareState whether states are shared that trainings by themselves would not come to
 * @param labels what a person says of it, on which no result depends
 * @param notes what was decided for the user
 */
record Question(
    Grid grid,
    List<Job> jobs,
    Map<String, String> given,
    Backend backend,
    boolean shareState,
    StoredRun.Labels labels,
    List<String> notes) {

  private static final int SAMPLE_ROWS = 4000;

  /** Share of the heap that the rows of all folds may take. */
  private static final int HEAP_SHARE = 3;

  /** Checks every value, then opens the data. */
  static Question of(
      JobOptions options,
      StoredRun.Labels labels,
      List<String> varied,
      int repetitions,
      Integer folds,
      boolean shareState)
      throws IOException {
    Algorithm<?, ?> algorithm = Algorithms.find(options.name());
    List<Variation> variations = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String text : varied) {
      Variation variation = Variation.parse(text, algorithm.hyperparameters());
      if (options.named().contains(variation.name())) {
        throw new CustomerError(
            "'" + variation.name() + "' is given by --hp and varies; leave out one of them",
            "--vary " + variation.name());
      }
      variation.note().ifPresent(notes::add);
      variations.add(variation);
    }
    if (folds != null && folds < 2) {
      throw new CustomerError("Expected at least 2 folds, found " + folds, "--folds");
    }
    Grid grid = new Grid(variations, repetitions, folds == null ? 1 : folds);
    Map<String, String> given = options.hyperparameters(Map.of());
    variations.forEach(variation -> given.remove(variation.name()));
    Backend backend = options.backend();
    List<Map<String, String>> settings = grid.settings();
    Job first;
    try {
      first = open(options, given, settings.getFirst(), backend, grid, 0);
    } catch (OrreryException e) {
      // A grid may begin with a setting that cannot be trained, which is for the table to tell.
      try {
        first = open(options, given, settings.getLast(), backend, grid, 0);
      } catch (OrreryException _) {
        throw e;
      }
    }
    if (first.request().piped()) {
      throw new CustomerError(
          "A comparison reads the data many times, so it cannot read through a pipe; use File mode",
          "--input-mode");
    }
    long bytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE / grid.folds();
    List<Job> jobs = new ArrayList<>(List.of(first.inMemory(bytes)));
    Map<String, String> values = new LinkedHashMap<>(first.request().hyperparameters());
    for (int fold = 1; fold < grid.folds(); fold++) {
      jobs.add(open(options, values, Map.of(), backend, grid, fold).inMemory(bytes));
    }
    notes.addAll(first.notes());
    return new Question(grid, jobs, given, backend, shareState, labels, notes);
  }

  private static Job open(
      JobOptions options,
      Map<String, String> given,
      Map<String, String> setting,
      Backend backend,
      Grid grid,
      int fold)
      throws IOException {
    Map<String, String> map = new LinkedHashMap<>(given);
    map.putAll(setting);
    JobRequest request = options.request(map, false, null, true).withBackend(backend.name());
    if (grid.folds() > 1) {
      request = request.with(request.reading().ofFold(fold, grid.folds()));
    }
    try {
      return Job.open(request, Home.datasets());
    } catch (CustomerError e) {
      if (grid.folds() == 1) {
        throw e;
      }
      throw new CustomerError(
          Text.format("Fold %d of %d: %s", fold + 1, grid.folds(), e.getMessage()),
          e.where().orElse(null),
          e);
    }
  }

  /** The first rows of the training data, up to a few thousand. */
  Batch sample() throws IOException {
    DataSource train = job().channels().get("train").source();
    try (BatchReader reader = train.open()) {
      Batch batch = reader.next(SAMPLE_ROWS);
      return batch == null
          ? Batch.unlabelled(
              new DenseMatrix(new float[0], 0, job().channels().get("train").featureDim()))
          : batch;
    }
  }

  /** What all trainings have in common. */
  Job job() {
    return jobs.getFirst();
  }

  /** All that the results depend on. */
  Map<String, Object> definition() throws IOException {
    JobRequest request = job().request();
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("kind", "compare");
    definition.put("algorithm", request.algorithm());
    Map<String, Object> data = new LinkedHashMap<>();
    for (Map.Entry<String, OpenedData> channel : job().channels().entrySet()) {
      List<String> files = new ArrayList<>();
      for (DataFile file : channel.getValue().files()) {
        files.add(file.sha256());
      }
      data.put(channel.getKey(), files);
    }
    definition.put("train", request.train());
    definition.put("validation", request.validation());
    definition.put("test", request.test());
    definition.put("data_sha256", data);
    JobRequest.Reading reading = request.reading();
    Map<String, Object> read = new LinkedHashMap<>();
    read.put("content_type", reading.contentType());
    read.put("header", reading.header());
    read.put("label", reading.label());
    read.put("positive", reading.positive());
    read.put("drop", reading.drop());
    read.put("drop_missing", reading.dropMissing());
    read.put("one_hot", reading.oneHot());
    read.put("standardize", reading.standardize());
    read.put("split", reading.split());
    definition.put("reading", read);
    definition.put("hyperparameters", given);
    Map<String, Object> varied = new LinkedHashMap<>();
    grid.variations().forEach(variation -> varied.put(variation.name(), variation.values()));
    definition.put("varied", varied);
    definition.put("repetitions", grid.repetitions());
    definition.put("folds", grid.folds() == 1 ? null : grid.folds());
    definition.put("share_state", shareState);
    definition.put("seed", request.seed());
    definition.put("backend", backend.name());
    definition.put("hosts", request.hosts());
    definition.put("split_rows", request.splitRows());
    definition.put("distribution", request.distribution());
    definition.put("version", TrainingRun.VERSION);
    return definition;
  }

  /** What the study is known by. */
  static String key(Map<String, Object> definition) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(Json.line(definition).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Such as {@code K-means on digits: k, init_method}. */
  String title() {
    return job().algorithm().description().title()
        + " on "
        + Path.of(job().request().train()).getFileName()
        + ": "
        + String.join(", ", grid.variations().stream().map(Variation::name).toList());
  }
}
