package dev.orrery.report.comparison;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.metric.Metric;
import dev.orrery.report.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Comparisons with made-up figures that behave as real ones do, the same at every call. */
final class Studies {

  private Studies() {}

  /** Linear learner trained 90 times on the sample breast-cancer, as it was exported. */
  static Comparison real() throws IOException {
    try (InputStream in = Studies.class.getResourceAsStream("linear-learner.json")) {
      return new ObjectMapper().readValue(in, Comparison.class);
    }
  }

  /** A grid over k and two ways to begin, with several seeds. */
  static Comparison kMeans() {
    Random random = new Random(7);
    List<Comparison.Trial> trials = new ArrayList<>();
    int setting = 0;
    for (int k = 2; k <= 20; k++) {
      for (String init : List.of("random", "kmeans++")) {
        for (String extra : List.of("1", "4")) {
          setting++;
          for (int seed = 0; seed < 5; seed++) {
            double base = 1300 / Math.pow(k, 0.45) * (init.equals("random") ? 1.02 : 1);
            double msd =
                base * (extra.equals("1") ? 1.03 : 1) * (1 + 0.012 * random.nextGaussian());
            Map<String, String> values = new LinkedHashMap<>();
            values.put("k", Integer.toString(k));
            values.put("init_method", init);
            values.put("extra_center_factor", extra);
            boolean fails = k == 20 && extra.equals("4") && seed == 4;
            trials.add(
                new Comparison.Trial(
                    trials.size() + 1,
                    setting,
                    values,
                    seed,
                    0,
                    fails ? "Failed" : "Completed",
                    fails
                        ? "k = 20 with extra_center_factor = 4 needs more rows than there are."
                        : "",
                    fails
                        ? Map.of()
                        : new LinkedHashMap<>(
                            Map.of("test:msd", msd, "orrery:train_msd", msd * 0.97)),
                    List.of(),
                    1,
                    0.02 + 0.002 * k));
          }
        }
      }
    }
    return comparison(
        "K-means on digits: k, init_method, extra_center_factor",
        "kmeans",
        List.of(
            new Comparison.Axis("k", true, false, "Number of centers."),
            new Comparison.Axis("init_method", false, false, "How the first centers are chosen."),
            new Comparison.Axis(
                "extra_center_factor",
                true,
                true,
                "Working centers for each center of the model.")),
        "test:msd",
        Map.of("test:msd", Metric.Direction.LOSS, "orrery:train_msd", Metric.Direction.LOSS),
        trials);
  }

  /** A random search over five hyperparameters, with curves, failures and early stops. */
  static Comparison linearLearner(int count) {
    Random random = new Random(11);
    List<Comparison.Trial> trials = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      double rate = Math.pow(10, -4 + 4 * random.nextDouble());
      double l1 = Math.pow(10, -6 + 5 * random.nextDouble());
      double decay = Math.pow(10, -6 + 5 * random.nextDouble());
      String optimizer = random.nextInt(3) == 0 ? "sgd" : "adam";
      int batch = 1 << 4 + random.nextInt(6);
      Map<String, String> values = new LinkedHashMap<>();
      values.put("learning_rate", String.format(Locale.ROOT, "%.6g", rate));
      values.put("l1", String.format(Locale.ROOT, "%.6g", l1));
      values.put("wd", String.format(Locale.ROOT, "%.6g", decay));
      values.put("optimizer", optimizer);
      values.put("mini_batch_size", Integer.toString(batch));
      double far = Math.log10(rate) + (optimizer.equals("sgd") ? 1 : 2);
      double end = 0.08 + 0.05 * far * far + 3 * l1 + decay + 0.01 * random.nextDouble();
      boolean failed = optimizer.equals("sgd") && rate > 0.6;
      boolean stopped = !failed && end > 0.32 && random.nextBoolean();
      int epochs = failed ? 1 : stopped ? 4 : 15;
      List<Comparison.Point> curve = new ArrayList<>();
      for (int epoch = 0; epoch < epochs && !failed; epoch++) {
        double loss = end + (0.69 - end) * Math.exp(-0.5 * (epoch + 1) * Math.sqrt(rate * 30));
        curve.add(new Comparison.Point(epoch, "train:objective_loss", loss));
        curve.add(
            new Comparison.Point(
                epoch, "validation:objective_loss", loss * 1.05 + 0.002 * random.nextDouble()));
      }
      double last = failed ? 0 : curve.getLast().value();
      trials.add(
          new Comparison.Trial(
              id,
              id,
              values,
              0,
              0,
              failed ? "Failed" : stopped ? "Stopped" : "Completed",
              failed
                  ? "The loss is not a number at step 12, at learning_rate " + rate + "."
                  : stopped ? "Worse than the median of the others after 4 passes." : "",
              failed
                  ? Map.of()
                  : new LinkedHashMap<>(
                      Map.of(
                          "validation:objective_loss",
                          last,
                          "test:binary_classification_accuracy",
                          1 - last / 2)),
              curve,
              epochs,
              0.05 * epochs));
    }
    return comparison(
        "Linear learner on breast cancer: a random search",
        "linear-learner",
        List.of(
            new Comparison.Axis("learning_rate", true, true, "How far a step goes."),
            new Comparison.Axis("l1", true, true, "Weight of the L1 penalty."),
            new Comparison.Axis("wd", true, true, "Weight of the L2 penalty."),
            new Comparison.Axis("optimizer", false, false, "How a step is computed."),
            new Comparison.Axis("mini_batch_size", true, true, "Rows of a step.")),
        "validation:objective_loss",
        Map.of(
            "validation:objective_loss",
            Metric.Direction.LOSS,
            "train:objective_loss",
            Metric.Direction.LOSS,
            "test:binary_classification_accuracy",
            Metric.Direction.SCORE),
        trials);
  }

  /** A cross-validation of k of the nearest neighbours. */
  static Comparison knnFolds() {
    Random random = new Random(3);
    double[] hard = {0.01, -0.015, 0, 0.02, -0.01};
    List<Comparison.Trial> trials = new ArrayList<>();
    int setting = 0;
    for (int k : new int[] {1, 2, 3, 5, 8, 12, 20, 40}) {
      setting++;
      for (int fold = 0; fold < 5; fold++) {
        for (int seed = 0; seed < 2; seed++) {
          double accuracy =
              0.97
                  - 0.012 * Math.pow(Math.log(k / 3.0), 2)
                  + hard[fold]
                  + 0.004 * random.nextGaussian();
          trials.add(
              new Comparison.Trial(
                  trials.size() + 1,
                  setting,
                  Map.of("k", Integer.toString(k)),
                  seed,
                  fold,
                  "Completed",
                  "",
                  Map.of("test:accuracy", accuracy),
                  List.of(),
                  1,
                  0.03));
        }
      }
    }
    return comparison(
        "K-nearest neighbours on digits: k, 5 folds",
        "knn",
        List.of(new Comparison.Axis("k", true, true, "Number of neighbours that vote.")),
        "test:accuracy",
        Map.of("test:accuracy", Metric.Direction.SCORE),
        trials);
  }

  /** Rows in the plane around some centers on a circle. */
  static DenseMatrix blobs(int centers, int rows) {
    Random random = new Random(5);
    float[] values = new float[2 * rows];
    for (int i = 0; i < rows; i++) {
      double angle = 2 * Math.PI * (i % centers) / centers;
      values[2 * i] = (float) (10 * Math.cos(angle) + random.nextGaussian());
      values[2 * i + 1] = (float) (10 * Math.sin(angle) + random.nextGaussian());
    }
    return new DenseMatrix(values, rows, 2);
  }

  private static Comparison comparison(
      String title,
      String algorithm,
      List<Comparison.Axis> axes,
      String objective,
      Map<String, Metric.Direction> directions,
      List<Comparison.Trial> trials) {
    List<Comparison.Importance> importances = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      importances.add(new Comparison.Importance(axes.get(i).name(), Math.pow(0.5, i + 1)));
    }
    return new Comparison(
        title,
        algorithm,
        List.of(
            "Setting 1 has the best " + objective + " of all that were tried.",
            "Most of the difference goes with "
                + axes.getFirst().name()
                + " <script>alert(1)</script>."),
        "./orrery compare "
            + algorithm
            + " --train digits --vary "
            + axes.getFirst().name()
            + "=...",
        List.of(
            RunReport.Fact.of("Trainings", Integer.toString(trials.size())),
            RunReport.Fact.verbatim("Data", "sha256:0123456789abcdef")),
        axes,
        objective,
        directions,
        trials,
        importances,
        "Made up for a test.",
        List.of(),
        "",
        List.of("A note."),
        List.of());
  }

  /** The same study, in which nothing but the seed differs. */
  static Comparison withoutAxes(Comparison given) {
    List<Comparison.Trial> trials =
        given.trials().subList(0, 5).stream()
            .map(
                t ->
                    new Comparison.Trial(
                        t.id(),
                        1,
                        Map.of(),
                        t.repetition(),
                        0,
                        t.status(),
                        t.reason(),
                        t.metrics(),
                        t.curve(),
                        1,
                        t.seconds()))
            .toList();
    return new Comparison(
        given.title(),
        given.algorithm(),
        given.answer(),
        given.command(),
        given.facts(),
        List.of(),
        given.objective(),
        given.directions(),
        trials,
        List.of(),
        "",
        List.of(),
        "",
        List.of(),
        List.of());
  }

  /** The same study with other trainings. */
  static Comparison with(Comparison given, List<Comparison.Trial> trials) {
    return new Comparison(
        given.title(),
        given.algorithm(),
        given.answer(),
        given.command(),
        given.facts(),
        given.axes(),
        given.objective(),
        given.directions(),
        trials,
        given.importances(),
        given.importanceMethod(),
        given.significance(),
        given.significanceMethod(),
        given.notes(),
        given.warnings());
  }
}
