package dev.orrery.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Long clusters: normal distributions, each stretched along axes of its own. */
final class Anisotropic extends Generator {

  private static final Hyperparameter<Long> FEATURES =
      Hyperparameter.integer("features", 2, 200).defaultsTo("2").meaning("Number of features.");
  private static final Hyperparameter<Long> CLUSTERS =
      Hyperparameter.integer("clusters", 1, 100)
          .defaultsTo("3")
          .meaning("Number of clusters, each with its equal share of the rows by chance.");

  Anisotropic() {
    super(
        "anisotropic",
        "Clusters stretched along axes of their own, of known covariance",
        "where k-means, which sees round clusters, goes wrong",
        ROWS,
        FEATURES,
        CLUSTERS,
        Blobs.NOISE,
        Blobs.SPREAD);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    int features = values.getInt(FEATURES);
    int clusters = values.getInt(CLUSTERS);
    double[][] centers = Blobs.centers(clusters, features, values.get(Blobs.SPREAD), draws);
    double[][][] axes = new double[clusters][][];
    for (int k = 0; k < clusters; k++) {
      axes[k] = draws.orthonormal(features, features);
      for (int i = 0; i < features; i++) {
        // From three times the noise along the first axis down to a third of it along the last.
        double deviation =
            values.get(Blobs.NOISE) * StrictMath.pow(9, 0.5 - (double) i / (features - 1));
        for (int j = 0; j < features; j++) {
          axes[k][i][j] *= deviation;
        }
      }
    }
    return new Stretched(centers, axes);
  }

  /**
   * Stretched clusters.
   *
   * @param axes of each cluster its axes, each as long as the deviation along it
   */
  private record Stretched(double[][] centers, double[][][] axes) implements Recipe {

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
      double[] place = centers[cluster].clone();
      for (double[] axis : axes[cluster]) {
        double along = draws.gaussian();
        for (int j = 0; j < place.length; j++) {
          place[j] += along * axis[j];
        }
      }
      for (int j = 0; j < place.length; j++) {
        into[at + j] = (float) place[j];
      }
      return cluster;
    }

    @Override
    public Map<String, Object> truth() {
      int features = centers[0].length;
      double[][][] covariances = new double[centers.length][features][features];
      for (int k = 0; k < centers.length; k++) {
        for (double[] axis : axes[k]) {
          for (int i = 0; i < features; i++) {
            for (int j = 0; j < features; j++) {
              covariances[k][i][j] += axis[i] * axis[j];
            }
          }
        }
      }
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("centers", centers);
      truth.put("covariances", covariances);
      return truth;
    }
  }
}
