package dev.orrery.report.comparison.algorithms;

import dev.orrery.report.Picture;
import dev.orrery.report.comparison.ComparisonPictures;
import java.util.List;

/** How much of the data the components keep, by their number. */
public final class PcaComparison implements ComparisonPictures {

  @Override
  public String algorithm() {
    return "pca";
  }

  @Override
  public List<Picture> pictures(Context context) {
    return ByHyperparameter.present(
        ByHyperparameter.lines(
            context,
            "explained-variance-by-num-components",
            "Explained variance by number of components",
            "num_components",
            ByHyperparameter.named(context.settings(), "explained_variance_ratio"),
            "The share of the variance that the components keep; where the line flattens, further"
                + " ones add little."),
        ByHyperparameter.lines(
            context,
            "reconstruction-by-num-components",
            "Reconstruction error by number of components",
            "num_components",
            ByHyperparameter.named(context.settings(), "reconstruction_mse"),
            "The mean squared error of rows that were projected and put together again."));
  }
}
