package dev.orrery.report.comparison;

import dev.orrery.report.Picture;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The pictures that compare one algorithm's trainings in its own way, such as k-means' elbow. Found
 * by {@link ServiceLoader}: an algorithm that wants some adds an implementation and its name in
 * {@code META-INF/services}, and touches nothing else here.
 */
public interface ComparisonPictures {

  /** The name of the algorithm, such as {@code kmeans}. */
  String algorithm();

  /** The pictures in the order in which they are shown; none where there is nothing to show. */
  List<Picture> pictures(Context context);

  /**
   * What there is to draw from.
   *
   * @param comparison the trainings
   * @param settings the same, by setting
   * @param data what was trained on, where it is at hand
   */
  record Context(Comparison comparison, Settings settings, Optional<ComparisonReport.Data> data) {}

  /** The pictures of the algorithm of a name, where it has any. */
  static Optional<ComparisonPictures> find(String algorithm) {
    return ServiceLoader.load(ComparisonPictures.class, ComparisonPictures.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(pictures -> pictures.algorithm().equals(algorithm))
        .findFirst();
  }
}
