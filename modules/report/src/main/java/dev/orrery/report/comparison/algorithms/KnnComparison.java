package dev.orrery.report.comparison.algorithms;

import dev.orrery.report.Picture;
import dev.orrery.report.comparison.ComparisonPictures;
import java.util.List;

/** How good k nearest neighbors answer by k. */
public final class KnnComparison implements ComparisonPictures {

  @Override
  public String algorithm() {
    return "knn";
  }

  @Override
  public List<Picture> pictures(Context context) {
    return ByHyperparameter.present(
        ByHyperparameter.lines(
            context,
            "accuracy-by-k",
            "Accuracy by k",
            "k",
            ByHyperparameter.named(context.settings(), "accuracy"),
            "Few neighbors follow every odd row, many forget what is near; the best k lies"
                + " between."),
        ByHyperparameter.lines(
            context,
            "mse-by-k",
            "Error by k",
            "k",
            ByHyperparameter.named(context.settings(), "mse"),
            "Few neighbors follow every odd row, many forget what is near; the best k lies"
                + " between."));
  }
}
