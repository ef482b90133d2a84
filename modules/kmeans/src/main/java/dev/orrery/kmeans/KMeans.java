package dev.orrery.kmeans;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Operation;
import dev.orrery.kernels.Packed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * K-means: SageMaker's web-scale algorithm, mini-batch k-means and exact full-batch variants behind
 * one interface. See the package for what each computes.
 */
public final class KMeans implements Algorithm<KMeansState, KMeansModel> {

  private static final Description DESCRIPTION =
      Description.builder("kmeans")
          .metrics(KMeansMetrics.ALL)
          .work("assign rows to their nearest centers", Operation.NEAREST, Operation.NEAREST_SPARSE)
          .work("local k-means of the K centers", Operation.NEAREST, Operation.TOP_K)
          .work("sums of rows by center (full batch)", Operation.ADD_ROWS_BY_LABEL)
          .work(
              "bounds and gaps of the accelerated variants",
              Operation.SQUARED_DISTANCES,
              Operation.TOP_K,
              Operation.SQUARED_DISTANCE)
          .work("streaming updates of centers, seeding")
          .aliases("k-means")
          .title("K-means")
          .metricsName("AWS/KMeansWebscale")
          .summary("Finds k centers such that the rows are close to the nearest of them.")
          .csvAnswers()
          .departures(
              "SageMaker's hosts keep one synchronised set of working centers; here every host has"
                  + " its own during a pass, and at its end the union is shrunk to K by weighted"
                  + " Lloyd.",
              "extra_center_factor=auto is 10 and local_lloyd_num_trials=auto is 10 for every k;"
                  + " SageMaker's rules are unconfirmed beyond logs that show these values.",
              "Shrinking weighs the working centers by the rows they stand for, and leaves out those"
                  + " that stand for none, unless fewer than k are left: then the model is filled up"
                  + " with them, with a warning. SageMaker's weights are unconfirmed.",
              "half_life_time_size multiplies all weights by 2^(-rows of the batch / half-life)"
                  + " before each update, on several hosts by each host's own rows; SageMaker's"
                  + " details are unconfirmed.",
              "When the first mini-batch has fewer rows than K, K is lowered to them with a warning;"
                  + " fewer than k are an error. SageMaker's behaviour is unconfirmed.",
              "The log's block of times, down to TOTAL took, names the steps that this implementation"
                  + " has, and comes before the line of train msd instead of after it.",
              "force_dense has no effect: sparse rows are read as they are, with the same result.",
              "orrery_algorithm=lloyd, hamerly, elkan, exponion or shallot keeps all rows in memory,"
                  + " as dense float32, so its state grows with the rows and Pipe mode is"
                  + " refused.")
          .build();

  @Override
  public Description description() {
    return DESCRIPTION;
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return KMeansHyperparameters.SCHEMA;
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return KMeansHyperparameters.FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return KMeansHyperparameters.MINI_BATCH_SIZE;
  }

  /** The epochs; full-batch variants read the rows once and keep them. */
  @Override
  public int passes(Hyperparameters hyperparameters) {
    return KMeansHyperparameters.variant(hyperparameters).isPresent()
        ? 1
        : hyperparameters.getInt(KMeansHyperparameters.EPOCHS);
  }

  @Override
  public void check(Hyperparameters hyperparameters, boolean streamed) {
    boolean fullBatch = KMeansHyperparameters.variant(hyperparameters).isPresent();
    String name = hyperparameters.get(KMeansHyperparameters.ALGORITHM);
    if (fullBatch && streamed) {
      throw new CustomerError(
          "orrery_algorithm="
              + name
              + " keeps all rows in memory, so it cannot read through a pipe; use File mode, or"
              + " orrery_algorithm=sagemaker or minibatch",
          "--hp orrery_algorithm");
    }
    if (fullBatch && hyperparameters.get(KMeansHyperparameters.EPOCHS) > 1) {
      throw new CustomerError(
          "epochs="
              + hyperparameters.get(KMeansHyperparameters.EPOCHS)
              + " has no meaning with orrery_algorithm="
              + name
              + ", which iterates over rows in memory; use orrery_max_iter",
          "--hp epochs");
    }
    long d = hyperparameters.get(KMeansHyperparameters.FEATURE_DIM);
    long centers = KMeansHyperparameters.workingCenters(hyperparameters);
    long batch = hyperparameters.get(KMeansHyperparameters.MINI_BATCH_SIZE);
    long kept = fullBatch ? centers : Math.min(centers, batch);
    if (kept > (Integer.MAX_VALUE - 8) / d || 4 * kept * d > Runtime.getRuntime().maxMemory()) {
      throw new CustomerError(
          kept
              + " centers of "
              + d
              + " features do not fit into memory; lower k or extra_center_factor",
          "--hp k");
    }
  }

  @Override
  public KMeansState initialize(Hyperparameters hyperparameters, Batch sample, RunContext context) {
    checkWidth(hyperparameters, sample.features(), "train");
    return KMeansHyperparameters.variant(hyperparameters).isPresent()
        ? new FullBatchState(sample.features().columns())
        : Streaming.initialize(hyperparameters, sample.features(), context);
  }

  @Override
  public void update(
      Hyperparameters hyperparameters, KMeansState state, Batch batch, RunContext context) {
    checkWidth(hyperparameters, batch.features(), "train");
    switch (state) {
      case StreamingState streaming ->
          Streaming.update(hyperparameters, streaming, batch.features(), context);
      case FullBatchState full -> full.add(batch.features());
    }
  }

  @Override
  public Verdict endPass(
      Hyperparameters hyperparameters,
      KMeansState state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context) {
    if (state instanceof StreamingState streaming) {
      Streaming.endPass(hyperparameters, streaming, epoch, context);
    }
    return Verdict.CONTINUE;
  }

  @Override
  public KMeansState merge(
      Hyperparameters hyperparameters, List<KMeansState> states, RunContext context) {
    if (states.getFirst() instanceof StreamingState) {
      return HostStates.merge(
          hyperparameters, states.stream().map(StreamingState.class::cast).toList(), context);
    }
    FullBatchState merged = (FullBatchState) states.getFirst();
    for (KMeansState other : states.subList(1, states.size())) {
      merged.add(((FullBatchState) other).rows());
    }
    return merged;
  }

  @Override
  public List<KMeansState> fork(Hyperparameters hyperparameters, KMeansState state, int hosts) {
    return switch (state) {
      case StreamingState streaming -> List.copyOf(HostStates.fork(streaming, hosts));
      case FullBatchState full -> List.copyOf(HostStates.fork(full, hosts));
    };
  }

  /**
   * The same number of working centers; full-batch variants keep rows, of which any k can be made.
   */
  @Override
  public void checkContinuation(Hyperparameters before, Hyperparameters now) {
    boolean centers =
        KMeansHyperparameters.variant(before).isEmpty()
            && KMeansHyperparameters.variant(now).isEmpty();
    long trained = KMeansHyperparameters.workingCenters(before);
    long wanted = KMeansHyperparameters.workingCenters(now);
    if (centers && trained != wanted) {
      throw new CustomerError(
          Text.format(
              "The state was trained with k=%d and %d working centers, and k=%d asks for %d; expected"
                  + " k and extra_center_factor to make as many as before",
              before.get(KMeansHyperparameters.K),
              trained,
              now.get(KMeansHyperparameters.K),
              wanted),
          "--hp k");
    }
  }

  /**
   * Keeps the working centers with their weights, or the rows of a full-batch variant; the sums of
   * a pass begin anew.
   */
  @Override
  public KMeansState continueFrom(
      Hyperparameters hyperparameters, KMeansState state, RunContext context) {
    long d = hyperparameters.get(KMeansHyperparameters.FEATURE_DIM);
    boolean fullBatch = KMeansHyperparameters.variant(hyperparameters).isPresent();
    int width =
        switch (state) {
          case StreamingState streaming -> streaming.d;
          case FullBatchState full -> full.d;
        };
    if (width != d) {
      throw CustomerError.featureDim("train", width, d, "--from-state");
    }
    switch (state) {
      case StreamingState streaming when !fullBatch -> {
        long k = hyperparameters.get(KMeansHyperparameters.K);
        if (streaming.count() < k) {
          throw new CustomerError(
              Text.format(
                  "The state has %d working centers, which are too few for k=%d",
                  streaming.count(), k),
              "--hp k");
        }
        streaming.passRows = 0;
        streaming.passLoss = 0;
        streaming.passSquares = 0;
      }
      case FullBatchState full when fullBatch -> full.restarts = null;
      default -> throw otherVariant(hyperparameters);
    }
    return state;
  }

  private static CustomerError otherVariant(Hyperparameters hyperparameters) {
    return new CustomerError(
        "This state was not trained for orrery_algorithm="
            + hyperparameters.get(KMeansHyperparameters.ALGORITHM),
        "--hp orrery_algorithm");
  }

  @Override
  public KMeansModel finish(
      Hyperparameters hyperparameters,
      KMeansState state,
      Optional<DataSource> calibration,
      RunContext context) {
    boolean fullBatch = KMeansHyperparameters.variant(hyperparameters).isPresent();
    return switch (state) {
      case FullBatchState full when fullBatch ->
          FullBatchTraining.finish(hyperparameters, full, context);
      case StreamingState streaming when !fullBatch ->
          Shrinking.finish(hyperparameters, streaming, context);
      default -> throw otherVariant(hyperparameters);
    };
  }

  /**
   * Full-batch variants keep the rows, so that all but the mini-batch is left to finishing. The
   * others leave the local Lloyd to it, which several hosts use earlier.
   */
  @Override
  public Set<String> finishingHyperparameters(Hyperparameters hyperparameters, boolean validated) {
    return KMeansHyperparameters.finishing(hyperparameters);
  }

  /** {@code k}, where the working centers of a greater one are shrunk to it. */
  @Override
  public Set<String> sharedStateHyperparameters(Hyperparameters hyperparameters) {
    return KMeansHyperparameters.shrinks(hyperparameters)
        ? Set.of(KMeansHyperparameters.K.name())
        : Set.of();
  }

  /**
   * {@code train:msd} of web-scale k-means, which is the weighted mean squared distance of the
   * working centers to the model's (spec B2.3 step 6); for full-batch variants inertia, iterations
   * and distance computations, as extensions.
   */
  @Override
  public List<Metric> trainingMetrics(
      Hyperparameters hyperparameters, KMeansState state, KMeansModel model) {
    return model.training();
  }

  /**
   * Mean (msd) or sum (ssd) of the rows' squared distances to their nearest center, as {@code
   * eval_metrics} asks. On the train channel and on validation, which SageMaker's k-means does not
   * score, they are extensions; on train it is msd alone.
   */
  @Override
  public List<Metric> evaluate(
      Hyperparameters hyperparameters,
      KMeansModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    Packed centers = model.pack(context);
    int batchSize = hyperparameters.getInt(KMeansHyperparameters.MINI_BATCH_SIZE);
    double sum = 0;
    long count = 0;
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(batchSize); batch != null; batch = reader.next(batchSize)) {
        context.cancellation().check();
        checkWidth(hyperparameters, batch.features(), channel);
        float[] squared = new float[batch.rows()];
        new Rows(batch.features(), context.kernels())
            .nearest(centers, new int[squared.length], squared, context);
        for (float s : squared) {
          sum += s;
        }
        count += squared.length;
      }
    }
    if (count == 0) {
      return List.of();
    }
    if (channel.equals("train")) {
      return List.of(Metric.loss(channel, "msd", sum / count).asExtension());
    }
    List<Metric> metrics = new ArrayList<>();
    for (String name : hyperparameters.get(KMeansHyperparameters.EVAL_METRICS)) {
      Metric metric = Metric.loss(channel, name, name.equals("msd") ? sum / count : sum);
      metrics.add(channel.equals("test") ? metric : metric.asExtension());
    }
    return metrics;
  }

  @Override
  public void writeState(KMeansState state, DataOutput out) throws IOException {
    StateFormat.write(state, out);
  }

  @Override
  public KMeansState readState(DataInput in) throws IOException {
    return StateFormat.read(in);
  }

  /**
   * Working centers as they are, packed and summed, and one mini-batch. The rows that full-batch
   * variants keep come on top: 4 feature_dim bytes each.
   */
  @Override
  public long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows) {
    long d = hyperparameters.get(KMeansHyperparameters.FEATURE_DIM);
    long batch = hyperparameters.get(KMeansHyperparameters.MINI_BATCH_SIZE);
    long centers = KMeansHyperparameters.workingCenters(hyperparameters);
    long kept = 0;
    if (KMeansHyperparameters.variant(hyperparameters).isEmpty()) {
      centers = Math.min(centers, batch);
    } else {
      kept = rows.orElse(batch) * (4 * d + 8);
    }
    return centers * (16 * d + 16) + batch * (4 * d + 8) + kept;
  }

  private static void checkWidth(Hyperparameters hyperparameters, Matrix rows, String channel) {
    long expected = hyperparameters.get(KMeansHyperparameters.FEATURE_DIM);
    if (rows.columns() != expected) {
      throw CustomerError.featureDim(channel, expected, rows.columns(), "--hp feature_dim");
    }
  }
}
