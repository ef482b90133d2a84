package dev.orrery.kmeans;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Packed;
import java.util.ArrayList;
import java.util.List;

/** k centers. */
public final class KMeansModel implements Model {

  private final float[] centers;
  private final int k;
  private final int d;
  private final List<Metric> training;

  /**
   * A model of given centers.
   *
   * @param centers {@code k x d}, row-major; copied
   * @param k number of centers, at least 1
   * @param d number of features, at least 1
   */
  public KMeansModel(float[] centers, int k, int d) {
    this(centers, k, d, List.of());
  }

  KMeansModel(float[] centers, int k, int d, List<Metric> training) {
    if (k < 1 || d < 1 || centers.length != Math.multiplyExact(k, d)) {
      throw new IllegalArgumentException(
          centers.length + " values are not " + k + " centers of " + d + " features");
    }
    this.centers = centers.clone();
    this.k = k;
    this.d = d;
    this.training = List.copyOf(training);
  }

  /** Number of centers. */
  public int k() {
    return k;
  }

  @Override
  public int featureDim() {
    return d;
  }

  /** A copy of the centers, {@code k x featureDim()}, row-major. */
  public float[] centers() {
    return centers.clone();
  }

  @Override
  public List<Table> tables() {
    List<String> columns = new ArrayList<>(List.of("cluster"));
    for (int j = 0; j < d; j++) {
      columns.add("feature_" + j);
    }
    return List.of(new Table("centers", "The center of each cluster", columns, k, this::row));
  }

  private List<Object> row(int center) {
    List<Object> cells = new ArrayList<>();
    cells.add(center);
    for (int j = 0; j < d; j++) {
      cells.add(centers[center * d + j]);
    }
    return cells;
  }

  /** What finishing measured; empty for a model that was read from a file. */
  List<Metric> training() {
    return training;
  }

  Packed pack(RunContext context) {
    return context.kernels().pack(centers, 0, k, d);
  }

  /**
   * The nearest center of each row, under SageMaker's keys (spec B2.5): {@code closest_cluster},
   * its index from 0, and {@code distance_to_cluster}, the Euclidean distance, not squared.
   */
  @Override
  public Predictions predict(Matrix rows, RunContext context) {
    if (rows.columns() != d) {
      throw new CustomerError(
          "The feature dimension of the input: "
              + rows.columns()
              + " does not match the feature dimension of the model: "
              + d
              + ". Please fix the input and try again.");
    }
    int n = rows.rows();
    int[] labels = new int[n];
    float[] distance = new float[n];
    new Rows(rows, context.kernels()).nearest(pack(context), labels, distance, context);
    float[] cluster = new float[n];
    for (int i = 0; i < n; i++) {
      cluster[i] = labels[i];
      distance[i] = (float) Math.sqrt(distance[i]);
    }
    return new Predictions(
        "predictions",
        List.of(
            Predictions.Key.scalar("closest_cluster", cluster),
            Predictions.Key.scalar("distance_to_cluster", distance)),
        n);
  }
}
