package dev.orrery.api;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.pca.PcaModel;
import java.util.Map;

/** A model of principal component analysis: components and their variances. */
public final class FittedPca extends FittedModel<PcaProjection> {

  private final PcaModel model;

  FittedPca(Parts parts) {
    super("pca", parts);
    model = (PcaModel) parts.model();
  }

  /** The components, {@code num_components x feature_dim}, that of the greatest variance first. */
  public float[][] components() {
    float[][] components = new float[model.numComponents()][];
    for (int rank = 0; rank < components.length; rank++) {
      components[rank] = model.component(rank);
    }
    return components;
  }

  /**
   * The share of the training rows' variance that each component keeps, the greatest first; NaN
   * when the model does not know their variance, as one of SageMaker's does not.
   */
  public double[] explainedVarianceRatio() {
    double[] ratios = new double[model.numComponents()];
    for (int rank = 0; rank < ratios.length; rank++) {
      ratios[rank] = model.explainedVarianceRatio(rank);
    }
    return ratios;
  }

  /** The mean that is taken out of every row, {@code feature_dim} values. */
  public float[] mean() {
    return model.mean();
  }

  /**
   * This model with an option changed that may be changed after training: fewer {@code
   * num_components}, or {@code orrery_whiten}.
   *
   * @throws dev.orrery.core.error.CustomerError when it cannot be changed, naming those that can
   */
  public FittedPca with(String name, Object value) {
    return new FittedPca(parts().with(model.with(Map.of(name, String.valueOf(value)))));
  }

  @Override
  public PcaModel unwrap() {
    return model;
  }

  @Override
  PcaProjection answer(Predictions answers, int row) {
    float[] ascending = values(answers, "projection", row);
    float[] projection = new float[ascending.length];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = ascending[ascending.length - 1 - i];
    }
    return new PcaProjection(projection);
  }
}
