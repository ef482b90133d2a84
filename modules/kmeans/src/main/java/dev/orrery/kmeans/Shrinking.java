package dev.orrery.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.util.Arrays;
import java.util.List;

/** From working centers to a model. */
final class Shrinking {

  private Shrinking() {}

  /** Steps 5 and 6: the model, shrunk from K centers to k where the algorithm does so. */
  static KMeansModel finish(
      Hyperparameters hyperparameters, StreamingState state, RunContext context) {
    int k = hyperparameters.getInt(KMeansHyperparameters.K);
    int d = state.d;
    if (state.rowsSeen == 0) {
      throw new CustomerError("No training data processed. The training channel is empty", "train");
    }
    if (state.count() < k) {
      throw new CustomerError(
          "k is " + k + ", but the state holds only " + state.count() + " working centers",
          "--hp k");
    }
    if (!KMeansHyperparameters.shrinks(hyperparameters)) {
      if (state.count() != k) {
        throw new CustomerError(
            "k is "
                + k
                + ", but the state was trained with K = "
                + state.count()
                + ", and orrery_algorithm=minibatch does not shrink",
            "--hp k");
      }
      return build(
          state.centers, k, d, List.of(), "The centers after the last mini-batch.", context);
    }
    int[] weighted = new int[state.count()];
    int count = 0;
    for (int j = 0; j < weighted.length; j++) {
      if (state.weights[j] > 0) {
        weighted[count++] = j;
      }
    }
    context.logWarning(
        "wait_for_all_workers will not sync workers since the kv store is not running distributed");
    long began = System.nanoTime();
    context.note("shrinking " + state.count() + " centers into " + k);
    LocalLloyd.Result best =
        count < k
            ? padded(state, Arrays.copyOf(weighted, count), k, context)
            : shrink(hyperparameters, state, Arrays.copyOf(weighted, count), k, context);
    context.note("finished shrinking process. Mean Square Distance = " + (long) best.msd());
    context.logTime("_shrink.time", began);
    state.times.log(context);
    String why =
        Text.format(
            "The best attempt left the working centers at mean squared distance %.6g.", best.msd());
    List<Metric> metrics = List.of(Metric.loss("train", "msd", best.msd()));
    return build(best.centers(), k, d, metrics, why, context);
  }

  private static LocalLloyd.Result shrink(
      Hyperparameters hyperparameters,
      StreamingState state,
      int[] weighted,
      int k,
      RunContext context) {
    double[] weights = new double[weighted.length];
    for (int i = 0; i < weighted.length; i++) {
      weights[i] = state.weights[weighted[i]];
    }
    return new LocalLloyd(chosen(state, weighted, context), weights, state.d, context)
        .best(hyperparameters, k);
  }

  /** Fewer than k working centers have rows: the model takes them all, and others to fill up. */
  private static LocalLloyd.Result padded(
      StreamingState state, int[] weighted, int k, RunContext context) {
    context.warn(
        "Only "
            + weighted.length
            + " of the working centers have rows, fewer than k = "
            + k
            + ", as when many rows are equal; the model is filled up with centers that have none");
    int[] chosen = Arrays.copyOf(weighted, k);
    int filled = weighted.length;
    for (int j = 0; filled < k; j++) {
      if (state.weights[j] == 0) {
        chosen[filled++] = j;
      }
    }
    return new LocalLloyd.Result(chosen(state, chosen, context), 0);
  }

  private static float[] chosen(StreamingState state, int[] indexes, RunContext context) {
    return new Rows(new DenseMatrix(state.centers, state.count(), state.d), context.kernels())
        .copyOf(indexes);
  }

  private static KMeansModel build(
      float[] centers, int k, int d, List<Metric> metrics, String why, RunContext context) {
    context.step(() -> new KMeansStep.FinalCenters(why, d, centers.clone()));
    return new KMeansModel(centers, k, d, metrics);
  }
}
