package dev.orrery.report.comparison.algorithms;

import dev.orrery.report.Picture;
import dev.orrery.report.common.ScatterPicture;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonPictures;
import dev.orrery.report.comparison.Places;
import dev.orrery.report.comparison.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What regularization does to the weights and to the objective, and which precision is to be had
 * for which recall.
 */
public final class LinearLearnerComparison implements ComparisonPictures {

  private static final List<String> CRITERIA =
      List.of(
          "binary_classifier_model_selection_criteria",
          "target_recall",
          "target_precision",
          "f_beta");

  @Override
  public String algorithm() {
    return "linear-learner";
  }

  @Override
  public List<Picture> pictures(Context context) {
    List<Picture> pictures = new ArrayList<>();
    for (String penalty : List.of("l1", "wd")) {
      CoefficientPath.picture(context, penalty).ifPresent(pictures::add);
      ByHyperparameter.lines(
              context,
              "regularization-path-" + penalty,
              "Regularization path: loss by " + penalty,
              penalty,
              objectives(context),
              "A heavier penalty makes the weights smaller: the loss on the rows that were trained on"
                  + " can only rise, that on others falls first where the model learned noise.")
          .ifPresent(pictures::add);
    }
    Stream.of("validation", "test", "train")
        .flatMap(channel -> thresholds(context, channel).stream())
        .findFirst()
        .ifPresent(pictures::add);
    return pictures;
  }

  /** The objective on all channels where it was measured. */
  private static List<String> objectives(Context context) {
    String objective = context.comparison().objective();
    String name = objective.substring(objective.indexOf(':') + 1);
    List<String> all = ByHyperparameter.named(context.settings(), name);
    return all.isEmpty() ? List.of(objective) : all;
  }

  /** Precision against recall, a point for each value of the criterion that sets the threshold. */
  private static Optional<Picture> thresholds(Context context, String channel) {
    Settings settings = context.settings();
    Optional<Comparison.Axis> criterion =
        CRITERIA.stream().flatMap(name -> settings.axis(name).stream()).findFirst();
    String recall = channel + ":recall";
    String precision = channel + ":precision";
    if (criterion.isEmpty()
        || !settings.metrics().contains(recall)
        || !settings.metrics().contains(precision)) {
      return Optional.empty();
    }
    Places places = Places.of(settings, criterion.get());
    List<Settings.Setting> known =
        settings.all().stream()
            .filter(setting -> Settings.figures(setting, recall).n() > 0)
            .filter(setting -> Settings.figures(setting, precision).n() > 0)
            .toList();
    return Optional.of(
        ScatterPicture.named("threshold-curve")
            .title("Threshold curve: what " + criterion.get().name() + " asks for")
            .subtitle("A point for each setting, the mean over its seeds")
            .description(
                "Precision against recall on the "
                    + channel
                    + " channel: each criterion sets another threshold, and trades one for the"
                    + " other.")
            .x(recall)
            .y(precision)
            .points(column(known, recall), column(known, precision))
            .groups(known.stream().mapToInt(places::index).toArray(), places.texts())
            .build());
  }

  private static double[] column(List<Settings.Setting> settings, String metric) {
    return settings.stream()
        .mapToDouble(setting -> Settings.figures(setting, metric).mean())
        .toArray();
  }
}
