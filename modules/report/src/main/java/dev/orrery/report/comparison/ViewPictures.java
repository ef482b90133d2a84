package dev.orrery.report.comparison;

import dev.orrery.core.metric.Metric;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.Samples;
import dev.orrery.report.common.BarsPicture;
import dev.orrery.report.common.LinesPicture;
import dev.orrery.report.common.ParallelPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The views of the page as pictures, for the objective. */
final class ViewPictures {

  /** Hyperparameters that have a picture of their own, the most important ones. */
  private static final int MOST_AXES = 6;

  private static final int MOST_LINES = 1000;
  private static final int MOST_CURVES = 200;
  private static final int BEST_CURVES = 5;

  /** Values of a hyperparameter that a heat map has room for. */
  private static final int MOST_FIELDS = 30;

  private final Comparison comparison;
  private final Settings settings;
  private final String metric;
  private final Metric.Direction direction;
  private final List<Settings.Setting> ranked;
  private final List<Comparison.Axis> axes;

  private ViewPictures(Comparison comparison, Settings settings) {
    this.comparison = comparison;
    this.settings = settings;
    this.metric = comparison.objective();
    this.direction = comparison.directions().getOrDefault(metric, Metric.Direction.FIGURE);
    this.ranked = settings.ranked(metric, direction);
    Map<String, Double> share = new TreeMap<>();
    comparison.importances().forEach(one -> share.put(one.name(), one.share()));
    // stable: those of no known importance keep their order
    this.axes =
        settings.axes().stream()
            .filter(axis -> Places.of(settings, axis).size() > 1)
            .sorted(Comparator.comparingDouble(axis -> -share.getOrDefault(axis.name(), 0.0)))
            .toList();
  }

  static List<Picture> of(Comparison comparison, Settings settings) {
    ViewPictures views = new ViewPictures(comparison, settings);
    List<Picture> pictures = new ArrayList<>();
    if (views.ranked.isEmpty()) {
      return pictures;
    }
    if (!views.axes.isEmpty()) {
      pictures.add(views.parallel());
    }
    views.axes.stream()
        .limit(MOST_AXES)
        .map(axis -> MetricByPicture.of(comparison, settings, axis, pictures.size()))
        .forEach(pictures::add);
    views.heat().ifPresent(pictures::add);
    views.curves().ifPresent(pictures::add);
    if (!comparison.importances().isEmpty()) {
      pictures.add(views.importance());
    }
    if (comparison.trials().size() > 1) {
      pictures.add(views.history());
    }
    return pictures;
  }

  private String words() {
    return switch (direction) {
      case LOSS -> "less is better";
      case SCORE -> "more is better";
      case FIGURE -> "neither less nor more is better";
    };
  }

  private Picture parallel() {
    double[] means =
        ranked.stream().mapToDouble(setting -> Settings.figures(setting, metric).mean()).toArray();
    double low = Arrays.stream(means).min().orElse(0);
    double high = Arrays.stream(means).max().orElse(1);
    ParallelPicture picture =
        ParallelPicture.named("parallel-coordinates")
            .title("All hyperparameters at once")
            .subtitle("A line for each setting; the darker, the better its mean " + metric)
            .description(
                "Parallel coordinates of "
                    + Numbers.count(ranked.size(), "setting")
                    + ": the last axis is the mean of "
                    + metric
                    + ", "
                    + words()
                    + ".");
    List<Places> places = axes.stream().map(axis -> Places.of(settings, axis)).toList();
    for (int i = 0; i < axes.size(); i++) {
      picture.axis(axes.get(i).name(), places.get(i).ticks());
    }
    picture.axis(metric, Places.ticks(low, high, false));
    int[] drawn = Samples.evenly(ranked.size(), MOST_LINES);
    for (int n = drawn.length - 1; n >= 0; n--) {
      Settings.Setting setting = ranked.get(drawn[n]);
      double share = high > low ? (means[drawn[n]] - low) / (high - low) : 0.5;
      double[] at = new double[axes.size() + 1];
      for (int i = 0; i < axes.size(); i++) {
        at[i] = places.get(i).share(setting);
      }
      at[axes.size()] = share;
      picture.line(at, direction == Metric.Direction.LOSS ? 1 - share : share);
    }
    return picture.build();
  }

  /** The two most important hyperparameters with few values. */
  private java.util.Optional<Picture> heat() {
    List<Comparison.Axis> few =
        axes.stream().filter(axis -> Places.of(settings, axis).size() <= MOST_FIELDS).toList();
    if (few.size() < 2) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(
        HeatMaps.of("two-hyperparameters", comparison, settings, few.get(0), few.get(1), metric));
  }

  private java.util.Optional<Picture> curves() {
    String curve = curveName();
    if (curve.isEmpty()) {
      return java.util.Optional.empty();
    }
    LinesPicture picture =
        LinesPicture.named("learning-curves")
            .title("Learning curves")
            .subtitle(curve + "; in color those of the best settings by " + metric)
            .description(
                curve
                    + " pass by pass, a line for each training, those of the best settings in color.")
            .wholeX("Pass over the training data")
            .y(curve);
    List<Comparison.Trial> trials =
        ranked.stream()
            .flatMap(setting -> setting.trials().stream().limit(1))
            .filter(trial -> trial.curve().stream().anyMatch(p -> p.metric().equals(curve)))
            .toList();
    for (int t : Samples.evenly(trials.size(), MOST_CURVES)) {
      Comparison.Trial trial = trials.get(t);
      List<Comparison.Point> points =
          trial.curve().stream().filter(point -> point.metric().equals(curve)).toList();
      picture.series(
          "setting " + trial.setting(),
          points.stream().mapToDouble(point -> point.epoch() + 1).toArray(),
          points.stream().mapToDouble(Comparison.Point::value).toArray(),
          t < BEST_CURVES);
    }
    return java.util.Optional.of(picture.build());
  }

  /** The curve of the objective, or of its name on another channel, or the first; empty of none. */
  private String curveName() {
    List<String> names =
        comparison.trials().stream()
            .flatMap(trial -> trial.curve().stream())
            .filter(point -> point.epoch() > 0) // after one pass alone there is no curve
            .map(Comparison.Point::metric)
            .distinct()
            .toList();
    String plain = metric.substring(metric.indexOf(':') + 1);
    return names.stream()
        .min(
            Comparator.comparing((String name) -> !name.equals(metric))
                .thenComparing(name -> !name.endsWith(plain)))
        .orElse("");
  }

  private Picture importance() {
    BarsPicture picture =
        BarsPicture.named("importance")
            .title("What matters for " + metric)
            .subtitle("Share of " + metric + " that goes with each hyperparameter, in percent")
            .description(comparison.importanceMethod())
            .axis("share in percent");
    comparison.importances().forEach(one -> picture.bar(one.name(), 100 * one.share()));
    return picture.build();
  }

  private Picture history() {
    List<double[]> known = new ArrayList<>();
    List<double[]> best = new ArrayList<>();
    for (Comparison.Trial trial : comparison.trials()) {
      var value = Settings.value(trial, metric);
      if (value.isPresent()) {
        known.add(new double[] {trial.id(), value.getAsDouble()});
        double before = best.isEmpty() ? Double.NaN : best.getLast()[1];
        boolean better =
            direction == Metric.Direction.SCORE
                ? !(value.getAsDouble() <= before)
                : !(value.getAsDouble() >= before);
        best.add(new double[] {trial.id(), better ? value.getAsDouble() : before});
      }
    }
    return LinesPicture.named("best-so-far")
        .title("Best so far")
        .subtitle("The best " + metric + " of all trainings up to each; " + words())
        .wholeX("Training, in order")
        .y(metric)
        .series("each training", column(known, 0), column(known, 1), false)
        .series("best so far", column(best, 0), column(best, 1), true)
        .build();
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }
}
