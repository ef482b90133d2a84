package dev.orrery.api;

// Generated from the algorithm's schema by BuilderSource; see its test.

/**
 * Collects a training of Factorization machines. Predicts a class or a number from single features
 * and from pairs of them, whose weights are products of learned factors. Hyperparameters that begin
 * with {@code orrery_} are Orrery's own; the others are SageMaker's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/fact-machines-hyperparameters.html">SageMaker's
 *     hyperparameters</a>
 */
public final class FactorizationMachinesBuilder
    extends TrainingBuilder<FactorizationMachinesBuilder, Prediction, FittedFactorizationMachines> {

  FactorizationMachinesBuilder() {
    super("factorization-machines", FittedFactorizationMachines::new);
  }

  /**
   * {@code feature_dim}: Number of features of each row.
   *
   * @param value {@code integer >= 1}; it must be set
   */
  public FactorizationMachinesBuilder featureDim(long value) {
    return hyperparameter("feature_dim", value);
  }

  /**
   * {@code num_factors}: Length of the vector of factors that each feature has.
   *
   * @param value {@code integer >= 1}; it must be set
   */
  public FactorizationMachinesBuilder numFactors(long value) {
    return hyperparameter("num_factors", value);
  }

  /**
   * {@code predictor_type}: Whether the label is a class, 0 or 1, or a real number.
   *
   * @param value {@code binary_classifier, regressor}; it must be set
   */
  public FactorizationMachinesBuilder predictorType(String value) {
    return hyperparameter("predictor_type", value);
  }

  /**
   * {@code mini_batch_size}: Rows that are taken in at a time.
   *
   * @param value {@code integer >= 1}; unless set {@code 1000}; worth trying: {@code 100 to 10000}
   */
  public FactorizationMachinesBuilder miniBatchSize(long value) {
    return hyperparameter("mini_batch_size", value);
  }

  /**
   * {@code epochs}: Passes over the training data; with orrery_optimizer=als, sweeps.
   *
   * @param value {@code integer >= 1}; unless set {@code 1}; worth trying: {@code 1 to 1000}
   */
  public FactorizationMachinesBuilder epochs(long value) {
    return hyperparameter("epochs", value);
  }

  /**
   * {@code clip_gradient}: Every element of the gradient is cut to at most this size; left out,
   * none is cut.
   *
   * @param value {@code number}; no default
   */
  public FactorizationMachinesBuilder clipGradient(double value) {
    return hyperparameter("clip_gradient", value);
  }

  /**
   * {@code rescale_grad}: The gradient is this times that of the mini-batch's sum of losses; left
   * out, it is that of their mean.
   *
   * @param value {@code number}; no default
   */
  public FactorizationMachinesBuilder rescaleGrad(double value) {
    return hyperparameter("rescale_grad", value);
  }

  /**
   * {@code eps}: Keeps the optimizer's division from 0; left out, 1e-8.
   *
   * @param value {@code number >= 0}; no default
   */
  public FactorizationMachinesBuilder eps(double value) {
    return hyperparameter("eps", value);
  }

  /**
   * {@code bias_lr}: Learning rate of the bias.
   *
   * @param value {@code number >= 0}; unless set {@code 0.1}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder biasLr(double value) {
    return hyperparameter("bias_lr", value);
  }

  /**
   * {@code linear_lr}: Learning rate of the linear weights.
   *
   * @param value {@code number >= 0}; unless set {@code 0.001}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder linearLr(double value) {
    return hyperparameter("linear_lr", value);
  }

  /**
   * {@code factors_lr}: Learning rate of the factors.
   *
   * @param value {@code number >= 0}; unless set {@code 0.0001}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder factorsLr(double value) {
    return hyperparameter("factors_lr", value);
  }

  /**
   * {@code bias_wd}: Weight decay of the bias.
   *
   * @param value {@code number >= 0}; unless set {@code 0.01}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder biasWd(double value) {
    return hyperparameter("bias_wd", value);
  }

  /**
   * {@code linear_wd}: Weight decay of the linear weights.
   *
   * @param value {@code number >= 0}; unless set {@code 0.001}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder linearWd(double value) {
    return hyperparameter("linear_wd", value);
  }

  /**
   * {@code factors_wd}: Weight decay of the factors.
   *
   * @param value {@code number >= 0}; unless set {@code 0.00001}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder factorsWd(double value) {
    return hyperparameter("factors_wd", value);
  }

  /**
   * {@code bias_init_method}: How the first values of the bias are taken.
   *
   * @param value {@code normal, uniform, constant}; unless set {@code normal}; worth trying: {@code
   *     normal, uniform, constant}
   */
  public FactorizationMachinesBuilder biasInitMethod(String value) {
    return hyperparameter("bias_init_method", value);
  }

  /**
   * {@code bias_init_sigma}: Standard deviation, for bias_init_method=normal; the mean is 0.
   *
   * @param value {@code number >= 0}; unless set {@code 0.01}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder biasInitSigma(double value) {
    return hyperparameter("bias_init_sigma", value);
  }

  /**
   * {@code bias_init_scale}: Drawn from -scale to +scale, for bias_init_method=uniform; left out,
   * 0.07.
   *
   * @param value {@code number >= 0}; no default; worth trying: {@code 1e-8 to 512, logarithmic}
   */
  public FactorizationMachinesBuilder biasInitScale(double value) {
    return hyperparameter("bias_init_scale", value);
  }

  /**
   * {@code bias_init_value}: The value, for bias_init_method=constant; left out, 0.
   *
   * @param value {@code number}; no default; worth trying: {@code 1e-8 to 512, logarithmic}
   */
  public FactorizationMachinesBuilder biasInitValue(double value) {
    return hyperparameter("bias_init_value", value);
  }

  /**
   * {@code linear_init_method}: How the first values of the linear weights are taken.
   *
   * @param value {@code normal, uniform, constant}; unless set {@code normal}; worth trying: {@code
   *     normal, uniform, constant}
   */
  public FactorizationMachinesBuilder linearInitMethod(String value) {
    return hyperparameter("linear_init_method", value);
  }

  /**
   * {@code linear_init_sigma}: Standard deviation, for linear_init_method=normal; the mean is 0.
   *
   * @param value {@code number >= 0}; unless set {@code 0.01}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder linearInitSigma(double value) {
    return hyperparameter("linear_init_sigma", value);
  }

  /**
   * {@code linear_init_scale}: Drawn from -scale to +scale, for linear_init_method=uniform; left
   * out, 0.07.
   *
   * @param value {@code number >= 0}; no default; worth trying: {@code 1e-8 to 512, logarithmic}
   */
  public FactorizationMachinesBuilder linearInitScale(double value) {
    return hyperparameter("linear_init_scale", value);
  }

  /**
   * {@code linear_init_value}: The value, for linear_init_method=constant; left out, 0.
   *
   * @param value {@code number}; no default; worth trying: {@code 1e-8 to 512, logarithmic}
   */
  public FactorizationMachinesBuilder linearInitValue(double value) {
    return hyperparameter("linear_init_value", value);
  }

  /**
   * {@code factors_init_method}: How the first values of the factors are taken.
   *
   * @param value {@code normal, uniform, constant}; unless set {@code normal}; worth trying: {@code
   *     normal, uniform, constant}
   */
  public FactorizationMachinesBuilder factorsInitMethod(String value) {
    return hyperparameter("factors_init_method", value);
  }

  /**
   * {@code factors_init_sigma}: Standard deviation, for factors_init_method=normal; the mean is 0.
   *
   * @param value {@code number >= 0}; unless set {@code 0.001}; worth trying: {@code 1e-8 to 512,
   *     logarithmic}
   */
  public FactorizationMachinesBuilder factorsInitSigma(double value) {
    return hyperparameter("factors_init_sigma", value);
  }

  /**
   * {@code factors_init_scale}: Drawn from -scale to +scale, for factors_init_method=uniform; left
   * out, 0.07.
   *
   * @param value {@code number >= 0}; no default; worth trying: {@code 1e-8 to 512, logarithmic}
   */
  public FactorizationMachinesBuilder factorsInitScale(double value) {
    return hyperparameter("factors_init_scale", value);
  }

  /**
   * {@code factors_init_value}: The value, for factors_init_method=constant; left out, 0.
   *
   * @param value {@code number}; no default; worth trying: {@code 1e-8 to 512, logarithmic}
   */
  public FactorizationMachinesBuilder factorsInitValue(double value) {
    return hyperparameter("factors_init_value", value);
  }

  /**
   * {@code use_bias}: Whether there is a bias; SageMaker's internal value of this name.
   *
   * @param value {@code true or false}; unless set {@code true}
   */
  public FactorizationMachinesBuilder useBias(boolean value) {
    return hyperparameter("use_bias", value);
  }

  /**
   * {@code use_linear}: Whether there are linear weights; SageMaker's internal value of this name.
   *
   * @param value {@code true or false}; unless set {@code true}
   */
  public FactorizationMachinesBuilder useLinear(boolean value) {
    return hyperparameter("use_linear", value);
  }

  /**
   * {@code batch_metrics_publish_interval}: The log tells the metrics of a pass every so many
   * mini-batches; SageMaker's internal value of this name.
   *
   * @param value {@code integer >= 1}; unless set {@code 500}
   */
  public FactorizationMachinesBuilder batchMetricsPublishInterval(long value) {
    return hyperparameter("batch_metrics_publish_interval", value);
  }

  /**
   * {@code orrery_optimizer}: adam: SageMaker's lazy sparse Adam; sgd, adagrad, ftrl: other rules
   * on the same gradients; als: coordinate descent in closed form, for a regressor, with all rows
   * in memory.
   *
   * @param value {@code adam, sgd, adagrad, ftrl, als}; unless set {@code adam}
   */
  public FactorizationMachinesBuilder orreryOptimizer(String value) {
    return hyperparameter("orrery_optimizer", value);
  }

  /**
   * {@code orrery_l1}: Pull of orrery_optimizer=ftrl to weights of exactly 0, its lambda 1.
   *
   * @param value {@code number >= 0}; unless set {@code 0}
   */
  public FactorizationMachinesBuilder orreryL1(double value) {
    return hyperparameter("orrery_l1", value);
  }

  /**
   * {@code orrery_early_stopping_patience}: Training stops when the loss on the validation channel
   * has not fallen for this many passes; the weights of the best pass become the model. Left out,
   * it never stops early.
   *
   * @param value {@code integer >= 1}; no default
   */
  public FactorizationMachinesBuilder orreryEarlyStoppingPatience(long value) {
    return hyperparameter("orrery_early_stopping_patience", value);
  }

  /**
   * {@code orrery_model}: fm: one vector of factors per feature; ffm: field-aware, one for each
   * field that the other feature may belong to.
   *
   * @param value {@code fm, ffm}; unless set {@code fm}
   */
  public FactorizationMachinesBuilder orreryModel(String value) {
    return hyperparameter("orrery_model", value);
  }

  /**
   * {@code orrery_fields}: The columns of each field of orrery_model=ffm.
   *
   * @param value {@code ranges of features that begin with feature 0, such as 0-99,100-199}; no
   *     default
   */
  public FactorizationMachinesBuilder orreryFields(String value) {
    return hyperparameter("orrery_fields", value);
  }
}
