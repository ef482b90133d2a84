package dev.orrery.randomcutforest;

import static dev.orrery.randomcutforest.RandomCutForestHyperparameters.FEATURE_DIM;
import static dev.orrery.randomcutforest.RandomCutForestHyperparameters.MINI_BATCH_SIZE;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.algorithm.Description.Distribution;
import dev.orrery.core.algorithm.Description.Labels;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.sampling.Reservoir;
import dev.orrery.kernels.Operation;
import dev.orrery.randomcutforest.tree.StreamingForest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Random cut forest: SageMaker's forest over a sample of the rows and a forest that follows a
 * stream, behind one interface. See the package for what each computes.
 */
public final class RandomCutForest
    implements Algorithm<RandomCutForestState, RandomCutForestModel> {

  private static final Description DESCRIPTION =
      Description.builder("randomcutforest")
          .metrics(RandomCutForestMetrics.ALL)
          .work(
              "boxes along the tree walks", Operation.OUTSIDE, Operation.EXCESS, Operation.ENCLOSE)
          .work("sampling, cuts, tree walks")
          .aliases("random-cut-forest", "rcf")
          .title("Random cut forest")
          .metricsName("RandomCutForest")
          .metricsByPhase()
          .wording(new Description.Wording("serialize_model.time", "completed %.0f %% epochs"))
          .summary("Scores how much each row stands out, by a forest of random cuts.")
          .labels(Labels.TEST_ONLY)
          .trainDistributions(Distribution.SHARDED_BY_S3_KEY)
          .departures(
              "When there are more rows than the reservoir holds, a row replaces another at random"
                  + " (algorithm R); SageMaker's replacement is inferred, and its random numbers are"
                  + " not ours.",
              "The reservoirs of several hosts are merged by drawing from each in proportion to the"
                  + " rows it has seen; SageMaker's merge is unconfirmed.",
              "A row that equals a leaf's point has its score damped by 1 - leaf points / (2 * tree"
                  + " points), as in the AWS library; for SageMaker this is unconfirmed.",
              "The threshold of the test labels is mean + 3 standard deviations (population) of the"
                  + " scores of the channel being labelled; which set SageMaker takes is"
                  + " unconfirmed.",
              "The log's names of the metrics are accuracy, precision, recall and f1 for the"
                  + " anomalies, and precision_negative, recall_negative and f1_negative for the"
                  + " normal rows; SageMaker's names beyond test:f1 are unconfirmed.",
              "fit_model.time in the log is the time from gathering the sample to the threshold, as"
                  + " finalize.time is; what SageMaker's covers is unconfirmed.",
              "Fewer rows than num_trees are an error, and mem_size in ForestInfo is the size of"
                  + " Orrery's own arrays; SageMaker's are unconfirmed.",
              "model_algo-1 has a format of Orrery's own, since SageMaker's is not known.")
          .build();

  @Override
  public Description description() {
    return DESCRIPTION;
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return RandomCutForestHyperparameters.SCHEMA;
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return MINI_BATCH_SIZE;
  }

  /** Only 1000 is valid (spec B5.1), and no result depends on it. */
  @Override
  public boolean fixedMiniBatch() {
    return true;
  }

  @Override
  public int passes(Hyperparameters hyperparameters) {
    return 1;
  }

  @Override
  public void check(Hyperparameters hyperparameters, boolean streamed) {
    RandomCutForestHyperparameters.check(hyperparameters);
  }

  @Override
  public void checkLabels(Hyperparameters hyperparameters, Batch batch, String channel) {
    ClassLabels.classes(batch, 2, channel);
  }

  @Override
  public RandomCutForestState initialize(
      Hyperparameters hyperparameters, Batch sample, RunContext context) {
    TrainingLog.verified(context);
    checkWidth(hyperparameters, sample.features(), "train");
    TrainingLog.starting(hyperparameters, context);
    RandomCutForestState state = empty(hyperparameters, 0);
    TrainingLog.initialized(context);
    return state;
  }

  private static RandomCutForestState empty(Hyperparameters hyperparameters, int host) {
    int dimensions = (int) RandomCutForestHyperparameters.dimensions(hyperparameters);
    int trees = RandomCutForestHyperparameters.trees(hyperparameters);
    int samples = RandomCutForestHyperparameters.samples(hyperparameters);
    boolean streaming = RandomCutForestHyperparameters.streaming(hyperparameters);
    return new RandomCutForestState(
        hyperparameters.getInt(FEATURE_DIM),
        RandomCutForestHyperparameters.shingle(hyperparameters),
        streaming ? null : new Reservoir(trees * samples, dimensions, 0),
        streaming
            ? new StreamingForest(
                dimensions,
                trees,
                samples,
                RandomCutForestHyperparameters.decay(hyperparameters),
                host)
            : null,
        host);
  }

  @Override
  public void update(
      Hyperparameters hyperparameters,
      RandomCutForestState state,
      Batch batch,
      RunContext context) {
    checkWidth(hyperparameters, batch.features(), "train");
    if (state.rowsSeen == 0 && state.host == 0) {
      TrainingLog.sampling(context);
    }
    if (state.stream == null && state.shingles.size() == 1) {
      add(state, Batch.unlabelled(batch.features()), context);
    } else {
      DenseMatrix points = state.shingles.next(batch.features());
      if (points.rows() > 0) {
        if (state.stream == null) {
          add(state, Batch.unlabelled(points), context);
        } else {
          state.stream.update(points, context);
        }
      }
    }
    state.rowsSeen += batch.rows();
  }

  private static void add(RandomCutForestState state, Batch points, RunContext context) {
    state.reservoir.add(
        points, context.random().stream("rcf.reservoir", state.host, state.rowsSeen));
  }

  @Override
  public Verdict endPass(
      Hyperparameters hyperparameters,
      RandomCutForestState state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context) {
    TrainingLog.sampled(context);
    return Verdict.STOP;
  }

  /**
   * A uniform sample of the rows of all hosts; streaming, every tree keeps the rows that its
   * samplers on all hosts weigh most.
   */
  @Override
  public RandomCutForestState merge(
      Hyperparameters hyperparameters, List<RandomCutForestState> states, RunContext context) {
    RandomCutForestState head = states.getFirst();
    long rowsSeen = states.stream().mapToLong(RandomCutForestState::rowsSeen).sum();
    Reservoir reservoir = null;
    StreamingForest stream = null;
    if (head.stream != null) {
      stream = StreamingForest.merge(states.stream().map(state -> state.stream).toList(), context);
    } else {
      List<Reservoir> seen =
          states.stream().map(state -> state.reservoir).filter(part -> part.seen() > 0).toList();
      reservoir =
          seen.isEmpty()
              ? head.reservoir
              : seen.size() == 1
                  ? seen.getFirst()
                  : Reservoir.merge(
                      head.reservoir.capacity(),
                      seen,
                      context.random().stream("rcf.merge", rowsSeen));
    }
    RandomCutForestState merged =
        new RandomCutForestState(head.columns, head.shingles.size(), reservoir, stream, head.host);
    merged.rowsSeen = rowsSeen;
    return merged;
  }

  /** The first host goes on with all that is kept; the others begin with nothing. */
  @Override
  public List<RandomCutForestState> fork(
      Hyperparameters hyperparameters, RandomCutForestState state, int hosts) {
    List<StreamingForest> streams = state.stream == null ? null : state.stream.fork(hosts);
    List<RandomCutForestState> forked = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      Reservoir reservoir = null;
      if (state.reservoir != null) {
        reservoir =
            host == 0
                ? state.reservoir
                : new Reservoir(state.reservoir.capacity(), state.reservoir.rows().columns(), 0);
      }
      RandomCutForestState part =
          new RandomCutForestState(
              state.columns,
              state.shingles.size(),
              reservoir,
              streams == null ? null : streams.get(host),
              host);
      part.rowsSeen = host == 0 ? state.rowsSeen : 0;
      forked.add(part);
    }
    return forked;
  }

  /**
   * Rows that come now follow those that the state has seen: they join its sample, or its forest.
   * The first of them begins a new shingle.
   */
  @Override
  public RandomCutForestState continueFrom(
      Hyperparameters hyperparameters, RandomCutForestState state, RunContext context) {
    RandomCutForestState wanted = empty(hyperparameters, 0);
    boolean same =
        state.columns == wanted.columns
            && state.shingles.size() == wanted.shingles.size()
            && (state.stream == null) == (wanted.stream == null);
    if (same && state.stream == null) {
      same = state.reservoir.capacity() == wanted.reservoir.capacity();
    } else if (same) {
      same =
          state.stream.size() == wanted.stream.size()
              && state.stream.samples() == wanted.stream.samples()
              && state.stream.decay() == wanted.stream.decay();
    }
    if (!same) {
      throw new CustomerError(
          "A forest goes on from another with the same feature_dim, num_trees,"
              + " num_samples_per_tree, orrery_mode, orrery_time_decay and orrery_shingle_size only",
          "--hp");
    }
    state.shingles.clear();
    return state;
  }

  /** The calibration channel says what the features are called; its rows are not read. */
  @Override
  public RandomCutForestModel finish(
      Hyperparameters hyperparameters,
      RandomCutForestState state,
      Optional<DataSource> calibration,
      RunContext context) {
    List<String> names = calibration.map(DataSource::featureNames).orElse(List.of());
    return ForestTraining.finish(hyperparameters, state, names, context);
  }

  /** The threshold, the scores and, from a sample, how it is parted among the trees. */
  @Override
  public Set<String> finishingHyperparameters(Hyperparameters hyperparameters, boolean validated) {
    return Set.of(
        RandomCutForestHyperparameters.THRESHOLD_SIGMAS.name(),
        RandomCutForestHyperparameters.EVAL_METRICS.name(),
        RandomCutForestHyperparameters.PARTITION.name());
  }

  /** Size of the forest and the threshold found on its own sample, as extensions. */
  @Override
  public List<Metric> trainingMetrics(
      Hyperparameters hyperparameters, RandomCutForestState state, RandomCutForestModel model) {
    return List.of(
        Metric.figure("train", "sample_mean_score", model.threshold().mean()).asExtension(),
        Metric.figure("train", "sample_score_threshold", model.threshold().value()).asExtension());
  }

  @Override
  public List<Metric> evaluate(
      Hyperparameters hyperparameters,
      RandomCutForestModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    return Evaluation.of(hyperparameters, model, channel, data, context);
  }

  @Override
  public void writeState(RandomCutForestState state, DataOutput out) throws IOException {
    StateFormat.write(state, out);
  }

  @Override
  public RandomCutForestState readState(DataInput in) throws IOException {
    return StateFormat.read(in);
  }

  /** The sample, and the trees with their boxes, of as many rows as there can be. */
  @Override
  public long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows) {
    long d = RandomCutForestHyperparameters.dimensions(hyperparameters);
    long capacity =
        (long) RandomCutForestHyperparameters.trees(hyperparameters)
            * RandomCutForestHyperparameters.samples(hyperparameters);
    boolean streaming = RandomCutForestHyperparameters.streaming(hyperparameters);
    long kept = streaming ? capacity : Math.min(capacity, rows.orElse(capacity));
    return kept * ((streaming ? 12 : 16) * d + 60)
        + RandomCutForestHyperparameters.FIXED_MINI_BATCH * 4 * d;
  }

  static void checkWidth(Hyperparameters hyperparameters, Matrix rows, String channel) {
    long expected = hyperparameters.get(FEATURE_DIM);
    if (rows.columns() != expected) {
      throw CustomerError.featureDim(channel, expected, rows.columns(), "--hp feature_dim");
    }
  }
}
