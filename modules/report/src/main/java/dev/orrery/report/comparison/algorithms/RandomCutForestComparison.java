package dev.orrery.report.comparison.algorithms;

import dev.orrery.report.Picture;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonPictures;
import dev.orrery.report.comparison.HeatMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How well a forest finds anomalies by its trees and the rows of each. */
public final class RandomCutForestComparison implements ComparisonPictures {

  private static final String TREES = "num_trees";
  private static final String ROWS = "num_samples_per_tree";

  @Override
  public String algorithm() {
    return "randomcutforest";
  }

  @Override
  public List<Picture> pictures(Context context) {
    List<String> areas = ByHyperparameter.named(context.settings(), "roc_auc");
    String metric = areas.isEmpty() ? context.comparison().objective() : areas.getFirst();
    Optional<Comparison.Axis> trees = ByHyperparameter.axis(context, TREES);
    Optional<Comparison.Axis> rows = ByHyperparameter.axis(context, ROWS);
    List<Picture> pictures = new ArrayList<>();
    if (trees.isPresent() && rows.isPresent()) {
      pictures.add(
          HeatMaps.of(
              "trees-and-samples",
              context.comparison(),
              context.settings(),
              rows.get(),
              trees.get(),
              metric));
    }
    for (String name : List.of(TREES, ROWS)) {
      ByHyperparameter.lines(
              context,
              "score-by-" + name.replace('_', '-'),
              metric + " by " + name,
              name,
              List.of(metric),
              name.equals(TREES)
                  ? "More trees steady the scores; they hardly move the mean."
                  : "A tree of many rows sees finer structure, and lets a group of anomalies hide"
                      + " each other.")
          .ifPresent(pictures::add);
    }
    return pictures;
  }
}
