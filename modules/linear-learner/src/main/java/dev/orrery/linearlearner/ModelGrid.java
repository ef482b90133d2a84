package dev.orrery.linearlearner;

import static dev.orrery.linearlearner.LinearLearnerHyperparameters.*;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The settings of the parallel models: the grid of SageMaker's logs of 2018 to 2020 as far as they
 * show it (spec B1.3 step 4).
 *
 * <p>Model i of the 32 has the regularisation {@code i / 8} of wd = 0, 1e-4, 1e-2, 1, the learning
 * rate {@code i / 4 % 2} of 0.005, 0.1, and the least learning rate {@code i % 2} of 1e-5, 1e-4.
 * The factor {@code i / 2 % 2}, which no log shows, is here bias_lr_mult = 10 or 1, since an
 * intercept that moves ten times as fast helps unbalanced classes and harms centred labels; with 1
 * the lower rate is 0.02, which neither crawls nor swings over a few hundred steps. With {@code
 * positive_example_weight_mult=auto} it is the weight 1 or balanced. What the user fixes is the
 * same for all.
 *
 * <p>The least learning rate is reached after tens of thousands of updates, so on most data the
 * models i and i + 1 would be twins. Where the optimum of the scaler's rows is cheap the odd ones
 * are therefore solved models: they begin at that optimum under penalties of their own, which
 * follow the number of rows, and go on from there at low rates.
 *
 * <p>With another number of models the first has the user's values and the defaults of {@code
 * auto}, the next 32 are those of the grid in an order that spreads over it, and any more are drawn
 * at random around it.
 */
final class ModelGrid {

  /** Models of the whole grid. */
  static final int SIZE = 32;

  private static final double[] LEVELS = {0, 1e-4, 1e-2, 1};
  private static final double[] RATES = {0.005, 0.1};
  private static final double[] CALM_RATES = {0.02, 0.1};
  private static final double[] MINIMUM_RATES = {1e-5, 1e-4};
  private static final double BASE_RATE = 0.02;

  /**
   * Penalties of solved models, in those of scikit-learn's defaults: C = 1 of LogisticRegression,
   * alpha = 1 of Ridge.
   */
  private static final double[] CLASSIFIER_LEVELS = {1, 10, 100, 1000};

  private static final double[] REGRESSOR_LEVELS = {0.01, 1, 10, 100};

  /** Rates of solved models: from one that hardly leaves the optimum of the sample. */
  private static final double[][] SOLVED_RATES = {{1e-5, 2e-3}, {2e-4, 2e-2}};

  private static final double[] BIAS_RATES = {10, 1};

  private final Hyperparameters hp;
  private final double balanced;
  private final int solvedRows;

  private ModelGrid(Hyperparameters hp, double balanced, int solvedRows) {
    this.hp = hp;
    this.balanced = balanced;
    this.solvedRows = solvedRows;
  }

  /**
   * The settings of all models.
   *
   * @param balanced negatives divided by positives
   * @param solvedRows rows whose optimum solved models begin at; 0 for no such models
   */
  static List<ModelSettings> of(
      Hyperparameters hp, double balanced, int solvedRows, RandomStreams random) {
    ModelGrid grid = new ModelGrid(hp, balanced, solvedRows);
    int models = models(hp);
    List<ModelSettings> settings = new ArrayList<>();
    if (models == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        settings.add(grid.member(i));
      }
      return settings;
    }
    boolean autoWeight = hp.isAuto(POSITIVE_EXAMPLE_WEIGHT_MULT);
    settings.add(
        grid.with(
            BASE_RATE, 0, 0, MINIMUM_RATES[0], BIAS_RATES[0], autoWeight ? balanced : 1, false));
    for (int i = 1; i < models; i++) {
      // 13 has no divisor in common with 32, so 32 steps of it reach every member once.
      settings.add(
          i <= SIZE
              ? grid.member((12 + 13 * (i - 1)) % SIZE)
              : grid.drawn(random.stream("linear.grid", i)));
    }
    return settings;
  }

  private ModelSettings member(int i) {
    boolean second = i / 2 % 2 == 1;
    boolean autoWeight = hp.isAuto(POSITIVE_EXAMPLE_WEIGHT_MULT);
    if (solvedRows > 0 && i % 2 == 1) {
      return solved(i, second && !autoWeight ? 1 : 0, second ? balanced : 1);
    }
    boolean calm = second && !autoWeight;
    return with(
        (calm ? CALM_RATES : RATES)[i / 4 % 2],
        LEVELS[i / 8],
        0,
        MINIMUM_RATES[i % 2],
        BIAS_RATES[calm ? 1 : 0],
        second ? balanced : 1,
        false);
  }

  private ModelSettings solved(int i, int second, double autoWeight) {
    boolean regressor = predictorType(hp) == PredictorType.REGRESSOR;
    // Ridge adds alpha |w|^2 to the sum of squared errors, the learner wd / 2 |w|^2 to their mean.
    double wd =
        regressor
            ? 2 * REGRESSOR_LEVELS[i / 8] / solvedRows
            : CLASSIFIER_LEVELS[i / 8] / solvedRows;
    return with(
        SOLVED_RATES[second][i / 4 % 2], wd, 0, MINIMUM_RATES[0], BIAS_RATES[1], autoWeight, true);
  }

  private ModelSettings drawn(RandomGenerator random) {
    return with(
        between(1e-3, 0.2, random),
        between(1e-7, 1, random),
        between(1e-7, 0.1, random),
        MINIMUM_RATES[0],
        BIAS_RATES[0],
        random.nextBoolean() ? balanced : 1,
        false);
  }

  private static double between(double low, double high, RandomGenerator random) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  private ModelSettings with(
      double rate,
      double wd,
      double l1,
      double minimumRate,
      double biasRate,
      double autoWeight,
      boolean solved) {
    String extension = hp.get(ORRERY_OPTIMIZER);
    OptionalDouble weight =
        hp.isAuto(POSITIVE_EXAMPLE_WEIGHT_MULT)
            ? OptionalDouble.of(autoWeight)
            : hp.get(POSITIVE_EXAMPLE_WEIGHT_MULT);
    return new ModelSettings(
        extension.equals("sagemaker") ? hp.getOr(OPTIMIZER, "adam") : extension,
        value(LEARNING_RATE, rate),
        value(WD, wd),
        value(L1, l1),
        value(MOMENTUM, 0),
        value(BETA_1, 0.9),
        value(BETA_2, 0.999),
        value(BIAS_LR_MULT, biasRate),
        value(BIAS_WD_MULT, 0),
        (int) Math.min(Integer.MAX_VALUE, hp.getOr(LR_SCHEDULER_STEP, 100L)),
        hp.get(USE_LR_SCHEDULER) ? value(LR_SCHEDULER_FACTOR, 0.99) : 1,
        value(LR_SCHEDULER_MINIMUM_LR, minimumRate),
        predictorType(hp) == PredictorType.BINARY ? weight.orElse(balanced) : 1,
        solved);
  }

  private double value(Hyperparameter<Double> hyperparameter, double automatic) {
    return hp.getOr(hyperparameter, automatic);
  }
}
