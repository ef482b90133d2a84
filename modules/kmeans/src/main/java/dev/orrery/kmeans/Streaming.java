package dev.orrery.kmeans;

import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Packed;
import dev.orrery.kmeans.lloyd.ClusterSums;
import java.util.Optional;

/**
 * K-means on mini-batches: SageMaker's web-scale algorithm (spec B2.3) and, with K = k and no
 * shrinking, Sculley's mini-batch k-means.
 */
final class Streaming {

  /**
   * When the loss lies in effectively less than this part of the rows, centers that are missing
   * where a few far rows are cost more than all others together.
   */
  private static final double UNEVEN = 0.05;

  /** Fewer rows than this say nothing about how the loss is spread. */
  private static final int ENOUGH_ROWS = 500;

  private Streaming() {}

  /** Step 2: K centers from the rows of the first mini-batch. */
  static StreamingState initialize(
      Hyperparameters hyperparameters, Matrix sample, RunContext context) {
    int k = hyperparameters.getInt(KMeansHyperparameters.K);
    int n = sample.rows();
    int d = sample.columns();
    long batchSize = hyperparameters.get(KMeansHyperparameters.MINI_BATCH_SIZE);
    if (KMeansHyperparameters.shrinks(hyperparameters)
        && hyperparameters.isAuto(KMeansHyperparameters.EXTRA_CENTER_FACTOR)) {
      context.note("'extra_center_factor' was set to 'auto', evaluated to 10.");
    }
    context.log("Number of GPUs being used: 0");
    context.log("number of center slices 1");
    if (n < k) {
      throw new CustomerError(
          "k is "
              + k
              + ", but the first mini-batch, which the first centers are taken from, has only "
              + n
              + " row(s); k must not be greater than the rows of the training data or of a"
              + " mini-batch",
          "--hp k");
    }
    if (n < batchSize) {
      context.warn(
          "Batch size "
              + batchSize
              + " is bigger than the first batch data. Effective batch size used to initialize is "
              + n);
    }
    long wanted = KMeansHyperparameters.workingCenters(hyperparameters);
    int count = (int) Math.min(wanted, n);
    if (count < wanted) {
      context.warn(
          "K = "
              + wanted
              + " working centers are more than the "
              + n
              + " rows of the first mini-batch; K is "
              + count);
    }
    Rows rows = new Rows(sample, context.kernels());
    String method = hyperparameters.get(KMeansHyperparameters.INIT_METHOD);
    var random = context.random().stream("kmeans.init");
    float[] centers =
        rows.copyOf(
            method.equals(KMeansHyperparameters.PLUS_PLUS)
                ? Seeding.plusPlus(rows, null, count, 1, random, context)
                : Seeding.random(n, count, random));
    context.step(() -> new KMeansStep.FirstCenters(method, n, d, centers.clone()));
    return new StreamingState(d, centers, new double[count]);
  }

  /**
   * Step 3: every row of the batch goes to its nearest center, and every center moves towards the
   * mean of its new rows by p = n_b / (n + n_b). With a half-life h the weights n are first
   * multiplied by 2^(-rows / h).
   */
  static void update(
      Hyperparameters hyperparameters, StreamingState state, Matrix batch, RunContext context) {
    int n = batch.rows();
    int d = state.d;
    int count = state.count();
    Rows rows = new Rows(batch, context.kernels());
    int[] labels = new int[n];
    float[] squared = new float[n];
    long began = System.nanoTime();
    Packed packed = context.kernels().pack(state.centers, 0, count, d);
    began = state.times.add(StepTimes.CENTER_NORM, began);
    rows.nearest(packed, labels, squared, context);
    began = state.times.add(StepTimes.INNER_PRODUCT, began);
    double loss = 0;
    double squares = 0;
    for (float s : squared) {
      loss += s;
      squares += (double) s * s;
    }
    state.times.add(StepTimes.MSD, began);
    if (!Double.isFinite(loss)) {
      context.lossTensor(false, state.batches, loss);
      throw new CustomerError(
          "The squared distances of mini-batch "
              + state.batches
              + " are not finite: its rows hold NaN, infinity or values too large to be squared in"
              + " float32; scale the features",
          "train");
    }
    long halfLife = hyperparameters.get(KMeansHyperparameters.HALF_LIFE_TIME_SIZE);
    if (halfLife > 0) {
      double decay = Math.pow(2, -(double) n / halfLife);
      for (int j = 0; j < count; j++) {
        state.weights[j] *= decay;
      }
    }
    boolean shown =
        context.listener().wantsSteps() && KMeansStep.shown(state.batches, state.centers.length);
    float[] before = shown ? state.centers.clone() : null;
    long moving = System.nanoTime();
    ClusterSums clusters = new ClusterSums(count, d);
    rows.addTo(clusters, 0, n, labels);
    move(state, clusters);
    state.times.add(StepTimes.CENTER, moving);
    context.lossTensor(false, state.batches, loss / n);
    context.tensor("centers", TensorCollection.WEIGHTS, state.batches, d, state.centers::clone);
    if (shown) {
      long index = state.batches;
      double msd = loss / n;
      context.step(
          () ->
              new KMeansStep.BatchUpdate(
                  index, n, msd, d, before, state.centers.clone(), state.weights.clone()));
    }
    state.rowsSeen += n;
    state.batches++;
    state.passRows += n;
    state.passLoss += loss;
    state.passSquares += squares;
  }

  private static void move(StreamingState state, ClusterSums clusters) {
    int d = state.d;
    for (int j = 0; j < state.count(); j++) {
      long added = clusters.counts[j];
      if (added == 0) {
        continue;
      }
      double weight = state.weights[j] + added;
      double p = added / weight;
      for (int e = j * d; e < (j + 1) * d; e++) {
        double mean = clusters.sums[e] / added;
        state.centers[e] = (float) (state.centers[e] + p * (mean - state.centers[e]));
      }
      state.weights[j] = weight;
    }
  }

  /** Tells the loss of the pass, warns when it is spread unevenly, and begins another. */
  static void endPass(
      Hyperparameters hyperparameters, StreamingState state, int epoch, RunContext context) {
    if (state.passRows == 0) {
      return;
    }
    context
        .listener()
        .on(
            new Event.Measured(
                Optional.of(epoch),
                Metric.loss("train", "batch_msd", state.passLoss / state.passRows).asExtension()));
    context.log("processed a total of " + state.passRows + " examples");
    double effective = state.passLoss * state.passLoss / state.passSquares / state.passRows;
    if (hyperparameters.get(KMeansHyperparameters.INIT_METHOD).equals(KMeansHyperparameters.RANDOM)
        && state.passRows >= ENOUGH_ROWS
        && effective < UNEVEN) {
      context.warn(
          Text.format(
              "The loss of this pass lies in effectively %.2g %% of the rows, so there are rare rows"
                  + " far from every center, which uniformly drawn first centers miss;"
                  + " init_method=kmeans++ helps, most with a mini_batch_size so large that the first"
                  + " mini-batch holds such rows; so does a larger extra_center_factor",
              100 * effective));
    }
    state.passRows = 0;
    state.passLoss = 0;
    state.passSquares = 0;
  }
}
