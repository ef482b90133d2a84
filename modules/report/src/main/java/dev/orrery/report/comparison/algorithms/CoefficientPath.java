package dev.orrery.report.comparison.algorithms;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.metric.Metric;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.report.Picture;
import dev.orrery.report.common.LinesPicture;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonPictures;
import dev.orrery.report.comparison.ComparisonReport;
import dev.orrery.report.comparison.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the weights of a linear model shrink as a penalty grows: the regularization path (Hastie,
 * Tibshirani and Friedman, The Elements of Statistical Learning, 3.4). The models are trained again
 * with the first seed, since a study keeps figures alone.
 */
final class CoefficientPath {

  private static final int LEAST_MODELS = 3;
  private static final int MOST_MODELS = 40;
  private static final int MOST_VALUES = 1 << 24;

  /** Features with a color and a name of their own. */
  private static final int NAMED = 8;

  private CoefficientPath() {}

  /**
   * The weights at each penalty.
   *
   * @param penalties in rising order
   * @param weights for each of them, by feature, what one deviation of the feature adds to the
   *     score
   */
  record Path(List<Double> penalties, List<double[]> weights) {}

  /**
   * The path over a penalty; what else differs is as in the best setting. Empty where the penalty
   * has too few values or too many, or the data is not at hand.
   */
  static Optional<Path> of(ComparisonPictures.Context context, String penalty) {
    if (ByHyperparameter.axis(context, penalty).isEmpty() || context.data().isEmpty()) {
      return Optional.empty();
    }
    ComparisonReport.Data data = context.data().get();
    List<Settings.Setting> along = along(context, penalty);
    double[] deviations = deviations(data.rows());
    if (along.size() < LEAST_MODELS || along.size() > MOST_MODELS || deviations.length == 0) {
      return Optional.empty();
    }
    Path path = new Path(new ArrayList<>(), new ArrayList<>());
    for (Settings.Setting setting : along) {
      if (data.models().of(setting.values()).orElse(null) instanceof LinearLearnerModel model
          && model.featureDim() == deviations.length) {
        path.penalties.add(setting.number(penalty));
        path.weights.add(scaled(model, deviations));
      }
    }
    return path.penalties.size() < LEAST_MODELS ? Optional.empty() : Optional.of(path);
  }

  /** The picture of the path, where there is one. */
  static Optional<Picture> picture(ComparisonPictures.Context context, String penalty) {
    return of(context, penalty)
        .map(
            path ->
                draw(
                    context,
                    ByHyperparameter.axis(context, penalty).orElseThrow(),
                    context.data().orElseThrow().featureNames(),
                    path));
  }

  /** The settings that differ from the best in the penalty alone, by the penalty. */
  private static List<Settings.Setting> along(ComparisonPictures.Context context, String penalty) {
    Settings settings = context.settings();
    String objective = context.comparison().objective();
    List<Settings.Setting> ranked =
        settings.ranked(
            objective,
            context.comparison().directions().getOrDefault(objective, Metric.Direction.LOSS));
    if (ranked.isEmpty()) {
      return List.of();
    }
    Map<String, String> best = ranked.getFirst().values();
    return settings.all().stream()
        .filter(
            setting ->
                best.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(penalty))
                    .allMatch(e -> e.getValue().equals(setting.values().get(e.getKey()))))
        .sorted(Comparator.comparingDouble(setting -> setting.number(penalty)))
        .toList();
  }

  /** The standard deviation of each column; empty where the rows are too many values to hold. */
  private static double[] deviations(Batch rows) {
    int d = rows.features().columns();
    int n = rows.rows();
    if (n == 0 || (long) n * d > MOST_VALUES) {
      return new double[0];
    }
    DenseMatrix dense =
        switch (rows.features()) {
          case DenseMatrix matrix -> matrix;
          case CsrMatrix matrix -> matrix.toDense();
        };
    double[] deviations = new double[d];
    for (int j = 0; j < d; j++) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double x = dense.get(i, j);
        double before = x - mean;
        mean += before / (i + 1);
        squares += before * (x - mean);
      }
      deviations[j] = Math.sqrt(squares / n);
    }
    return deviations;
  }

  /** What a deviation of each feature adds to the score; of several classes, the norm over them. */
  private static double[] scaled(LinearLearnerModel model, double[] deviations) {
    float[] weights = model.weights();
    int d = deviations.length;
    double[] scaled = new double[d];
    for (int j = 0; j < d; j++) {
      if (model.outputs() == 1) {
        scaled[j] = weights[j] * deviations[j];
      } else {
        for (int o = 0; o < model.outputs(); o++) {
          scaled[j] = Math.hypot(scaled[j], weights[o * d + j] * deviations[j]);
        }
      }
    }
    return scaled;
  }

  private static Picture draw(
      ComparisonPictures.Context context, Comparison.Axis axis, List<String> names, Path path) {
    double[] x = path.penalties.stream().mapToDouble(Double::doubleValue).toArray();
    int d = path.weights.getFirst().length;
    List<Integer> order =
        IntStream.range(0, d)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> -greatest(path, j)))
            .toList();
    LinesPicture picture =
        LinesPicture.named("coefficient-path-" + axis.name())
            .title("Regularization path: weights by " + axis.name())
            .subtitle(
                context.settings().axes().size() > 1
                    ? "First seed; what else differs is as in the best setting"
                    : "First seed")
            .x(axis.name())
            .y("weight times the feature's deviation")
            .description(
                "Each line is a feature: what one standard deviation of it adds to the score. A"
                    + " heavier penalty draws the weights to 0; l1 sets some of them to exactly 0."
                    + " The largest are in color.");
    if (x[0] > 0 && axis.logarithmic()) {
      picture.logX();
    }
    for (int rank = 0; rank < d; rank++) {
      int j = order.get(rank);
      picture.series(
          j < names.size() ? names.get(j) : "feature " + j,
          x,
          path.weights.stream().mapToDouble(weights -> weights[j]).toArray(),
          rank < NAMED);
    }
    return picture.build();
  }

  private static double greatest(Path path, int feature) {
    return path.weights.stream().mapToDouble(w -> Math.abs(w[feature])).max().orElse(0);
  }
}
