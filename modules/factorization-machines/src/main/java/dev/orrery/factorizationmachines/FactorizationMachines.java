package dev.orrery.factorizationmachines;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Operation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Factorization machines: SageMaker's algorithm, other optimizers, and field-aware machines behind
 * one interface. See the package for what each computes.
 */
public final class FactorizationMachines
    implements Algorithm<FactorizationMachinesState, FactorizationMachinesModel> {

  private static final int LEAST_SCORING_ROWS = 1024;

  private static final Description DESCRIPTION =
      Description.builder("factorization-machines")
          .metrics(FactorizationMachinesMetrics.ALL)
          .work("scores and gradients", Operation.MULTIPLY_SPARSE, Operation.SQUARED_NORMS)
          .work("lazy updates", Operation.ADAM_ROWS, Operation.ADA_GRAD_ROWS, Operation.AXPY)
          .work("losses, mini-batches by features, orrery_optimizer=sgd, ftrl and als")
          .aliases("fm")
          .title("Factorization machines")
          .metricsName("factorization-machines")
          .metricsByPhase()
          .summary(
              "Predicts a class or a number from single features and from pairs of them, whose"
                  + " weights are products of learned factors.")
          .labels(Description.Labels.ONE)
          .trainingTypes(Description.RECORDIO)
          .departures(
              "Training data in CSV, libsvm and JSON Lines, and answers in CSV, are extensions:"
                  + " SageMaker trains factorization machines on RecordIO-protobuf alone.",
              "SageMaker's internal hyperparameters use_bias, use_linear and"
                  + " batch_metrics_publish_interval are taken at their word; those that begin with"
                  + " an underscore are accepted and have no effect (_learning_rate and _wd are"
                  + " 1.0, so that the rates of the groups count as they are).",
              "clip_gradient, with adam, clips the gradient with its weight decay, as MXNet's"
                  + " adam_update does; a negative value does not clip. SageMaker's order is"
                  + " unconfirmed.",
              "Adam's step number counts the mini-batches, not the updates of a feature, as MXNet's"
                  + " optimizers count; a feature that first occurs late is not corrected for its"
                  + " empty moments.",
              "uniform without a scale draws from -0.07 to 0.07, MXNet's own default, and constant"
                  + " without a value is 0; SageMaker's defaults are unconfirmed.",
              "The last, short mini-batch of a pass counts as a full one in the training metrics,"
                  + " its rows repeated from the first; its gradient is the mean over its own rows."
                  + " What SageMaker fills it up with is unconfirmed.",
              "The metrics of a mini-batch that the log tells are those of the pass so far;"
                  + " SageMaker's are unconfirmed.",
              "Dense and sparse rows may be mixed in a job; a dense mini-batch moves every feature, a"
                  + " sparse one those that occur in it. SageMaker's behaviour is unconfirmed.",
              "SageMaker's hosts share weights through a parameter server; here every host has its"
                  + " own during a pass, and at its end the weights and moments of each feature are"
                  + " averaged by the rows of each host that held it.",
              "SageMaker takes no validation channel; here its metrics after every pass are"
                  + " extensions.",
              "orrery_optimizer=als keeps all rows in memory, so its state grows with the rows and"
                  + " Pipe mode is refused.",
              "The artifact of orrery_model=ffm has the arrays of SageMaker's, with the factors for"
                  + " all fields of a feature side by side; SageMaker itself cannot serve it.")
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public FactorizationMachines() {}

  @Override
  public Description description() {
    return DESCRIPTION;
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return FactorizationMachinesHyperparameters.SCHEMA;
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return FactorizationMachinesHyperparameters.FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return FactorizationMachinesHyperparameters.MINI_BATCH_SIZE;
  }

  @Override
  public int passes(Hyperparameters hyperparameters) {
    return hyperparameters.getInt(FactorizationMachinesHyperparameters.EPOCHS);
  }

  @Override
  public void check(Hyperparameters hyperparameters, boolean streamed) {
    FactorizationMachinesHyperparameters.check(hyperparameters, streamed);
  }

  @Override
  public void checkLabels(Hyperparameters hyperparameters, Batch batch, String channel) {
    Scoring.labels(FactorizationMachinesHyperparameters.loss(hyperparameters), batch, channel);
  }

  @Override
  public FactorizationMachinesState initialize(
      Hyperparameters hyperparameters, Batch sample, RunContext context) {
    Fields fields = FactorizationMachinesHyperparameters.fields(hyperparameters);
    Weights weights = Initialization.weights(hyperparameters, fields, context);
    Scoring.checkWidth(weights, sample.features(), "train");
    boolean sparse = sample.features() instanceof CsrMatrix;
    if (sparse) {
      context.log("[Sparse network] Building a sparse network.");
    }
    context.log("Create Store: local");
    context.logNoGpus();
    boolean als = FactorizationMachinesHyperparameters.als(hyperparameters);
    return new FactorizationMachinesState(
        FactorizationMachinesHyperparameters.loss(hyperparameters),
        weights,
        sparse,
        hyperparameters.get(FactorizationMachinesHyperparameters.OPTIMIZER),
        als ? 0 : FactorizationMachinesHyperparameters.optimizer(hyperparameters).slots());
  }

  @Override
  public void update(
      Hyperparameters hyperparameters,
      FactorizationMachinesState state,
      Batch batch,
      RunContext context) {
    Scoring.checkWidth(state.weights, batch.features(), "train");
    float[] labels = Scoring.labels(state.loss, batch, "train");
    if (!FactorizationMachinesHyperparameters.als(hyperparameters)) {
      new BatchTraining(hyperparameters, state, context).update(batch, labels);
      return;
    }
    if (state.pass == 0) {
      state.kept.add(new Batch(NonZeros.of(batch.features()), labels, 1));
    }
    state.rowsSeen += batch.rows();
    state.passRows += batch.rows();
    state.passBatches++;
  }

  @Override
  public Verdict endPass(
      Hyperparameters hyperparameters,
      FactorizationMachinesState state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context)
      throws IOException {
    return Passes.end(hyperparameters, state, epoch, validation, context);
  }

  @Override
  public FactorizationMachinesState merge(
      Hyperparameters hyperparameters,
      List<FactorizationMachinesState> states,
      RunContext context) {
    return HostStates.merge(states);
  }

  @Override
  public List<FactorizationMachinesState> fork(
      Hyperparameters hyperparameters, FactorizationMachinesState state, int hosts) {
    return HostStates.fork(state, hosts);
  }

  /** What was learned stays, and what the optimizer remembers unless it is another one. */
  @Override
  public FactorizationMachinesState continueFrom(
      Hyperparameters hyperparameters, FactorizationMachinesState state, RunContext context) {
    Weights weights = state.weights;
    check("feature_dim", weights.n, hyperparameters.getInt(featureDim()));
    check(
        "num_factors",
        weights.k,
        hyperparameters.getInt(FactorizationMachinesHyperparameters.NUM_FACTORS));
    check("predictor_type", state.loss, FactorizationMachinesHyperparameters.loss(hyperparameters));
    check(
        "orrery_fields",
        weights.fields,
        FactorizationMachinesHyperparameters.fields(hyperparameters));
    String optimizer = hyperparameters.get(FactorizationMachinesHyperparameters.OPTIMIZER);
    boolean same = optimizer.equals(state.optimizer);
    boolean als = FactorizationMachinesHyperparameters.als(hyperparameters);
    FactorizationMachinesState next =
        same
            ? new FactorizationMachinesState(
                state.loss,
                weights,
                state.sparse,
                optimizer,
                state.biasSlots,
                state.linearSlots,
                state.factorSlots)
            : new FactorizationMachinesState(
                state.loss,
                weights,
                state.sparse,
                optimizer,
                als ? 0 : FactorizationMachinesHyperparameters.optimizer(hyperparameters).slots());
    next.rowsSeen = state.rowsSeen;
    next.steps = same ? state.steps : 0;
    return next;
  }

  private static void check(String name, Object trained, Object wanted) {
    if (!trained.equals(wanted)) {
      throw new CustomerError(
          Text.format(
              "The training that is gone on from has another %s: %s, not %s",
              name, text(trained), text(wanted)),
          "--hp " + name);
    }
  }

  private static String text(Object value) {
    return value instanceof Loss loss ? loss.predictorType() : value.toString();
  }

  @Override
  public FactorizationMachinesModel finish(
      Hyperparameters hyperparameters,
      FactorizationMachinesState state,
      Optional<DataSource> calibration,
      RunContext context) {
    if (!state.weights.finite()) {
      throw NotFinite.error(
          Text.format("The weights are not finite after %d mini-batches", state.steps),
          hyperparameters,
          "train");
    }
    context.logWarning(
        "wait_for_all_workers will not sync workers since the kv store is not running distributed");
    context.log("Pulling entire model from kvstore to finalize");
    return new FactorizationMachinesModel(state.loss, state.weights.copy(), state.sparse);
  }

  /** Those of the last pass, each row scored before its own update (spec B6.4). */
  @Override
  public List<Metric> trainingMetrics(
      Hyperparameters hyperparameters,
      FactorizationMachinesState state,
      FactorizationMachinesModel model) {
    return state.last.metrics(state.loss, "train");
  }

  /**
   * The metrics of spec B6.4 on the test channel, and the area under the ROC curve of a binary
   * classifier; on validation all are extensions. The train channel is not read again.
   */
  @Override
  public List<Metric> evaluate(
      Hyperparameters hyperparameters,
      FactorizationMachinesModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    if (channel.equals("train")) {
      return List.of();
    }
    Scoring.Result result =
        Scoring.measure(
            model.weights(), model.loss(), channel, data, scoringRows(hyperparameters), context);
    List<Metric> metrics = new ArrayList<>();
    for (Metric metric : result.meter().metrics(model.loss(), channel)) {
      metrics.add(channel.equals("test") ? metric : metric.asExtension());
    }
    if (model.loss() == Loss.LOGISTIC && result.scores().length > 0) {
      double area = RankingCurve.of(result.scores(), result.labels()).rocAuc();
      metrics.add(Metric.score(channel, "roc_auc", area).asExtension());
    }
    return metrics;
  }

  /** Rows that are read at a time where no mini-batches are asked for. */
  static int scoringRows(Hyperparameters hyperparameters) {
    return Math.max(
        LEAST_SCORING_ROWS,
        hyperparameters.getInt(FactorizationMachinesHyperparameters.MINI_BATCH_SIZE));
  }

  @Override
  public void writeState(FactorizationMachinesState state, DataOutput out) throws IOException {
    StateFormat.write(state, out);
  }

  @Override
  public FactorizationMachinesState readState(DataInput in) throws IOException {
    return StateFormat.read(in);
  }

  /**
   * Weights and two slots of each, the best weights, a count per feature, and the sums of one
   * mini-batch. The rows that {@code als} keeps are sparse, so that nobody knows their size before
   * they are read.
   */
  @Override
  public long memoryBytes(Hyperparameters hyperparameters, OptionalLong rows) {
    long n = hyperparameters.get(FactorizationMachinesHyperparameters.FEATURE_DIM);
    long k = hyperparameters.get(FactorizationMachinesHyperparameters.NUM_FACTORS);
    long fields =
        hyperparameters.has(FactorizationMachinesHyperparameters.FIELDS)
            ? Fields.parse(hyperparameters.get(FactorizationMachinesHyperparameters.FIELDS)).count()
            : 1;
    long batch =
        Math.min(
            hyperparameters.get(FactorizationMachinesHyperparameters.MINI_BATCH_SIZE),
            rows.orElse(Long.MAX_VALUE));
    boolean best = hyperparameters.has(FactorizationMachinesHyperparameters.PATIENCE);
    return 4 * n * (3 + (best ? 2 : 1)) * (1 + fields * k)
        + 8 * n
        + 4 * batch * (1 + fields * fields * k);
  }
}
