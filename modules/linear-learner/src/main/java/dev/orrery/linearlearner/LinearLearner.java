package dev.orrery.linearlearner;

import static dev.orrery.linearlearner.LinearLearnerHyperparameters.*;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.algorithm.Description;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Operation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** SageMaker's linear learner: linear models trained side by side, of which the best is kept. */
public final class LinearLearner implements Algorithm<LinearLearnerState, LinearLearnerModel> {

  private static final Description DESCRIPTION =
      Description.builder("linear-learner")
          .metrics(LinearLearnerMetrics.ALL)
          .work(
              "scores of all parallel models",
              Operation.MULTIPLY_TRANSPOSED,
              Operation.MULTIPLY_SPARSE)
          .work(
              "gradients of all parallel models",
              Operation.ADD_TRANSPOSED_PRODUCT,
              Operation.ADD_SPARSE_TRANSPOSED_PRODUCT)
          .work("losses, optimizer steps, calibration")
          .aliases("linearlearner", "linear")
          .title("Linear learner")
          .metricsName("Linear Learner")
          .summary(
              "Fits linear and logistic models of many settings side by side by stochastic gradient"
                  + " descent, and keeps the best.")
          .labels(Description.Labels.ONE)
          .validationChannel()
          .departures(
              "SageMaker does not publish its grid of parallel models: here it is the one that logs"
                  + " of 2018 to 2020 show (wd 0, 0.0001, 0.01, 1; learning rate 0.005, 0.1; minimum"
                  + " rate 0.00001, 0.0001), and its unknown factor is bias_lr_mult, 10 or 1, with"
                  + " 0.02 in place of 0.005 where it is 1; what the user fixes is the same for all"
                  + " models.",
              "Where learning_rate is auto and the optimum of the rows of num_point_for_scaler is"
                  + " cheap (a smooth loss, no l1, rows x features x classes below 10000000), every"
                  + " second parallel model is a solved one: it begins at that optimum instead of at"
                  + " random, with the penalty of C = 1, 0.1, 0.01, 0.001 of scikit-learn's"
                  + " LogisticRegression or alpha = 0.01, 1, 10, 100 of its Ridge and a rate of"
                  + " 0.00001 to 0.02, so that small and correlated data come to the optimum within 15"
                  + " passes; orrery_solved_models=false leaves SageMaker's grid.",
              "With num_models other than 32 the first model has the user's values, with"
                  + " learning_rate 0.02 for auto, and the others are members of the grid.",
              "Models of a binary classifier, and passes of one, whose criterion is within one standard"
                  + " error of the greatest count as level, and the one of the least loss is chosen:"
                  + " what SageMaker does between them is not documented.",
              "Every parallel model is restored to its own best pass, and training stops early when"
                  + " none of them has improved on its own for early_stopping_patience passes, so that"
                  + " one which swings does not stop those that are on their way.",
              "positive_example_weight_mult=auto tries 1 and balanced among the parallel models;"
                  + " balanced is counted over the rows of num_point_for_scaler, and so are the"
                  + " weights of balance_multiclass_weights.",
              "Class weights enter the training loss alone; losses of validation and test count every"
                  + " row alike, so that models of other weights can be compared.",
              "The L2 penalty is wd / 2 times the squared weights; l1 enters by a proximal step after"
                  + " each update, so that weights become exactly 0. The losses that are logged hold no"
                  + " penalty.",
              "Training fails when all rows are of one class of a binary classifier, and warns of"
                  + " classes of a multiclass classifier without rows.",
              "When no threshold meets the target of the selection criterion, the model and the"
                  + " threshold that come nearest to it are taken, with a warning.",
              "The last mini-batch of a pass moves the weights even when it is not complete; the"
                  + " logged training loss and the scaler count complete ones alone, as SageMaker's"
                  + " do.",
              "A feature that does not vary is divided by 1.",
              "Hosts train apart during a pass; at its end parameters and moments are averaged by"
                  + " rows. SageMaker's hosts share parameters after every mini-batch.",
              "num_calibration_samples=auto takes fewer than 10000000 rows where the scores of all"
                  + " models would take more than 128 MiB.",
              "With binary_classifier_model_selection_criteria=loss_function the threshold stays at"
                  + " probability 0.5, and halfway between the classes for hinge_loss.",
              "A threshold lies halfway between two scores; of equally good ones the nearest to the"
                  + " natural one is taken.",
              "The objectives of hinge, huber, quantile and eps_insensitive losses are logged as the"
                  + " loss's name and _objective, and other selection criteria than accuracy as"
                  + " sampled_ and the criterion.",
              "unbias_data=true without use_bias shifts the features all the same, so that the model"
                  + " has an intercept through their means; unbias_label is then not looked at.",
              "A parallel model whose loss ceases to be finite is left out with a warning; training"
                  + " fails when none is left.",
              "num_classes may be left out: the classes are then counted from the labels.")
          .build();

  @Override
  public Description description() {
    return DESCRIPTION;
  }

  @Override
  public boolean needsWholeBatch() {
    return true;
  }

  @Override
  public HyperparameterSchema hyperparameters() {
    return SCHEMA;
  }

  @Override
  public Hyperparameter<Long> featureDim() {
    return FEATURE_DIM;
  }

  @Override
  public Hyperparameter<Long> miniBatchSize() {
    return MINI_BATCH_SIZE;
  }

  @Override
  public int passes(Hyperparameters hp) {
    return hp.getInt(EPOCHS);
  }

  @Override
  public int sampleRows(Hyperparameters hp) {
    return (int) Math.max(hp.get(MINI_BATCH_SIZE), hp.get(NUM_POINT_FOR_SCALER));
  }

  @Override
  public Optional<Hyperparameter<Long>> classCount(Hyperparameters hp) {
    return predictorType(hp) == PredictorType.MULTICLASS
        ? Optional.of(NUM_CLASSES)
        : Optional.empty();
  }

  @Override
  public void check(Hyperparameters hp, boolean streamed) {
    loss(hp);
    long d = hp.getOr(FEATURE_DIM, 1L);
    double values = (double) models(hp) * outputs(hp) * d;
    if (values > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          Text.format(
              "%d models of %d classes and %d features have more weights than fit into an array; lower num_models",
              models(hp), outputs(hp), d),
          "--hp num_models");
    }
  }

  @Override
  public void checkLabels(Hyperparameters hp, Batch batch, String channel) {
    Scoring.labels(batch, predictorType(hp), outputs(hp), channel);
  }

  @Override
  public LinearLearnerState initialize(Hyperparameters hp, Batch sample, RunContext context) {
    return Beginning.of(hp, sample, context);
  }

  @Override
  public void update(
      Hyperparameters hp, LinearLearnerState state, Batch batch, RunContext context) {
    if (batch.features().columns() != state.d) {
      throw CustomerError.featureDim(
          "train", state.d, batch.features().columns(), "--hp feature_dim");
    }
    PredictorType type = predictorType(hp);
    float[] labels = Scoring.labels(batch, type, state.outputs, "train");
    if (state.progress.weights.length == 0) {
      boolean classes = type != PredictorType.REGRESSOR;
      state.order.add(labels, classes ? 0.5f : state.scaler.labelMean(), classes);
    }
    boolean complete = batch.rows() == hp.get(MINI_BATCH_SIZE);
    MiniBatch.update(
        state, loss(hp), hp.get(USE_BIAS), batch, state.scaler.labels(labels), complete, context);
    state.rowsSeen += batch.rows();
  }

  @Override
  public Verdict endPass(
      Hyperparameters hp,
      LinearLearnerState state,
      int epoch,
      Optional<DataSource> validation,
      RunContext context)
      throws IOException {
    return new EpochEnd(hp, state, context).run(epoch, validation);
  }

  @Override
  public LinearLearnerState merge(
      Hyperparameters hp, List<LinearLearnerState> states, RunContext context) {
    return HostStates.merge(states);
  }

  @Override
  public List<LinearLearnerState> fork(Hyperparameters hp, LinearLearnerState state, int hosts) {
    return HostStates.fork(state, hosts);
  }

  @Override
  public LinearLearnerState continueFrom(
      Hyperparameters hp, LinearLearnerState state, RunContext context) {
    return Beginning.again(hp, state, context.random());
  }

  @Override
  public LinearLearnerModel finish(
      Hyperparameters hp,
      LinearLearnerState state,
      Optional<DataSource> calibration,
      RunContext context)
      throws IOException {
    return Calibration.finish(hp, state, calibration, context);
  }

  /**
   * What the threshold and the model are chosen and scored by; with a validation channel a binary
   * classifier's passes are judged by it too.
   */
  @Override
  public Set<String> finishingHyperparameters(Hyperparameters hp, boolean validated) {
    return LinearLearnerHyperparameters.finishing(hp, validated);
  }

  /** The optimum, as an extension, where it was computed. */
  @Override
  public List<Metric> trainingMetrics(
      Hyperparameters hp, LinearLearnerState state, LinearLearnerModel model) {
    return Double.isNaN(state.optimum)
        ? List.of()
        : List.of(
            Metric.loss("train", "optimum_objective", state.optimum)
                // Not ..._objective: SageMaker's regex would take it for
                // train:objective_loss:final.
                .inLogAs("objective_optimum")
                .asExtension());
  }

  /**
   * All metrics of spec B1.4. On the train channel they are SageMaker's when there was no
   * validation channel, else extensions.
   */
  @Override
  public List<Metric> evaluate(
      Hyperparameters hp,
      LinearLearnerModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    List<Metric> metrics = Evaluation.of(hp, model, channel, data, context);
    boolean extension =
        channel.equals("train")
            && model
                .account()
                .filter(account -> account.channel().equals("validation"))
                .isPresent();
    return extension ? metrics.stream().map(Metric::asExtension).toList() : metrics;
  }

  @Override
  public void writeState(LinearLearnerState state, DataOutput out) throws IOException {
    StateFormat.write(state, out);
  }

  @Override
  public LinearLearnerState readState(DataInput in) throws IOException {
    return StateFormat.read(in);
  }

  /**
   * Weights, moments, the best pass and a gradient for every model, gradients of the chunks of a
   * mini-batch, scores and one mini-batch; at the beginning the sample, with its copy where the
   * optimum is computed; at the end the scores by which thresholds are searched.
   */
  @Override
  public long memoryBytes(Hyperparameters hp, OptionalLong rows) {
    long d = hp.getOr(FEATURE_DIM, 1L);
    long models = models(hp);
    long outputs = outputs(hp);
    long all = models * outputs;
    long batch = hp.get(MINI_BATCH_SIZE);
    long sample = Math.max(batch, Math.min(hp.get(NUM_POINT_FOR_SCALER), rows.orElse(batch)));
    long kept = 4 * all * (6 * d + 6);
    long chunks = 4 * all * (d + 2) * MiniBatch.chunks((double) batch, all, d);
    long working = chunks + 4 * batch * (d + 1) + 4 * Math.min(batch, 1024) * (2 * all + d);
    boolean solved = Beginning.needsOptimum(hp, (double) sample * d * outputs);
    long beginning = 4 * sample * (d + 1) + (solved ? Optimum.bytes(sample, d, outputs) : 0);
    long calibration =
        Criterion.of(hp).isLoss()
            ? 0
            : Math.min(rows.orElse(sample), Calibration.rows(hp, Math.toIntExact(models)))
                * (4 * (models + 2) + Runtime.getRuntime().availableProcessors() * 12L);
    return kept + Math.max(working, Math.max(beginning, calibration));
  }
}
