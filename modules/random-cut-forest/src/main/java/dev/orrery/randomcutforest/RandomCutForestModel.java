package dev.orrery.randomcutforest;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.tree.CutForest;
import dev.orrery.randomcutforest.tree.CutTree;
import dev.orrery.randomcutforest.tree.Imputation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

  /** A point is made of its row and those before it: {@code shingle - 1}. */
  @Override
  public int history() {
    return shingle - 1;
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
   * The scores with {@code grade}, 0 to 1 as {@link Threshold#grade} has it; {@code attribution},
   * the share of every value of the point in its score: {@code feature_dim} numbers, with shingles
   * those of the oldest row first, that sum to the score; {@code co_displacement}, the points that
   * would move for the point to be taken away, beside those that go with it ({@link
   * dev.orrery.randomcutforest.tree.CoDisplacementVisitor}); and {@code log_density} ({@link
   * dev.orrery.randomcutforest.tree.DensityVisitor}). Each is 0 where the score is for want of
   * rows.
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
    float[] moved = ofRows(ForestMeans.coDisplacements(forest, points, context), rows.rows(), 1);
    float[] density = ofRows(ForestMeans.logDensities(forest, points, context), rows.rows(), 1);
    return new Predictions(
        "scores",
        List.of(
            Predictions.Key.scalar("score", scores),
            Predictions.Key.scalar("grade", grades),
            new Predictions.Key("attribution", shares, width, true),
            Predictions.Key.scalar("co_displacement", moved),
            Predictions.Key.scalar("log_density", density)),
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

  /** The size of every tree. */
  @Override
  public List<Table> tables() {
    List<CutTree> trees = forest.trees();
    return List.of(
        new Table(
            "trees",
            "The trees of the forest",
            List.of("tree", "points", "nodes", "levels"),
            trees.size(),
            t -> List.of(t, trees.get(t).size(), trees.get(t).nodes(), trees.get(t).levels())));
  }

  /**
   * Fills in the values that a point lacks, by the points most like it in every tree.
   *
   * @param point {@code featureDim * shingle} values, those of the oldest row first; what stands
   *     where a value is missing does not matter
   * @param missing which of them are missing
   * @return a copy with likely values in these places
   * @throws CustomerError when the point has another length, or a place lies outside of it
   */
  public float[] impute(float[] point, int[] missing) {
    if (point.length != forest.dimensions()) {
      throw new CustomerError(
          "A point of this forest has "
              + forest.dimensions()
              + " values (feature_dim * orrery_shingle_size), not "
              + point.length);
    }
    for (int place : missing) {
      if (place < 0 || place >= point.length) {
        throw new CustomerError(
            "There is no value " + place + " in a point of " + point.length + " values");
      }
    }
    return missing.length == 0 ? point.clone() : new Imputation(forest, point, missing).impute();
  }

  /**
   * Continues a series: the next row is what completes the last {@code shingle - 1} rows to a
   * likely shingle; then it counts as seen, and so on.
   *
   * @param history the last rows, row-major, the oldest first: at least {@code shingle - 1} rows of
   *     {@code featureDim} values
   * @param horizon rows to forecast, at least 1
   * @return {@code horizon} rows, row-major
   * @throws CustomerError when the forest has no shingles or the history is too short
   */
  public float[] forecast(float[] history, int horizon) {
    if (shingle == 1) {
      throw new CustomerError(
          "A forecast needs a forest that was trained with orrery_shingle_size of 2 or more",
          "--hp orrery_shingle_size");
    }
    int known = (shingle - 1) * featureDim;
    if (history.length < known || history.length % featureDim != 0) {
      throw new CustomerError(
          "A forecast needs the last "
              + (shingle - 1)
              + " rows of "
              + featureDim
              + " values, or more; there are "
              + history.length
              + " values");
    }
    if (horizon < 1) {
      throw new CustomerError("A forecast goes at least 1 row ahead, not " + horizon);
    }
    int[] missing = IntStream.range(known, known + featureDim).toArray();
    float[] point =
        Arrays.copyOfRange(history, history.length - known, history.length + featureDim);
    float[] rows = new float[Math.multiplyExact(horizon, featureDim)];
    for (int step = 0; step < horizon; step++) {
      point = impute(point, missing);
      System.arraycopy(point, known, rows, step * featureDim, featureDim);
      System.arraycopy(point, featureDim, point, 0, known);
    }
    return rows;
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
