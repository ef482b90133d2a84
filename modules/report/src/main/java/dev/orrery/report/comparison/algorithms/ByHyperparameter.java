package dev.orrery.report.comparison.algorithms;

import dev.orrery.report.Picture;
import dev.orrery.report.common.LinesPicture;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonPictures;
import dev.orrery.report.comparison.Places;
import dev.orrery.report.comparison.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Metrics by one numeric hyperparameter, as lines. */
final class ByHyperparameter {

  /** Values beyond which each has hardly more than one training, so that lines would jump. */
  private static final int MOST_PLACES = 60;

  /** Values of another hyperparameter that may have a line each. */
  private static final int MOST_GROUPS = 6;

  private ByHyperparameter() {}

  /** The keys of a metric on all channels, such as {@code test:msd}, in their order. */
  static List<String> named(Settings settings, String name) {
    String channel = "(train|validation|test)";
    String end = java.util.regex.Pattern.quote(name);
    return settings.metrics().stream()
        .filter(key -> key.matches(channel + ":" + end + "|orrery:" + channel + "_" + end))
        .toList();
  }

  /**
   * A numeric hyperparameter that differs, with few enough values to draw a line over. Where others
   * differ too and each value has one training, as in a random search, a line would only jump.
   */
  static Optional<Comparison.Axis> axis(ComparisonPictures.Context context, String name) {
    return context
        .settings()
        .axis(name)
        .filter(Comparison.Axis::numeric)
        .filter(
            axis -> {
              int places = Places.of(context.settings(), axis).size();
              boolean alone = context.settings().axes().size() == 1;
              boolean repeated = context.comparison().trials().size() >= 1.5 * places;
              return places > 1 && places <= MOST_PLACES && (alone || repeated);
            });
  }

  /**
   * A picture with a line for each metric; of one metric, a line for each value of another
   * hyperparameter where one has few. Empty where the hyperparameter does not differ or nothing was
   * measured.
   *
   * @param name of its files
   * @param metrics keys
   * @param why one sentence on how to read it
   */
  static Optional<Picture> lines(
      ComparisonPictures.Context context,
      String name,
      String title,
      String hyperparameter,
      List<String> metrics,
      String why) {
    Optional<Comparison.Axis> axis = axis(context, hyperparameter);
    if (axis.isEmpty() || metrics.isEmpty()) {
      return Optional.empty();
    }
    Settings settings = context.settings();
    LinesPicture picture =
        LinesPicture.named(name)
            .title(title)
            .subtitle("Mean over seeds and whatever else differs")
            .description(why)
            .x(hyperparameter)
            .y(metrics.size() == 1 ? metrics.getFirst() : common(metrics));
    if (logarithmic(settings, axis.get())) {
      picture.logX();
    }
    Optional<Comparison.Axis> group =
        metrics.size() == 1 ? group(settings, hyperparameter) : Optional.empty();
    boolean any = false;
    for (String metric : metrics) {
      if (group.isPresent()) {
        String other = group.get().name();
        picture.subtitle("Mean over seeds and whatever else differs, by " + other);
        for (String text : Places.of(settings, group.get()).texts()) {
          any |=
              add(
                  picture,
                  settings,
                  hyperparameter,
                  metric,
                  other + " = " + text,
                  setting -> text.equals(setting.values().get(other)));
        }
      } else {
        any |= add(picture, settings, hyperparameter, metric, metric, setting -> true);
      }
    }
    return any ? Optional.of(picture.build()) : Optional.empty();
  }

  private static boolean add(
      LinesPicture picture,
      Settings settings,
      String axis,
      String metric,
      String name,
      Predicate<Settings.Setting> fits) {
    TreeMap<Double, Settings.Figures> figures = settings.by(axis, metric, fits);
    if (figures.isEmpty()) {
      return false;
    }
    picture.series(
        name,
        figures.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        figures.values().stream().mapToDouble(Settings.Figures::mean).toArray(),
        true);
    return true;
  }

  private static boolean logarithmic(Settings settings, Comparison.Axis axis) {
    return axis.logarithmic()
        && settings.all().stream().allMatch(setting -> setting.number(axis.name()) > 0);
  }

  private static Optional<Comparison.Axis> group(Settings settings, String not) {
    return settings.axes().stream()
        .filter(axis -> !axis.name().equals(not))
        .filter(
            axis -> {
              int places = Places.of(settings, axis).size();
              return places > 1 && places <= MOST_GROUPS;
            })
        .findFirst();
  }

  private static String common(List<String> metrics) {
    return metrics.getFirst().replaceFirst("^(orrery:(train|validation|test)_|[a-z]+:)", "");
  }

  /** The pictures that there are. */
  @SafeVarargs
  static List<Picture> present(Optional<Picture>... pictures) {
    List<Picture> all = new ArrayList<>();
    for (Optional<Picture> picture : pictures) {
      picture.ifPresent(all::add);
    }
    return all;
  }
}
