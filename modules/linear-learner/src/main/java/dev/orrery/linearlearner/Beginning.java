package dev.orrery.linearlearner;

import static dev.orrery.linearlearner.LinearLearnerHyperparameters.*;

import dev.orrery.core.data.Batch;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The first state of a training. */
final class Beginning {

  private Beginning() {}

  /** Scaler, class weights, settings and first weights, and the optimum where it is wanted. */
  static LinearLearnerState of(Hyperparameters hp, Batch sample, RunContext context) {
    int d = sample.features().columns();
    long expected = hp.getOr(FEATURE_DIM, (long) d);
    if (d != expected) {
      throw CustomerError.featureDim("train", expected, d, "--hp feature_dim");
    }
    PredictorType type = predictorType(hp);
    int outputs = outputs(hp);
    float[] labels = Scoring.labels(sample, type, outputs, "train");
    if (labels.length < hp.get(MINI_BATCH_SIZE)) {
      throw new CustomerError(
          "No training data processed. Either the training channel is empty or the mini-batch size is"
              + " too high: mini_batch_size is %d, and there are %d rows on the host."
                  .formatted(hp.get(MINI_BATCH_SIZE), labels.length),
          "--hp mini_batch_size");
    }
    Scaler scaler = Scaler.fit(hp, sample.features(), labels, context);
    double balanced = type == PredictorType.BINARY ? balanced(hp, labels, context) : 1;
    float[] classWeights =
        type == PredictorType.MULTICLASS && hp.get(BALANCE_MULTICLASS_WEIGHTS)
            ? classWeights(labels, outputs)
            : new float[0];
    List<ModelSettings> settings = ModelGrid.of(hp, balanced, context.random());
    double optimum = Double.NaN;
    Loss loss = loss(hp);
    if (wantsOptimum(hp, loss, labels.length, d)) {
      double positive =
          hp.isAuto(POSITIVE_EXAMPLE_WEIGHT_MULT) ? 1 : settings.getFirst().positiveWeight();
      optimum =
          Oracle.optimum(
              loss, sample.features(), labels, scaler, positive, classWeights, hp.get(USE_BIAS));
    }
    float[] weights = new float[settings.size() * outputs * d];
    float[] bias = new float[settings.size() * outputs];
    Arrays.fill(bias, hp.get(USE_BIAS) ? (float) (double) hp.get(INIT_BIAS) : 0);
    List<ModelSettings> earlier = new ArrayList<>();
    for (int m = 0; m < settings.size(); m++) {
      ModelSettings own = settings.get(m);
      long like = earlier.stream().filter(own::equals).count();
      draw(hp, weights, m * outputs * d, outputs * d, context.random().stream("linear.init", like));
      earlier.add(own);
    }
    return new LinearLearnerState(
        d, outputs, settings, scaler, classWeights, optimum, weights, bias);
  }

  /** All models begin alike, but for those whose settings are equal too. */
  private static void draw(
      Hyperparameters hp, float[] weights, int at, int count, RandomGenerator random) {
    boolean normal = hp.get(INIT_METHOD).equals("normal");
    double size = normal ? hp.get(INIT_SIGMA) : hp.get(INIT_SCALE);
    for (int i = at; i < at + count; i++) {
      double draw = normal ? random.nextGaussian() : 2 * random.nextDouble() - 1;
      weights[i] = (float) (size * draw);
    }
  }

  private static double balanced(Hyperparameters hp, float[] labels, RunContext context) {
    long positives = 0;
    for (float label : labels) {
      positives += label > 0.5f ? 1 : 0;
    }
    boolean wanted =
        hp.isAuto(POSITIVE_EXAMPLE_WEIGHT_MULT) || hp.get(POSITIVE_EXAMPLE_WEIGHT_MULT).isEmpty();
    long negatives = labels.length - positives;
    if (positives == 0 || negatives == 0) {
      if (wanted) {
        context.warn(
            "The first %d rows are all of one class, so positive_example_weight_mult cannot be balanced and is 1; shuffle the rows or raise num_point_for_scaler."
                .formatted(labels.length));
      }
      return 1;
    }
    double balanced = (double) negatives / positives;
    if (wanted) {
      context.note(
          "'positive_example_weight_mult': balanced is %s, %d negatives by %d positives."
              .formatted(balanced, negatives, positives));
    }
    return balanced;
  }

  /** Rows divided by classes and by the rows of the class, so that the mean weight is 1. */
  private static float[] classWeights(float[] labels, int classes) {
    long[] counts = new long[classes];
    for (float label : labels) {
      counts[(int) label]++;
    }
    long present = Arrays.stream(counts).filter(count -> count > 0).count();
    float[] weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      weights[c] = counts[c] == 0 ? 1 : (float) ((double) labels.length / (present * counts[c]));
    }
    return weights;
  }

  private static boolean wantsOptimum(Hyperparameters hp, Loss loss, int rows, int d) {
    return loss.smooth() && hp.getOr(ORRERY_ORACLE, (double) rows * d * outputs(hp) < Oracle.SMALL);
  }

  /**
   * A trained state as the beginning of a new training: weights, moments and class weights stay,
   * rates and penalties are those of the new hyperparameters.
   *
   * @throws CustomerError when it has other features, classes or models, or another optimizer,
   *     whose moments mean something else
   */
  static LinearLearnerState again(
      Hyperparameters hp, LinearLearnerState state, RandomStreams random) {
    long d = hp.getOr(FEATURE_DIM, (long) state.d);
    if (d != state.d || outputs(hp) != state.outputs || models(hp) != state.models()) {
      throw new CustomerError(
          "The state to continue from has %d features, %d outputs and %d models; the hyperparameters ask for %d, %d and %d"
              .formatted(state.d, state.outputs, state.models(), d, outputs(hp), models(hp)),
          "--from-state");
    }
    double balanced =
        state.settings.stream()
            .mapToDouble(ModelSettings::positiveWeight)
            .filter(weight -> weight != 1)
            .findFirst()
            .orElse(1);
    List<ModelSettings> settings = ModelGrid.of(hp, balanced, random);
    String optimizer = settings.getFirst().optimizer();
    if (!optimizer.equals(state.settings.getFirst().optimizer())) {
      throw new CustomerError(
          "The state to continue from was trained by %s, and the hyperparameters ask for %s"
              .formatted(state.settings.getFirst().optimizer(), optimizer),
          "--hp optimizer");
    }
    LinearLearnerState again =
        new LinearLearnerState(
            state.d,
            state.outputs,
            settings,
            state.scaler,
            state.classWeights,
            state.optimum,
            state.progress.weights.length == 0 ? state.weights : state.progress.weights.clone(),
            state.progress.weights.length == 0 ? state.bias : state.progress.bias.clone(),
            state.failedAt,
            new LabelOrder(),
            new Progress());
    again.slots = state.slots;
    again.biasSlots = state.biasSlots;
    again.lossSum = new double[state.models()];
    again.restSum = new double[state.models()];
    again.steps = state.steps;
    again.rowsSeen = state.rowsSeen;
    return again;
  }
}
