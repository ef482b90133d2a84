package dev.orrery.api;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.factorizationmachines.FactorizationMachinesModel;
import dev.orrery.factorizationmachines.Loss;

/** A model of factorization machines: a bias, linear weights and factors. */
public final class FittedFactorizationMachines extends FittedModel<Prediction> {

  private final FactorizationMachinesModel model;

  FittedFactorizationMachines(Parts parts) {
    super("factorization-machines", parts);
    model = (FactorizationMachinesModel) parts.model();
  }

  /** The bias. */
  public float bias() {
    return model.bias();
  }

  /** The linear weight of each feature. */
  public float[] linear() {
    return model.linear();
  }

  /**
   * The factors of each feature, {@code feature_dim x num_factors}; with {@code orrery_model=ffm}
   * those for each field one after the other.
   */
  public float[][] factors() {
    float[] factors = model.factors();
    return rowsOf(factors, factors.length / model.featureDim());
  }

  /** The weight with which two features, from 0, act together. */
  public float interaction(int one, int other) {
    return model.interaction(one, other);
  }

  @Override
  public FactorizationMachinesModel unwrap() {
    return model;
  }

  @Override
  Prediction answer(Predictions answers, int row) {
    return Prediction.of(answers, row, model.loss() == Loss.LOGISTIC);
  }
}
