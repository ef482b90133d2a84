package dev.orrery.pca;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;

/** The hyperparameters of PCA (spec B4.1) and Orrery's extensions. */
final class PcaHyperparameters {

  static final String REGULAR = "regular";
  static final String RANDOMIZED = "randomized";
  static final String STABLE = "stable";
  static final String SAGEMAKER = "sagemaker";
  static final String RANGE_FINDER = "range_finder";

  /** Directions that the range finder keeps beyond those that are asked for, as scikit-learn. */
  private static final int OVERSAMPLING = 10;

  static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1, Integer.MAX_VALUE)
          .required()
          .meaning("Number of features of each row.");

  static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1, Integer.MAX_VALUE)
          .required()
          .defaultsTo("500")
          .meaning(
              "Rows that are taken in at a time; SageMaker requires it, and its SDK fills in 500 or"
                  + " the rows where those are fewer.");

  static final Hyperparameter<Long> NUM_COMPONENTS =
      Hyperparameter.integer("num_components", 1, Integer.MAX_VALUE)
          .required()
          .meaning("Number of principal components of the model, at most feature_dim.");

  static final Hyperparameter<String> ALGORITHM_MODE =
      Hyperparameter.choice("algorithm_mode", REGULAR, RANDOMIZED, STABLE)
          .defaultsTo(REGULAR)
          .meaning(
              "regular: exact, from the matrix of all products of two features; randomized: from a"
                  + " sketch of num_components + extra_components rows, for many features; stable: an"
                  + " old name of regular.");

  static final Hyperparameter<Boolean> SUBTRACT_MEAN =
      Hyperparameter.bool("subtract_mean")
          .defaultsTo("true")
          .meaning("Whether the mean is taken out of the rows, in training and in inference.");

  static final Hyperparameter<Long> EXTRA_COMPONENTS =
      Hyperparameter.integer("extra_components", -1, Integer.MAX_VALUE)
          .defaultsTo("-1")
          .meaning(
              "Rows of the sketch beyond num_components: more are slower and more accurate; -1 stands"
                  + " for the greater of 10 and num_components; only for randomized.");

  static final Hyperparameter<String> ALGORITHM =
      Hyperparameter.choice("orrery_algorithm", SAGEMAKER, RANGE_FINDER)
          .defaultsTo(SAGEMAKER)
          .meaning(
              "sagemaker: what algorithm_mode says; range_finder: a random subspace turned towards the"
                  + " components by passes over the data, as accurate as scikit-learn's randomized.");

  static final Hyperparameter<Long> POWER_ITERATIONS =
      Hyperparameter.integer("orrery_power_iterations", 0, 100)
          .defaultsTo("4")
          .meaning(
              "Passes of the range finder over the data before the last one; each brings the subspace"
                  + " nearer to the components.");

  static final Hyperparameter<Boolean> WHITEN =
      Hyperparameter.bool("orrery_whiten")
          .defaultsTo("false")
          .meaning(
              "Whether projections are divided by the standard deviation of their component, so that"
                  + " all have variance 1.");

  static final Hyperparameter<Double> VARIANCE =
      Hyperparameter.real("orrery_variance", Range.closed(0, 1))
          .defaultsTo("0")
          .meaning(
              "Keep only as many of the num_components as keep this share of the variance; 0 keeps"
                  + " all.");

  static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          FEATURE_DIM,
          MINI_BATCH_SIZE,
          NUM_COMPONENTS,
          ALGORITHM_MODE,
          SUBTRACT_MEAN,
          EXTRA_COMPONENTS,
          ALGORITHM,
          POWER_ITERATIONS,
          WHITEN,
          VARIANCE);

  /** The three ways to the components. */
  enum Way {
    GRAM,
    SKETCH,
    RANGE_FINDER
  }

  private PcaHyperparameters() {}

  static Way way(Hyperparameters hyperparameters) {
    if (hyperparameters.get(ALGORITHM).equals(RANGE_FINDER)) {
      return Way.RANGE_FINDER;
    }
    return hyperparameters.get(ALGORITHM_MODE).equals(RANDOMIZED) ? Way.SKETCH : Way.GRAM;
  }

  /** Rows of the sketch, or columns of the range finder's subspace. */
  static long width(Hyperparameters hyperparameters) {
    long components = hyperparameters.get(NUM_COMPONENTS);
    if (way(hyperparameters) == Way.RANGE_FINDER) {
      return Math.min(components + OVERSAMPLING, hyperparameters.get(FEATURE_DIM));
    }
    long extra = hyperparameters.get(EXTRA_COMPONENTS);
    return components + (extra < 0 ? Math.max(10, components) : extra);
  }

  static void checkComponents(Hyperparameters hyperparameters) {
    long d = hyperparameters.get(PcaHyperparameters.FEATURE_DIM);
    long k = hyperparameters.get(PcaHyperparameters.NUM_COMPONENTS);
    if (k > d) {
      throw new CustomerError(
          "The value '"
              + k
              + "' is not valid for the 'num_components' hyperparameter which expects at most"
              + " feature_dim, "
              + d,
          "--hp num_components");
    }
  }
}
