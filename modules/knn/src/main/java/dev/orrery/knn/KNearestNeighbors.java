package dev.orrery.knn;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.sampling.Reservoir;
import dev.orrery.core.text.Text;
import dev.orrery.knn.index.Similarity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * K nearest neighbours: keeps a sample of the rows, reduces their features if asked to, and answers
 * by the labels of the nearest. See the package for what each index computes.
 */
public final class KNearestNeighbors implements Algorithm<KnnState, KnnModel> {

  /** Dimensions beyond which a k-d tree visits most of its boxes. */
  private static final int KD_TREE_DIMENSIONS = 20;

  @Override
  public Description description() {
    return KnnDescription.VALUE;
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return KnnHyperparameters.SCHEMA;
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return KnnHyperparameters.FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return KnnHyperparameters.MINI_BATCH_SIZE;
  }

  /** One: a reservoir needs no more. */
  @Override
  public int passes(Hyperparameters hyperparameters) {
    return 1;
  }

  @Override
  public void check(Hyperparameters hyperparameters, boolean streamed) {
    String type = KnnHyperparameters.indexType(hyperparameters);
    Similarity similarity = KnnHyperparameters.similarity(hyperparameters);
    boolean l2Only =
        type.equals(KnnHyperparameters.IVF_PQ) || type.equals(KnnHyperparameters.KD_TREE);
    if (l2Only && similarity != Similarity.L2) {
      throw new CustomerError(
          Text.format(
              "The value '%s' is not valid for the 'index_metric' hyperparameter: the index %s takes 'L2' only",
              similarity, type),
          "--hp index_metric");
    }
    if (hyperparameters.get(KnnHyperparameters.VOTE).equals(KnnHyperparameters.DISTANCE)
        && similarity == Similarity.INNER_PRODUCT) {
      throw KnnModel.noWeights();
    }
    long k = hyperparameters.get(KnnHyperparameters.K);
    long sample = hyperparameters.get(KnnHyperparameters.SAMPLE_SIZE);
    if (k > sample) {
      throw new CustomerError(
          Text.format(
              "k is %d, but sample_size keeps only %d rows; lower k or raise sample_size",
              k, sample),
          "--hp k");
    }
    checkReduction(hyperparameters, hyperparameters.get(KnnHyperparameters.FEATURE_DIM) == 1);
  }

  /**
   * @param unknown whether feature_dim may stand for a number that has not been read yet
   */
  private static void checkReduction(Hyperparameters hyperparameters, boolean unknown) {
    if (!hyperparameters.has(KnnHyperparameters.REDUCTION_TYPE)) {
      return;
    }
    if (!hyperparameters.has(KnnHyperparameters.REDUCTION_TARGET)) {
      throw new CustomerError(
          "\"dimension_reduction_target\" is required when \"dimension_reduction_type\" is set.",
          "--hp dimension_reduction_target");
    }
    long d = hyperparameters.get(KnnHyperparameters.FEATURE_DIM);
    long target = hyperparameters.get(KnnHyperparameters.REDUCTION_TARGET);
    if (!unknown && target >= d) {
      throw new CustomerError(
          Text.format(
              "dimension_reduction_target is %d; expected a number greater than 0 and less than feature_dim, which is %d",
              target, d),
          "--hp dimension_reduction_target");
    }
    boolean matrix =
        hyperparameters.get(KnnHyperparameters.REDUCTION_TYPE).equals(RandomProjection.SIGN);
    if (matrix && (double) d * target > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          Text.format(
              "A matrix of %d x %d signs is more than one array of Java holds; use dimension_reduction_type=fjlt or a smaller dimension_reduction_target",
              d, target),
          "--hp dimension_reduction_target");
    }
  }

  @Override
  public void checkLabels(Hyperparameters hyperparameters, Batch batch, String channel) {
    checkLabels(batch, KnnHyperparameters.options(hyperparameters).classifier(), channel);
  }

  @Override
  public KnnState initialize(Hyperparameters hyperparameters, Batch sample, RunContext context) {
    checkWidth(hyperparameters, sample, "train");
    checkReduction(hyperparameters, false);
    int d = sample.features().columns();
    if (hyperparameters.has(KnnHyperparameters.REDUCTION_TARGET)
        && !hyperparameters.has(KnnHyperparameters.REDUCTION_TYPE)) {
      context.warn("dimension_reduction_target has no effect without dimension_reduction_type.");
    }
    if (d > KD_TREE_DIMENSIONS
        && KnnHyperparameters.indexType(hyperparameters).equals(KnnHyperparameters.KD_TREE)) {
      context.warn(
          Text.format(
              "A k-d tree is exact but slow in %d dimensions, where most of its boxes are near; faiss.Flat is faster.",
              d));
    }
    return new KnnState(new Reservoir(capacity(hyperparameters, d), d, 1), 0, 1, List.of());
  }

  /** {@code sample_size}, or the most that one array holds. */
  private static int capacity(Hyperparameters hyperparameters, int d) {
    long asked = hyperparameters.get(KnnHyperparameters.SAMPLE_SIZE);
    return (int) Math.min(asked, (Integer.MAX_VALUE - 8) / d);
  }

  @Override
  public void update(
      Hyperparameters hyperparameters, KnnState state, Batch batch, RunContext context) {
    checkWidth(hyperparameters, batch, "train");
    boolean classifier = KnnHyperparameters.options(hyperparameters).classifier();
    checkLabels(batch, classifier, "train");
    long seen = state.rowsSeen();
    int d = batch.features().columns();
    if (seen == 0 && state.host == 0) {
      context.log(
          Text.format(
              "Using per-worker sample size = %d (Available virtual memory = %d bytes, GPU free memory ="
                  + " 0 bytes, number of workers = %d). If an out-of-memory error occurs, choose a"
                  + " larger instance type, use dimension reduction, decrease sample_size, and/or"
                  + " decrease mini_batch_size.",
              state.capacity(), Runtime.getRuntime().maxMemory(), state.hosts));
      int peers = state.hosts - 1;
      context.log("Starting cluster...");
      context.log("...Cluster started");
      context.log("Verifying connection to " + peers + " peer cluster(s)...");
      context.log("...Verified connection to " + peers + " peer cluster(s)");
    }
    if (seen + batch.rows() > state.capacity()
        && capacity(hyperparameters, d) < hyperparameters.get(KnnHyperparameters.SAMPLE_SIZE)) {
      throw new CustomerError(
          Text.format(
              "Out of Memory. %d rows of %d features do not fit into one sample; decrease sample_size",
              hyperparameters.get(KnnHyperparameters.SAMPLE_SIZE), d),
          "--hp sample_size");
    }
    state.sample.add(batch, context.random().stream("knn.reservoir", state.host, seen));
    KnnStory.sample(
        state,
        classifier,
        seen / Math.max(1, hyperparameters.get(KnnHyperparameters.MINI_BATCH_SIZE)),
        context);
  }

  @Override
  public Verdict endPass(
      Hyperparameters hyperparameters,
      KnnState state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context) {
    return Verdict.STOP;
  }

  /** Puts the samples of the hosts one after the other. */
  @Override
  public KnnState merge(
      Hyperparameters hyperparameters, List<KnnState> states, RunContext context) {
    Reservoir all = Reservoir.concatenate(states.stream().map(s -> s.sample).toList());
    return new KnnState(all, 0, 1, states.stream().map(KnnState::size).toList());
  }

  /** An equal part of {@code sample_size} for every host, and of the rows that are kept already. */
  @Override
  public List<KnnState> fork(Hyperparameters hyperparameters, KnnState state, int hosts) {
    if (state.capacity() < hosts) {
      throw new CustomerError(
          Text.format(
              "sample_size is %d and cannot be divided among %d hosts; expected at least a row for each",
              state.capacity(), hosts),
          "--hp sample_size");
    }
    List<Reservoir> parts = state.sample.divide(hosts);
    return IntStream.range(0, hosts)
        .mapToObj(host -> new KnnState(parts.get(host), host, hosts, List.of()))
        .toList();
  }

  /** The labels of the sample keep their meaning; k, the index and the reduction may change. */
  @Override
  public void checkContinuation(Hyperparameters before, Hyperparameters now) {
    String trained = before.get(KnnHyperparameters.PREDICTOR_TYPE);
    String wanted = now.get(KnnHyperparameters.PREDICTOR_TYPE);
    if (!trained.equals(wanted)) {
      throw new CustomerError(
          Text.format(
              "The state was trained with predictor_type=%s and cannot be gone on from with predictor_type=%s",
              trained, wanted),
          "--hp predictor_type");
    }
  }

  /** The sample goes on; a smaller {@code sample_size} draws from it, a greater one cannot. */
  @Override
  public KnnState continueFrom(
      Hyperparameters hyperparameters, KnnState state, RunContext context) {
    int d = state.sample.rows().columns();
    long expected = hyperparameters.get(KnnHyperparameters.FEATURE_DIM);
    if (d != expected) {
      throw CustomerError.featureDim("train", d, expected, "--hp feature_dim");
    }
    int capacity = capacity(hyperparameters, d);
    if (capacity > state.capacity() && state.rowsSeen() > state.size()) {
      throw new CustomerError(
          Text.format(
              "The sample to go on from keeps %d of %d rows; sample_size=%d would need rows that are gone, expected at most %d",
              state.size(), state.rowsSeen(), capacity, state.size()),
          "--hp sample_size");
    }
    Reservoir sample =
        capacity == state.capacity()
            ? state.sample
            : Reservoir.merge(
                capacity,
                List.of(state.sample),
                context.random().stream("knn.continue", state.rowsSeen()));
    return new KnnState(sample, 0, 1, List.of());
  }

  @Override
  public KnnModel finish(
      Hyperparameters hyperparameters,
      KnnState state,
      Optional<DataSource> calibration,
      RunContext context) {
    long k = hyperparameters.get(KnnHyperparameters.K);
    if (k > state.size()) {
      throw KnnModel.tooFewRows(k, state.size());
    }
    List<Integer> parts = state.parts.isEmpty() ? List.of(state.size()) : state.parts;
    for (int host = 0; host < parts.size(); host++) {
      String name = "algo-" + (host + 1);
      context.log("Getting reservoir sample from " + name + "...");
      context.log(
          Text.format(
              "...Got reservoir sample from %s: data=(%d, %d), labels=(%d,), NaNs=0",
              name, parts.get(host), state.sample.rows().columns(), parts.get(host)));
    }
    return new IndexBuilder(hyperparameters, state, context).build();
  }

  /** All but the sample and how it is read: reduction, index and search are made from it. */
  @Override
  public Set<String> finishingHyperparameters(Hyperparameters hyperparameters, boolean validated) {
    return KnnHyperparameters.FINISHING;
  }

  @Override
  public List<Metric> trainingMetrics(
      Hyperparameters hyperparameters, KnnState state, KnnModel model) {
    return List.of();
  }

  /**
   * {@code test:accuracy} and macro F1 of a classifier, {@code test:mse} and {@code test:rmse} of a
   * regressor; on validation, which SageMaker does not score, as extensions. On up to 2,000 rows at
   * the beginning of the test channel also, as extensions, the score for other k from one search
   * and, for an approximate index, its recall and speed. The train channel is not scored: every row
   * of the sample is its own nearest neighbour.
   */
  @Override
  public List<Metric> evaluate(
      Hyperparameters hyperparameters,
      KnnModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    return channel.equals("train")
        ? List.of()
        : new Evaluation(model, channel, context)
            .run(data, hyperparameters.getInt(KnnHyperparameters.MINI_BATCH_SIZE));
  }

  @Override
  public void writeState(KnnState state, DataOutput out) throws IOException {
    state.write(out);
  }

  @Override
  public KnnState readState(DataInput in) throws IOException {
    return KnnState.read(in);
  }

  /**
   * The sample, its copy in the index and the two in the backend's layout, the same again for an
   * approximate index, which is compared with an exact one; the matrix of a projection by signs
   * with the backend's two; and one mini-batch.
   */
  @Override
  public long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows) {
    long d = hyperparameters.get(KnnHyperparameters.FEATURE_DIM);
    long batch = hyperparameters.get(KnnHyperparameters.MINI_BATCH_SIZE);
    long kept = hyperparameters.get(KnnHyperparameters.SAMPLE_SIZE);
    if (rows.isPresent()) {
      kept = Math.min(kept, rows.getAsLong());
    }
    long width = d;
    long projection = 0;
    if (hyperparameters.has(KnnHyperparameters.REDUCTION_TYPE)) {
      width = hyperparameters.get(KnnHyperparameters.REDUCTION_TARGET);
      boolean signs =
          hyperparameters.get(KnnHyperparameters.REDUCTION_TYPE).equals(RandomProjection.SIGN);
      projection = signs ? 12 * d * width : 8 * (d + width);
    }
    boolean exact = KnnHyperparameters.indexType(hyperparameters).equals(KnnHyperparameters.FLAT);
    long copies = exact ? 12 * width : 24 * width;
    return kept * (4 * d + copies + 8) + projection + batch * (4 * d + 8);
  }

  /**
   * Checks that every row has one label and, for a classifier, that it is a whole number.
   *
   * @throws CustomerError naming the first that is not
   */
  static void checkLabels(Batch batch, boolean classifier, String channel) {
    for (float label : ClassLabels.one(batch, channel)) {
      if (!Float.isFinite(label) || classifier && label != Math.rint(label)) {
        throw new CustomerError(
            Text.format(
                "The %s dataset has the label %s; expected %s",
                channel,
                label,
                classifier
                    ? "a whole number, since predictor_type is classifier"
                    : "a finite number"),
            channel);
      }
    }
  }

  private static void checkWidth(Hyperparameters hyperparameters, Batch batch, String channel) {
    long expected = hyperparameters.get(KnnHyperparameters.FEATURE_DIM);
    if (batch.features().columns() != expected) {
      throw CustomerError.featureDim(
          channel, expected, batch.features().columns(), "--hp feature_dim");
    }
  }
}
