package dev.orrery.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Packed;

/**
 * Lloyd's algorithm on a few weighted points: it shrinks the working centers to the k of the model
 * (spec B2.3 step 5), and the centers of several hosts to K.
 */
final class LocalLloyd {

  /**
   * The outcome.
   *
   * @param centers {@code k x d}
   * @param msd weighted mean squared distance of the points to their nearest center
   */
  record Result(float[] centers, double msd) {}

  private final float[] points;
  private final double[] weights;
  private final int d;
  private final double totalWeight;
  private final Rows rows;
  private final RunContext context;

  /**
   * The points to shrink.
   *
   * @param points {@code n x d}
   * @param weights n weights above 0
   */
  LocalLloyd(float[] points, double[] weights, int d, RunContext context) {
    this.points = points;
    this.weights = weights;
    this.d = d;
    this.context = context;
    this.rows = new Rows(new DenseMatrix(points, weights.length, d), context.kernels());
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    this.totalWeight = total;
  }

  /**
   * Several attempts, the one of the lowest loss kept, the first where they are equal; logs and
   * shows each as SageMaker does.
   *
   * @param k at most the number of points
   */
  Result best(Hyperparameters hyperparameters, int k) {
    long trials = hyperparameters.getOr(KMeansHyperparameters.LOCAL_NUM_TRIALS, 10L);
    Result best = null;
    for (int trial = 0; trial < trials; trial++) {
      Result result = attempt(hyperparameters, k, "kmeans.shrink", trial);
      int number = trial;
      context.note(
          Text.format(
              "local kmeans attempt #%d. Current mean square distance %.6f", trial, result.msd()));
      context.step(
          () ->
              new KMeansStep.ShrinkAttempt(
                  number, d, points, weights, result.centers(), result.msd()));
      if (best == null || result.msd() < best.msd()) {
        best = result;
      }
    }
    return best;
  }

  /**
   * One attempt. A center that loses all its points stays where it is.
   *
   * @param purpose the random stream, with {@code index}
   */
  Result attempt(Hyperparameters hyperparameters, int k, String purpose, long index) {
    double tolerance = hyperparameters.get(KMeansHyperparameters.LOCAL_TOL);
    long maxIterations = hyperparameters.get(KMeansHyperparameters.LOCAL_MAX_ITER);
    float[] centers = first(hyperparameters, k, purpose, index);
    int[] labels = new int[weights.length];
    double loss = assign(centers, k, labels);
    for (long i = 0; i < maxIterations; i++) {
      context.cancellation().check();
      float[] moved = update(centers, k, labels);
      double next = assign(moved, k, labels);
      boolean done = loss - next <= tolerance * loss;
      centers = moved;
      loss = next;
      if (done) {
        break;
      }
    }
    return new Result(centers, loss / totalWeight);
  }

  private float[] first(Hyperparameters hyperparameters, int k, String purpose, long index) {
    var random = context.random().stream(purpose, index);
    boolean plusPlus =
        hyperparameters
            .get(KMeansHyperparameters.LOCAL_INIT_METHOD)
            .equals(KMeansHyperparameters.PLUS_PLUS);
    return rows.copyOf(
        plusPlus
            ? Seeding.plusPlus(rows, weights, k, 1, random, context)
            : Seeding.random(weights.length, k, random));
  }

  private double assign(float[] centers, int k, int[] labels) {
    float[] squared = new float[weights.length];
    Packed packed = context.kernels().pack(centers, 0, k, d);
    rows.nearest(packed, labels, squared, context);
    double loss = 0;
    for (int i = 0; i < weights.length; i++) {
      loss += weights[i] * squared[i];
    }
    return loss;
  }

  private float[] update(float[] centers, int k, int[] labels) {
    double[] sums = new double[k * d];
    double[] mass = new double[k];
    for (int i = 0; i < weights.length; i++) {
      mass[labels[i]] += weights[i];
      for (int e = 0; e < d; e++) {
        sums[labels[i] * d + e] += weights[i] * points[i * d + e];
      }
    }
    float[] moved = centers.clone();
    for (int j = 0; j < k; j++) {
      if (mass[j] > 0) {
        for (int e = 0; e < d; e++) {
          moved[j * d + e] = (float) (sums[j * d + e] / mass[j]);
        }
      }
    }
    return moved;
  }
}
