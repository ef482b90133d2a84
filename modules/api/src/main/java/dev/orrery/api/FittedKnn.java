package dev.orrery.api;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.knn.KnnModel;
import java.util.Map;

/** A model of k nearest neighbours: the rows that were kept, in an index. */
public final class FittedKnn extends FittedModel<Prediction> {

  private final KnnModel model;

  FittedKnn(Parts parts) {
    super("knn", parts);
    model = (KnnModel) parts.model();
  }

  /** Number of neighbours that answer. */
  public int k() {
    return model.options().k();
  }

  /** The labels of the rows that were kept. */
  public float[] labels() {
    return model.labels();
  }

  /**
   * This model with an option changed that may be changed after training, such as {@code k} or
   * {@code orrery_vote}.
   *
   * @throws dev.orrery.core.error.CustomerError when it cannot be changed, naming those that can
   */
  public FittedKnn with(String name, Object value) {
    return new FittedKnn(parts().with(model.with(Map.of(name, String.valueOf(value)))));
  }

  @Override
  public KnnModel unwrap() {
    return model;
  }

  @Override
  Prediction answer(Predictions answers, int row) {
    float answer = value(answers, "predicted_label", row);
    return model.options().classifier()
        ? new Prediction.Classification((int) answer, new float[0])
        : new Prediction.Regression(answer);
  }
}
