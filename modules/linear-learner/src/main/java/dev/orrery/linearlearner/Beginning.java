package dev.orrery.linearlearner;

import static dev.orrery.linearlearner.LinearLearnerHyperparameters.*;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The first state of a training. */
final class Beginning {

  /** Relative decrease of the loss, over ten iterations, at which a model counts as solved. */
  private static final double SOLVED = 1e-5;

  /** The same under the stronger penalties, which are also the way to the weakest. */
  private static final double NEARLY_SOLVED = 1e-3;

  /** Share of stored values below which counts are hinted at. */
  private static final double SPARSE = 0.1;

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
              + Text.format(
                  " too high: mini_batch_size is %d, and there are %d rows on the host.",
                  hp.get(MINI_BATCH_SIZE), labels.length),
          "--hp mini_batch_size");
    }
    hintAtCounts(hp, sample.features(), context);
    Scaler scaler = Scaler.fit(hp, sample.features(), labels, context);
    double balanced = type == PredictorType.BINARY ? balanced(hp, labels, context) : 1;
    float[] classWeights =
        type == PredictorType.MULTICLASS && hp.get(BALANCE_MULTICLASS_WEIGHTS)
            ? classWeights(labels, outputs)
            : new float[0];
    Loss loss = loss(hp);
    double size = (double) labels.length * d * outputs;
    int allRows = sampleRows(hp, labels.length);
    int solvedRows = solves(hp, size) ? allRows : 0;
    List<ModelSettings> settings = ModelGrid.of(hp, balanced, solvedRows, context.random());
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
    double least = Double.NaN;
    boolean wanted = wantsOptimum(hp, size);
    if (wanted || settings.stream().anyMatch(ModelSettings::solved)) {
      Optimum optimum =
          new Optimum(
              loss, sample.features(), labels, scaler, classWeights, hp.get(USE_BIAS), context);
      if (wanted) {
        least =
            optimum.least(
                hp.isAuto(POSITIVE_EXAMPLE_WEIGHT_MULT) ? 1 : settings.getFirst().positiveWeight());
      }
      solve(optimum, settings, weights, bias);
    }
    return new LinearLearnerState(
        type,
        loss.name(),
        d,
        outputs,
        settings,
        scaler,
        classWeights,
        allRows,
        least,
        weights,
        bias);
  }

  /**
   * Rows that penalties of solved models are measured by: those of the sample, or, where it is full
   * and there are probably more, ten times as many.
   */
  private static int sampleRows(Hyperparameters hp, int rows) {
    boolean part = rows >= Math.max(hp.get(MINI_BATCH_SIZE), hp.get(NUM_POINT_FOR_SCALER));
    return (int) Math.min(Integer.MAX_VALUE, part ? 10L * rows : rows);
  }

  /** Whether some models begin at the optimum of the sample. */
  private static boolean solves(Hyperparameters hp, double size) {
    boolean automatic = hp.isAuto(LEARNING_RATE) && hp.getOr(L1, 0.0) == 0 && size < Optimum.MOST;
    return loss(hp).smooth() && hp.getOr(ORRERY_SOLVED_MODELS, automatic);
  }

  private static boolean wantsOptimum(Hyperparameters hp, double size) {
    return loss(hp).smooth() && hp.getOr(ORRERY_ORACLE, size < Optimum.SMALL);
  }

  /**
   * Whether the optimum of the sample is computed.
   *
   * @param size rows x features x classes of the sample
   */
  static boolean needsOptimum(Hyperparameters hp, double size) {
    return wantsOptimum(hp, size) || solves(hp, size) && models(hp) > 1;
  }

  /** From the strongest penalty to the weakest, each from the optimum of the one before. */
  private static void solve(
      Optimum optimum, List<ModelSettings> settings, float[] weights, float[] bias) {
    Map<Optimum.Goal, List<Integer>> models = new LinkedHashMap<>();
    IntStream.range(0, settings.size())
        .filter(m -> settings.get(m).solved())
        .boxed()
        .sorted(Comparator.comparingDouble(m -> -settings.get(m).wd()))
        .forEach(m -> models.computeIfAbsent(goal(settings.get(m)), _ -> new ArrayList<>()).add(m));
    int width = weights.length / settings.size();
    int outputs = bias.length / settings.size();
    double weakest = models.keySet().stream().mapToDouble(Optimum.Goal::wd).min().orElse(0);
    double[] w = optimum.zeros();
    models.forEach(
        (goal, those) -> {
          optimum.minimise(goal, w, goal.wd() == weakest ? SOLVED : NEARLY_SOLVED);
          for (int m : those) {
            optimum.store(w, weights, m * width, bias, m * outputs);
          }
        });
  }

  private static Optimum.Goal goal(ModelSettings s) {
    return new Optimum.Goal(s.wd(), s.wd() * s.biasWdMult(), s.positiveWeight());
  }

  /** Says that scaling makes rare words as heavy as frequent ones. */
  private static void hintAtCounts(Hyperparameters hp, Matrix rows, RunContext context) {
    if (!(rows instanceof CsrMatrix counts) || !hp.getOr(NORMALIZE_DATA, true)) {
      return;
    }
    int from = counts.rowStart()[0];
    int stored = counts.rowStart()[counts.rows()] - from;
    double share = (double) stored / counts.rows() / counts.columns();
    for (int e = from; e < from + stored; e++) {
      float value = counts.value()[e];
      if (value < 0 || value != Math.rint(value)) {
        return;
      }
    }
    if (share < SPARSE) {
      context.note(
          Text.format(
              "The features are counts, of which %.3g %% are not 0: divided by their small deviations,"
                  + " rare features weigh as much as frequent ones; normalize_data=false may do better.",
              100 * share));
    }
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
            Text.format(
                "The first %d rows are all of one class, so positive_example_weight_mult cannot be balanced and is 1; shuffle the rows or raise num_point_for_scaler.",
                labels.length));
      }
      return 1;
    }
    double balanced = (double) negatives / positives;
    if (wanted) {
      context.note(
          Text.format(
              "'positive_example_weight_mult': balanced is %s, %d negatives by %d positives.",
              balanced, negatives, positives));
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
    PredictorType type = predictorType(hp);
    if (type != state.type || !loss(hp).name().equals(state.loss)) {
      throw new CustomerError(
          Text.format(
              "The state to continue from is of a %s with loss %s; the hyperparameters ask for a %s with loss %s",
              state.type.text(), state.loss, type.text(), loss(hp).name()),
          "--from-state");
    }
    if (d != state.d || outputs(hp) != state.outputs || models(hp) != state.models()) {
      throw new CustomerError(
          Text.format(
              "The state to continue from has %d features, %d outputs and %d models; the hyperparameters ask for %d, %d and %d",
              state.d, state.outputs, state.models(), d, outputs(hp), models(hp)),
          "--from-state");
    }
    double balanced =
        state.settings.stream()
            .mapToDouble(ModelSettings::positiveWeight)
            .filter(weight -> weight != 1)
            .findFirst()
            .orElse(1);
    boolean solved = state.settings.stream().anyMatch(ModelSettings::solved);
    List<ModelSettings> settings =
        ModelGrid.of(hp, balanced, solved ? state.sampleRows : 0, random);
    String optimizer = settings.getFirst().optimizer();
    if (!optimizer.equals(state.settings.getFirst().optimizer())) {
      throw new CustomerError(
          Text.format(
              "The state to continue from was trained by %s, and the hyperparameters ask for %s",
              state.settings.getFirst().optimizer(), optimizer),
          "--hp optimizer");
    }
    LinearLearnerState again =
        new LinearLearnerState(
            state.type,
            state.loss,
            state.d,
            state.outputs,
            settings,
            state.scaler,
            state.classWeights,
            state.sampleRows,
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
