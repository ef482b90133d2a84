package dev.orrery.api;

// Generated from the algorithm's schema by BuilderSource; see its test.

/**
 * Collects a training of Principal component analysis. Finds the directions along which the rows
 * vary most. Hyperparameters that begin with {@code orrery_} are Orrery's own; the others are
 * SageMaker's.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/PCA-reference.html">SageMaker's
 *     hyperparameters</a>
 */
public final class PcaBuilder extends TrainingBuilder<PcaBuilder, PcaProjection, FittedPca> {

  PcaBuilder() {
    super("pca", FittedPca::new);
  }

  /**
   * {@code feature_dim}: Number of features of each row.
   *
   * @param value {@code integer >= 1}; it must be set
   */
  public PcaBuilder featureDim(long value) {
    return hyperparameter("feature_dim", value);
  }

  /**
   * {@code mini_batch_size}: Rows that are taken in at a time; SageMaker requires it, and its SDK
   * fills in 500 or the rows where those are fewer.
   *
   * @param value {@code integer >= 1}; it must be set
   */
  public PcaBuilder miniBatchSize(long value) {
    return hyperparameter("mini_batch_size", value);
  }

  /**
   * {@code num_components}: Number of principal components of the model, at most feature_dim.
   *
   * @param value {@code integer >= 1}; it must be set
   */
  public PcaBuilder numComponents(long value) {
    return hyperparameter("num_components", value);
  }

  /**
   * {@code algorithm_mode}: regular: exact, from the matrix of all products of two features;
   * randomized: from a sketch of num_components + extra_components rows, for many features; stable:
   * an old name of regular.
   *
   * @param value {@code regular, randomized, stable}; unless set {@code regular}
   */
  public PcaBuilder algorithmMode(String value) {
    return hyperparameter("algorithm_mode", value);
  }

  /**
   * {@code subtract_mean}: Whether the mean is taken out of the rows, in training and in inference.
   *
   * @param value {@code true or false}; unless set {@code true}
   */
  public PcaBuilder subtractMean(boolean value) {
    return hyperparameter("subtract_mean", value);
  }

  /**
   * {@code extra_components}: Rows of the sketch beyond num_components: more are slower and more
   * accurate; -1 stands for the greater of 10 and num_components; only for randomized.
   *
   * @param value {@code integer >= -1}; unless set {@code -1}
   */
  public PcaBuilder extraComponents(long value) {
    return hyperparameter("extra_components", value);
  }

  /**
   * {@code orrery_algorithm}: sagemaker: what algorithm_mode says; range_finder: a random subspace
   * turned towards the components by passes over the data, as accurate as scikit-learn's
   * randomized.
   *
   * @param value {@code sagemaker, range_finder}; unless set {@code sagemaker}
   */
  public PcaBuilder orreryAlgorithm(String value) {
    return hyperparameter("orrery_algorithm", value);
  }

  /**
   * {@code orrery_power_iterations}: Passes of the range finder over the data before the last one;
   * each brings the subspace nearer to the components.
   *
   * @param value {@code integer, 0 to 100}; unless set {@code 4}
   */
  public PcaBuilder orreryPowerIterations(long value) {
    return hyperparameter("orrery_power_iterations", value);
  }

  /**
   * {@code orrery_whiten}: Whether projections are divided by the standard deviation of their
   * component, so that all have variance 1.
   *
   * @param value {@code true or false}; unless set {@code false}
   */
  public PcaBuilder orreryWhiten(boolean value) {
    return hyperparameter("orrery_whiten", value);
  }

  /**
   * {@code orrery_variance}: Keep only as many of the num_components as keep this share of the
   * variance; 0 keeps all.
   *
   * @param value {@code number in [0, 1]}; unless set {@code 0}
   */
  public PcaBuilder orreryVariance(double value) {
    return hyperparameter("orrery_variance", value);
  }
}
