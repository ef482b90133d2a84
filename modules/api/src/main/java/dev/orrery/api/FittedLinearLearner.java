package dev.orrery.api;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.linearlearner.PredictorType;

/** A model of linear learner: weights and an intercept. */
public final class FittedLinearLearner extends FittedModel<Prediction> {

  private final LinearLearnerModel model;

  FittedLinearLearner(Parts parts) {
    super("linear-learner", parts);
    model = (LinearLearnerModel) parts.model();
  }

  /**
   * The weights of the features as they are read, {@code outputs x feature_dim}: one output, or one
   * per class of a multiclass classifier.
   */
  public float[][] weights() {
    return rowsOf(model.weights(), model.featureDim());
  }

  /** The intercept of each output. */
  public float[] bias() {
    return model.bias();
  }

  /** From which score on a binary classifier says class 1. */
  public double threshold() {
    return model.threshold();
  }

  @Override
  public LinearLearnerModel unwrap() {
    return model;
  }

  @Override
  Prediction answer(Predictions answers, int row) {
    return Prediction.of(answers, row, model.type() != PredictorType.REGRESSOR);
  }
}
