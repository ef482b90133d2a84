package dev.orrery.report.comparison.algorithms;

import dev.orrery.report.Picture;
import dev.orrery.report.comparison.ComparisonPictures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The loss by the number of factors, where rows that were trained on and others part. */
public final class FactorizationMachinesComparison implements ComparisonPictures {

  private static final List<String> LOSSES =
      List.of("rmse", "mse", "binary_classification_cross_entropy");

  @Override
  public String algorithm() {
    return "factorization-machines";
  }

  @Override
  public List<Picture> pictures(Context context) {
    return LOSSES.stream().flatMap(loss -> picture(context, loss).stream()).limit(1).toList();
  }

  private static Optional<Picture> picture(Context context, String loss) {
    List<String> metrics =
        Stream.of("train", "validation", "test")
            .flatMap(
                channel ->
                    ByHyperparameter.named(context.settings(), loss).stream()
                        .filter(key -> key.contains(channel)))
            .toList();
    return ByHyperparameter.lines(
        context,
        "loss-by-num-factors",
        "Loss by number of factors",
        "num_factors",
        metrics,
        "More factors always fit the rows that were trained on better; where the loss on other rows"
            + " rises again, the factors learn noise.");
  }
}
