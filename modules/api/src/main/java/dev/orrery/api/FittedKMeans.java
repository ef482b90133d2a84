package dev.orrery.api;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.kmeans.KMeansModel;

/** A model of k-means: its centers. */
public final class FittedKMeans extends FittedModel<KMeansPrediction> {

  private final KMeansModel model;

  FittedKMeans(Parts parts) {
    super("kmeans", parts);
    model = (KMeansModel) parts.model();
  }

  /** Number of clusters. */
  public int k() {
    return model.k();
  }

  /** The centers, {@code k x feature_dim}, in the units that the rows had when trained on. */
  public float[][] centers() {
    return rowsOf(model.centers(), model.featureDim());
  }

  @Override
  public KMeansModel unwrap() {
    return model;
  }

  @Override
  KMeansPrediction answer(Predictions answers, int row) {
    return new KMeansPrediction(
        (int) value(answers, "closest_cluster", row), value(answers, "distance_to_cluster", row));
  }
}
