package dev.orrery.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Round clusters: a center, and a normal distribution of one deviation around it. */
final class Blobs extends Generator {

  static final Hyperparameter<Long> FEATURES =
      Hyperparameter.integer("features", 1, 10_000).defaultsTo("2").meaning("Number of features.");
  static final Hyperparameter<Long> CLUSTERS =
      Hyperparameter.integer("clusters", 1, 1000)
          .defaultsTo("3")
          .meaning("Number of clusters, each with its equal share of the rows by chance.");
  static final Hyperparameter<Double> NOISE =
      Hyperparameter.real("noise", Range.closed(0, 1000))
          .defaultsTo("1")
          .meaning("Deviation of each feature around its center.");
  static final Hyperparameter<Double> SPREAD =
      Hyperparameter.real("spread", Range.closed(0.001, 1e6))
          .defaultsTo("10")
          .meaning("Centers lie between -spread and spread in each feature.");

  Blobs() {
    super(
        "blobs",
        "Round clusters of known centers",
        "k-means and KNN where the truth is known",
        ROWS,
        FEATURES,
        CLUSTERS,
        NOISE,
        SPREAD);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    double[][] centers =
        centers(values.getInt(CLUSTERS), values.getInt(FEATURES), values.get(SPREAD), draws);
    return new Clusters(centers, values.get(NOISE));
  }

  /**
   * Centers that keep away from each other: of ten uniform draws for each, the one that is farthest
   * from the centers before it (D. P. Mitchell 1991, Spectrally optimal sampling for distribution
   * ray tracing, SIGGRAPH 25(4): best-candidate sampling).
   */
  static double[][] centers(int clusters, int features, double spread, Draws draws) {
    double[][] centers = new double[clusters][];
    for (int k = 0; k < clusters; k++) {
      double farthest = -1;
      for (int candidate = 0; candidate < 10; candidate++) {
        double[] place = new double[features];
        for (int j = 0; j < features; j++) {
          place[j] = draws.uniform(-spread, spread);
        }
        double nearest = Double.MAX_VALUE;
        for (int other = 0; other < k; other++) {
          nearest = Math.min(nearest, squaredDistance(place, centers[other]));
        }
        if (nearest > farthest) {
          farthest = nearest;
          centers[k] = place;
        }
      }
    }
    return centers;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }

  private record Clusters(double[][] centers, double noise) implements Recipe {

    @Override
    public List<String> features() {
      return Recipe.numbered(centers[0].length);
    }

    @Override
    public Optional<String> label() {
      return Optional.of("cluster");
    }

    @Override
    public float row(long row, Draws draws, float[] into, int at) {
      int cluster = draws.below(centers.length);
      for (int j = 0; j < centers[cluster].length; j++) {
        into[at + j] = (float) (centers[cluster][j] + noise * draws.gaussian());
      }
      return cluster;
    }

    @Override
    public Map<String, Object> truth() {
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("centers", centers);
      truth.put("standard_deviation", noise);
      return truth;
    }
  }
}
