package dev.orrery.benchmarks;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.run.RandomStreams;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The work of a {@link ScalingLine} at one size, on rows in memory. */
final class ScalingTask {

  /** Settings that are not hyperparameters. */
  private static final Set<String> OF_THE_TASK =
      Set.of("rows", "columns", "threads", "train", "queries", "active", "pool", "features");

  private final String stage;
  private final OrreryTraining<?, ?> training;
  private final Matrix asked;
  private final int passes;
  private Model model;

  private ScalingTask(String stage, OrreryTraining<?, ?> training, Matrix asked, int passes) {
    this.stage = stage;
    this.training = training;
    this.asked = asked;
    this.passes = passes;
  }

  /** The tasks of a line at each of its sizes; they share their rows as far as they can. */
  static ScalingTask[] of(ScalingLine line) {
    Map<String, Batch> known = new HashMap<>();
    int most = line.sizes().stream().mapToInt(size -> held(line.at(size))).max().orElseThrow();
    ScalingTask[] tasks = new ScalingTask[line.sizes().size()];
    for (int i = 0; i < tasks.length; i++) {
      Map<String, Integer> settings = line.at(line.sizes().get(i));
      int columns = settings.getOrDefault("columns", 0);
      int active = settings.getOrDefault("active", 12);
      int features = settings.getOrDefault("features", 15_200);
      Batch all =
          known.computeIfAbsent(
              columns + " " + active,
              key ->
                  line.algorithm().equals("factorization-machines")
                      ? sparse(most, active, features)
                      : dense(line.algorithm(), most, columns));
      tasks[i] = of(line, settings, all);
    }
    return tasks;
  }

  /** Rows that a task keeps in memory; a pool stands for a stream that passes over it. */
  private static int held(Map<String, Integer> settings) {
    int rows = settings.getOrDefault("pool", settings.get("rows"));
    int others = Math.max(settings.getOrDefault("queries", 0), settings.getOrDefault("train", 0));
    return Math.max(rows, others);
  }

  private static ScalingTask of(ScalingLine line, Map<String, Integer> settings, Batch all) {
    String stage = line.stage().split(" ")[0];
    int rows = settings.getOrDefault("pool", settings.get("rows"));
    int passes = settings.get("rows") / rows;
    int train = stage.equals("predict") ? settings.getOrDefault("train", rows) : rows;
    OrreryTraining<?, ?> training =
        OrreryTraining.of(
            line.algorithm(),
            hyperparameters(line.algorithm(), settings),
            all.slice(0, train),
            "simd",
            settings.get("threads"));
    int asked = settings.getOrDefault("queries", rows);
    return new ScalingTask(stage, training, all.slice(0, asked).features(), passes);
  }

  private static Map<String, String> hyperparameters(
      String algorithm, Map<String, Integer> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    switch (algorithm) {
      case "kmeans" -> {
        all.put("local_lloyd_max_iter", "10");
        all.put("local_lloyd_tol", "0");
      }
      case "knn" -> {
        all.put("predictor_type", "classifier");
        all.put("sample_size", settings.get("rows").toString());
      }
      case "linear-learner" -> all.put("predictor_type", "binary_classifier");
      case "factorization-machines" -> all.put("predictor_type", "regressor");
      default -> {}
    }
    settings.forEach(
        (name, value) -> {
          if (!OF_THE_TASK.contains(name)) {
            all.put(name, value.toString());
          }
        });
    if (algorithm.equals("randomcutforest") && settings.containsKey("orrery_streaming")) {
      all.remove("orrery_streaming");
      all.put("orrery_mode", "streaming");
    }
    return all;
  }

  /** Rows of the kind that the races have. */
  private static Batch dense(String algorithm, int rows, int columns) {
    Map<String, Integer> size = Map.of("rows", rows, "columns", columns, "queries", 0);
    return switch (algorithm) {
      case "linear-learner" -> RaceData.of("linear", size).train();
      case "randomcutforest" -> RaceData.of("forest", size).train();
      default -> RaceData.of(algorithm, size).train();
    };
  }

  /** Ratings of sparse rows, each with the same number of ones. */
  private static Batch sparse(int rows, int active, int features) {
    RandomGenerator random = new RandomStreams(6).stream("scaling.fm.rows");
    int[] start = new int[rows + 1];
    int[] column = new int[rows * active];
    float[] ones = new float[rows * active];
    float[] labels = new float[rows];
    int width = features / active;
    for (int i = 0; i < rows; i++) {
      start[i + 1] = start[i] + active;
      for (int e = 0; e < active; e++) {
        column[start[i] + e] = e * width + random.nextInt(width);
        ones[start[i] + e] = 1;
      }
      labels[i] = (float) (3 + random.nextGaussian());
    }
    return new Batch(new CsrMatrix(rows, features, start, column, ones), labels, 1);
  }

  /** Makes everything ready for one run; not timed. */
  void prepare() {
    if (stage.equals("predict")) {
      if (model == null) {
        train();
        model = training.finish();
      }
      return;
    }
    training.begin();
    if (stage.equals("finish")) {
      takeIn();
    }
  }

  private void train() {
    training.begin();
    takeIn();
  }

  private void takeIn() {
    for (int pass = 0; pass < passes; pass++) {
      training.pass();
    }
  }

  /** Does the timed work once. */
  Object run() {
    switch (stage) {
      case "update" -> takeIn();
      case "finish" -> model = training.finish();
      case "predict" -> {
        return model.predict(asked, training.context());
      }
      default -> throw new IllegalArgumentException("no stage " + stage);
    }
    return this;
  }
}
