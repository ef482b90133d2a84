package dev.orrery.randomcutforest;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.tree.CutForest;
import java.util.List;

/** A forest that does not change any more, with the threshold of its scores. */
public final class RandomCutForestModel implements Model {

  private final CutForest forest;
  private final int featureDim;
  private final int shingle;
  private final Threshold threshold;

  /**
   * A model.
   *
   * @param forest trees over points of {@code featureDim * shingle} values
   * @param featureDim features of a row
   * @param shingle consecutive rows of a point
   * @param threshold the threshold of the scores of the training sample
   */
  public RandomCutForestModel(CutForest forest, int featureDim, int shingle, Threshold threshold) {
    if (forest.dimensions() != featureDim * shingle) {
      throw new IllegalArgumentException(
          "points of " + forest.dimensions() + " values are not " + shingle + " x " + featureDim);
    }
    this.forest = forest;
    this.featureDim = featureDim;
    this.shingle = shingle;
    this.threshold = threshold;
  }

  @Override
  public int featureDim() {
    return featureDim;
  }

  /** Consecutive rows of a point of the forest; 1 where each row is a point. */
  public int shingle() {
    return shingle;
  }

  /** The trees. */
  public CutForest forest() {
    return forest;
  }

  /** The threshold of the scores of the training sample, by which rows are graded. */
  public Threshold threshold() {
    return threshold;
  }

  /**
   * The anomaly score of each row, under SageMaker's root {@code scores} and key {@code score}
   * (spec B5.5). With shingles the rows are taken to be consecutive, and the first {@code shingle -
   * 1} of them, of which too little came before, have the score 0.
   */
  @Override
  public Predictions predict(Matrix rows, RunContext context) {
    float[] scores = ofRows(scores(points(rows), context), rows.rows(), 1);
    return new Predictions("scores", List.of(Predictions.Key.scalar("score", scores)), rows.rows());
  }

  /**
   * The scores with {@code grade}, 0 to 1 as {@link Threshold#grade} has it, and {@code
   * attribution}, the share of every value of the point in its score: {@code feature_dim} numbers,
   * with shingles those of the oldest row first. They sum to the score.
   */
  @Override
  public Predictions predictVerbose(Matrix rows, RunContext context) {
    DenseMatrix points = points(rows);
    float[] scores = ofRows(scores(points, context), rows.rows(), 1);
    float[] grades = new float[scores.length];
    for (int i = 0; i < grades.length; i++) {
      grades[i] = (float) threshold.grade(scores[i]);
    }
    int width = forest.dimensions();
    float[] shares = ofRows(forest.attributions(points, context), rows.rows(), width);
    return new Predictions(
        "scores",
        List.of(
            Predictions.Key.scalar("score", scores),
            Predictions.Key.scalar("grade", grades),
            new Predictions.Key("attribution", shares, width, true)),
        rows.rows());
  }

  /**
   * The scores of points.
   *
   * @param points {@code n x (featureDim * shingle)}
   */
  public float[] scores(DenseMatrix points, RunContext context) {
    return forest.scores(points, context);
  }

  /** The point that ends with each row; the first {@code shingle - 1} rows have none. */
  public DenseMatrix points(Matrix rows) {
    if (rows.columns() != featureDim) {
      throw new CustomerError(
          "The feature dimension of the input: "
              + rows.columns()
              + " does not match the feature dimension of the model: "
              + featureDim
              + ". Please fix the input and try again.");
    }
    return new Shingles(featureDim, shingle).next(rows);
  }

  /** The values of the points as values of the rows that they end with; 0 for rows without one. */
  private static float[] ofRows(float[] ofPoints, int rows, int width) {
    if (ofPoints.length == rows * width) {
      return ofPoints;
    }
    float[] values = new float[Math.multiplyExact(rows, width)];
    System.arraycopy(ofPoints, 0, values, values.length - ofPoints.length, ofPoints.length);
    return values;
  }
}
