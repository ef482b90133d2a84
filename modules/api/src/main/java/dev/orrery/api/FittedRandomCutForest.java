package dev.orrery.api;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.randomcutforest.RandomCutForestModel;

/** A model of random cut forest: its trees, and from which score on a row is an anomaly. */
public final class FittedRandomCutForest extends FittedModel<AnomalyScore> {

  private final RandomCutForestModel model;

  FittedRandomCutForest(Parts parts) {
    super("randomcutforest", parts);
    model = (RandomCutForestModel) parts.model();
  }

  /** Number of trees. */
  public int numTrees() {
    return model.forest().trees().size();
  }

  /**
   * The score above which a row is called an anomaly: the mean of the training rows' scores and
   * three standard deviations, or as many as {@code orrery_threshold_sigmas} says.
   */
  public double threshold() {
    return model.threshold().value();
  }

  @Override
  public RandomCutForestModel unwrap() {
    return model;
  }

  @Override
  AnomalyScore answer(Predictions answers, int row) {
    float score = value(answers, "score", row);
    return new AnomalyScore(score, score > threshold());
  }
}
