package dev.orrery.report.comparison.algorithms;

import dev.orrery.report.Picture;
import dev.orrery.report.comparison.Comparison;
import dev.orrery.report.comparison.ComparisonPictures;
import dev.orrery.report.comparison.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The elbow of k-means, and where the data is at hand the silhouette and the gap statistic. */
public final class KMeansComparison implements ComparisonPictures {

  @Override
  public String algorithm() {
    return "kmeans";
  }

  @Override
  public List<Picture> pictures(Context context) {
    List<Picture> pictures = new ArrayList<>();
    Stream.of("msd", "ssd")
        .map(
            name ->
                ByHyperparameter.lines(
                    context,
                    "elbow",
                    "Elbow: " + name + " by k",
                    "k",
                    ofRows(ByHyperparameter.named(context.settings(), name)),
                    "More centers are always nearer to the rows; the k from which on the line falls"
                        + " slowly is the elbow, where there is one."))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(pictures::add);
    Optional<Comparison.Axis> k = ByHyperparameter.axis(context, "k");
    if (k.isPresent() && context.data().isPresent() && context.data().get().rows().rows() > 2) {
      int[] ks =
          Places.of(context.settings(), k.get()).texts().stream()
              .mapToInt(text -> (int) Double.parseDouble(text))
              .toArray();
      pictures.addAll(new ClusterCounts(context.data().get()).pictures(ks));
    }
    return pictures;
  }

  /** Without the msd of the working centers, which SageMaker tells of training, if it can be. */
  private static List<String> ofRows(List<String> metrics) {
    List<String> left = metrics.stream().filter(metric -> !metric.equals("train:msd")).toList();
    return left.isEmpty() ? metrics : left;
  }
}
