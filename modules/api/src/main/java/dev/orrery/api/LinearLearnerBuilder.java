package dev.orrery.api;

// Generated from the algorithm's schema by BuilderSource; see its test.

/**
 * Collects a training of Linear learner. Fits linear and logistic models of many settings side by
 * side by stochastic gradient descent, and keeps the best. Hyperparameters that begin with {@code
 * orrery_} are Orrery's own; the others are SageMaker's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/ll_hyperparameters.html">SageMaker's
 *     hyperparameters</a>
 */
public final class LinearLearnerBuilder
    extends TrainingBuilder<LinearLearnerBuilder, Prediction, FittedLinearLearner> {

  LinearLearnerBuilder() {
    super("linear-learner", FittedLinearLearner::new);
  }

  /**
   * {@code predictor_type}: What is predicted: one of two classes, one of several, or a number.
   *
   * @param value {@code binary_classifier, multiclass_classifier, regressor}; it must be set
   */
  public LinearLearnerBuilder predictorType(String value) {
    return hyperparameter("predictor_type", value);
  }

  /**
   * {@code num_classes}: Number of classes, for a multiclass classifier only; left out, they are
   * counted from the labels.
   *
   * @param value {@code integer, 1 to 1000000}; unless set {@code 1}
   */
  public LinearLearnerBuilder numClasses(long value) {
    return hyperparameter("num_classes", value);
  }

  /**
   * {@code feature_dim}: Number of features of each row.
   *
   * @param value {@code integer >= 1}; unless set {@code auto}: the number of features of the data
   */
  public LinearLearnerBuilder featureDim(long value) {
    return hyperparameter("feature_dim", value);
  }

  /**
   * {@code mini_batch_size}: Rows whose mean gradient moves the weights once.
   *
   * @param value {@code integer >= 1}; unless set {@code 1000}; worth trying: {@code 100 to 5000}
   */
  public LinearLearnerBuilder miniBatchSize(long value) {
    return hyperparameter("mini_batch_size", value);
  }

  /**
   * {@code epochs}: Greatest number of passes over the training data.
   *
   * @param value {@code integer >= 1}; unless set {@code 15}
   */
  public LinearLearnerBuilder epochs(long value) {
    return hyperparameter("epochs", value);
  }

  /**
   * {@code use_bias}: Whether the models have an intercept.
   *
   * @param value {@code true or false}; unless set {@code true}; worth trying: {@code True, False}
   */
  public LinearLearnerBuilder useBias(boolean value) {
    return hyperparameter("use_bias", value);
  }

  /**
   * {@code num_models}: Models that are trained side by side with different regularisation and
   * learning rates; the best is kept.
   *
   * @param value {@code integer, 1 to 10000}; unless set {@code auto}: 32
   */
  public LinearLearnerBuilder numModels(long value) {
    return hyperparameter("num_models", value);
  }

  /**
   * {@code num_calibration_samples}: Rows of the validation channel, or else of the train channel,
   * by which the threshold and the model are chosen.
   *
   * @param value {@code integer >= 1}; unless set {@code auto}: 10000000, or fewer where the scores
   *     of all models would take over 128 MiB
   */
  public LinearLearnerBuilder numCalibrationSamples(long value) {
    return hyperparameter("num_calibration_samples", value);
  }

  /**
   * {@code init_method}: How the first weights are drawn.
   *
   * @param value {@code uniform, normal}; unless set {@code uniform}
   */
  public LinearLearnerBuilder initMethod(String value) {
    return hyperparameter("init_method", value);
  }

  /**
   * {@code init_scale}: First weights are drawn from -init_scale to +init_scale, for
   * init_method=uniform.
   *
   * @param value {@code number > 0}; unless set {@code 0.07}
   */
  public LinearLearnerBuilder initScale(double value) {
    return hyperparameter("init_scale", value);
  }

  /**
   * {@code init_sigma}: Standard deviation of the first weights, for init_method=normal.
   *
   * @param value {@code number > 0}; unless set {@code 0.01}
   */
  public LinearLearnerBuilder initSigma(double value) {
    return hyperparameter("init_sigma", value);
  }

  /**
   * {@code init_bias}: The intercept before training.
   *
   * @param value {@code number}; unless set {@code 0}
   */
  public LinearLearnerBuilder initBias(double value) {
    return hyperparameter("init_bias", value);
  }

  /**
   * {@code optimizer}: The rule by which gradients move weights.
   *
   * @param value {@code sgd, adam, rmsprop}; unless set {@code auto}: adam
   */
  public LinearLearnerBuilder optimizer(String value) {
    return hyperparameter("optimizer", value);
  }

  /**
   * {@code loss}: What is minimised.
   *
   * @param value {@code logistic, hinge_loss, softmax_loss, squared_loss, absolute_loss,
   *     eps_insensitive_squared_loss, eps_insensitive_absolute_loss, quantile_loss, huber_loss};
   *     unless set {@code auto}: logistic, softmax_loss or squared_loss, as predictor_type asks
   */
  public LinearLearnerBuilder loss(String value) {
    return hyperparameter("loss", value);
  }

  /**
   * {@code wd}: Strength of L2 regularisation: the penalty is wd / 2 times the squared weights.
   *
   * @param value {@code number >= 0}; unless set {@code auto}: 0 for a single model; parallel
   *     models try 0, 0.0001, 0.01 and 1; worth trying: {@code 1e-7 to 1, logarithmic}
   */
  public LinearLearnerBuilder wd(double value) {
    return hyperparameter("wd", value);
  }

  /**
   * {@code l1}: Strength of L1 regularisation: the penalty is l1 times the absolute weights.
   *
   * @param value {@code number >= 0}; unless set {@code auto}: 0; worth trying: {@code 1e-7 to 1,
   *     logarithmic}
   */
  public LinearLearnerBuilder l1(double value) {
    return hyperparameter("l1", value);
  }

  /**
   * {@code learning_rate}: Size of the first steps.
   *
   * @param value {@code number > 0}; unless set {@code auto}: 0.02 for a single model; parallel
   *     models try 0.005, 0.02 and 0.1; worth trying: {@code 1e-5 to 1, logarithmic}
   */
  public LinearLearnerBuilder learningRate(double value) {
    return hyperparameter("learning_rate", value);
  }

  /**
   * {@code momentum}: Share of the last step that sgd repeats.
   *
   * @param value {@code number in [0, 1)}; unless set {@code auto}: 0
   */
  public LinearLearnerBuilder momentum(double value) {
    return hyperparameter("momentum", value);
  }

  /**
   * {@code beta_1}: Share of adam's first moment that is kept.
   *
   * @param value {@code number in [0, 1)}; unless set {@code auto}: 0.9
   */
  public LinearLearnerBuilder beta1(double value) {
    return hyperparameter("beta_1", value);
  }

  /**
   * {@code beta_2}: Share of adam's second moment that is kept.
   *
   * @param value {@code number in [0, 1)}; unless set {@code auto}: 0.999
   */
  public LinearLearnerBuilder beta2(double value) {
    return hyperparameter("beta_2", value);
  }

  /**
   * {@code bias_lr_mult}: The intercept's learning rate is learning_rate times this.
   *
   * @param value {@code number > 0}; unless set {@code auto}: 10 for a single model; parallel
   *     models try 10 and 1
   */
  public LinearLearnerBuilder biasLrMult(double value) {
    return hyperparameter("bias_lr_mult", value);
  }

  /**
   * {@code bias_wd_mult}: The intercept's L2 regularisation is wd times this.
   *
   * @param value {@code number >= 0}; unless set {@code auto}: 0
   */
  public LinearLearnerBuilder biasWdMult(double value) {
    return hyperparameter("bias_wd_mult", value);
  }

  /**
   * {@code use_lr_scheduler}: Whether the learning rate falls.
   *
   * @param value {@code true or false}; unless set {@code true}
   */
  public LinearLearnerBuilder useLrScheduler(boolean value) {
    return hyperparameter("use_lr_scheduler", value);
  }

  /**
   * {@code lr_scheduler_step}: Mini-batches between two falls of the learning rate.
   *
   * @param value {@code integer >= 1}; unless set {@code auto}: 100
   */
  public LinearLearnerBuilder lrSchedulerStep(long value) {
    return hyperparameter("lr_scheduler_step", value);
  }

  /**
   * {@code lr_scheduler_factor}: What the learning rate is multiplied by when it falls.
   *
   * @param value {@code number in (0, 1)}; unless set {@code auto}: 0.99
   */
  public LinearLearnerBuilder lrSchedulerFactor(double value) {
    return hyperparameter("lr_scheduler_factor", value);
  }

  /**
   * {@code lr_scheduler_minimum_lr}: The learning rate does not fall below this.
   *
   * @param value {@code number > 0}; unless set {@code auto}: 0.00001 for a single model; parallel
   *     models try 0.00001 and 0.0001
   */
  public LinearLearnerBuilder lrSchedulerMinimumLr(double value) {
    return hyperparameter("lr_scheduler_minimum_lr", value);
  }

  /**
   * {@code normalize_data}: Whether features are divided by their standard deviation.
   *
   * @param value {@code true or false}; unless set {@code auto}: true
   */
  public LinearLearnerBuilder normalizeData(boolean value) {
    return hyperparameter("normalize_data", value);
  }

  /**
   * {@code normalize_label}: Whether a regressor's labels are divided by their standard deviation.
   *
   * @param value {@code true or false}; unless set {@code auto}: true for a regressor
   */
  public LinearLearnerBuilder normalizeLabel(boolean value) {
    return hyperparameter("normalize_label", value);
  }

  /**
   * {@code unbias_data}: Whether the mean is subtracted from features.
   *
   * @param value {@code true or false}; unless set {@code auto}: true with use_bias
   */
  public LinearLearnerBuilder unbiasData(boolean value) {
    return hyperparameter("unbias_data", value);
  }

  /**
   * {@code unbias_label}: Whether the mean is subtracted from a regressor's labels.
   *
   * @param value {@code true or false}; unless set {@code auto}: true for a regressor with use_bias
   */
  public LinearLearnerBuilder unbiasLabel(boolean value) {
    return hyperparameter("unbias_label", value);
  }

  /**
   * {@code num_point_for_scaler}: Rows from which means and standard deviations are taken.
   *
   * @param value {@code integer >= 1}; unless set {@code 10000}
   */
  public LinearLearnerBuilder numPointForScaler(long value) {
    return hyperparameter("num_point_for_scaler", value);
  }

  /**
   * {@code positive_example_weight_mult}: How much a positive row counts when a negative counts 1;
   * balanced is negatives divided by positives.
   *
   * @param value {@code balanced, or a number > 0}; unless set {@code auto}: balanced for a single
   *     model; parallel models try 1 and balanced; worth trying: {@code 1e-5 to 100000,
   *     logarithmic}
   */
  public LinearLearnerBuilder positiveExampleWeightMult(double value) {
    return hyperparameter("positive_example_weight_mult", value);
  }

  /**
   * {@code positive_example_weight_mult}: How much a positive row counts when a negative counts 1;
   * balanced is negatives divided by positives.
   *
   * @param value {@code balanced, or a number > 0}; unless set {@code auto}: balanced for a single
   *     model; parallel models try 1 and balanced; worth trying: {@code 1e-5 to 100000,
   *     logarithmic}
   */
  public LinearLearnerBuilder positiveExampleWeightMult(String value) {
    return hyperparameter("positive_example_weight_mult", value);
  }

  /**
   * {@code binary_classifier_model_selection_criteria}: What the threshold and the model of a
   * binary classifier are chosen by.
   *
   * @param value {@code accuracy, f_beta, f1, precision_at_target_recall,
   *     recall_at_target_precision, loss_function, cross_entropy_loss}; unless set {@code accuracy}
   */
  public LinearLearnerBuilder binaryClassifierModelSelectionCriteria(String value) {
    return hyperparameter("binary_classifier_model_selection_criteria", value);
  }

  /**
   * {@code target_recall}: Least recall for precision_at_target_recall.
   *
   * @param value {@code number in (0, 1)}; unless set {@code 0.8}
   */
  public LinearLearnerBuilder targetRecall(double value) {
    return hyperparameter("target_recall", value);
  }

  /**
   * {@code target_precision}: Least precision for recall_at_target_precision.
   *
   * @param value {@code number in (0, 1)}; unless set {@code 0.8}
   */
  public LinearLearnerBuilder targetPrecision(double value) {
    return hyperparameter("target_precision", value);
  }

  /**
   * {@code f_beta}: Weight of recall against precision in F scores.
   *
   * @param value {@code number > 0}; unless set {@code 1.0}
   */
  public LinearLearnerBuilder fBeta(double value) {
    return hyperparameter("f_beta", value);
  }

  /**
   * {@code accuracy_top_k}: A multiclass answer counts as right when the class is among this many
   * first.
   *
   * @param value {@code integer, 1 to 1000000}; unless set {@code 3}
   */
  public LinearLearnerBuilder accuracyTopK(long value) {
    return hyperparameter("accuracy_top_k", value);
  }

  /**
   * {@code balance_multiclass_weights}: Whether every class counts as much as any other, however
   * many rows it has.
   *
   * @param value {@code true or false}; unless set {@code false}
   */
  public LinearLearnerBuilder balanceMulticlassWeights(boolean value) {
    return hyperparameter("balance_multiclass_weights", value);
  }

  /**
   * {@code early_stopping_patience}: Passes without improvement after which training ends.
   *
   * @param value {@code integer >= 1}; unless set {@code 3}
   */
  public LinearLearnerBuilder earlyStoppingPatience(long value) {
    return hyperparameter("early_stopping_patience", value);
  }

  /**
   * {@code early_stopping_tolerance}: A relative improvement below this counts as none.
   *
   * @param value {@code number > 0}; unless set {@code 0.001}
   */
  public LinearLearnerBuilder earlyStoppingTolerance(double value) {
    return hyperparameter("early_stopping_tolerance", value);
  }

  /**
   * {@code margin}: Margin of hinge_loss.
   *
   * @param value {@code number >= 0}; unless set {@code 1.0}
   */
  public LinearLearnerBuilder margin(double value) {
    return hyperparameter("margin", value);
  }

  /**
   * {@code quantile}: The quantile that quantile_loss estimates.
   *
   * @param value {@code number in (0, 1)}; unless set {@code 0.5}
   */
  public LinearLearnerBuilder quantile(double value) {
    return hyperparameter("quantile", value);
  }

  /**
   * {@code loss_insensitivity}: Errors below this cost nothing under the eps_insensitive losses.
   *
   * @param value {@code number > 0}; unless set {@code 0.01}
   */
  public LinearLearnerBuilder lossInsensitivity(double value) {
    return hyperparameter("loss_insensitivity", value);
  }

  /**
   * {@code huber_delta}: Error from which huber_loss grows linearly.
   *
   * @param value {@code number >= 0}; unless set {@code 1.0}
   */
  public LinearLearnerBuilder huberDelta(double value) {
    return hyperparameter("huber_delta", value);
  }

  /**
   * {@code orrery_optimizer}: adagrad or ftrl in place of the optimizers that SageMaker has.
   *
   * @param value {@code sagemaker, adagrad, ftrl}; unless set {@code sagemaker}
   */
  public LinearLearnerBuilder orreryOptimizer(String value) {
    return hyperparameter("orrery_optimizer", value);
  }

  /**
   * {@code orrery_oracle}: Whether to compute the least training loss of any linear model, for
   * squared, huber, logistic and softmax losses, on the rows of num_point_for_scaler.
   *
   * @param value {@code true or false}; unless set {@code auto}: true where the sample is small:
   *     rows x features x classes below 1000000
   */
  public LinearLearnerBuilder orreryOracle(boolean value) {
    return hyperparameter("orrery_oracle", value);
  }

  /**
   * {@code orrery_solved_models}: Whether every second parallel model begins at the optimum of the
   * rows of num_point_for_scaler instead of at random.
   *
   * @param value {@code true or false}; unless set {@code auto}: true for smooth losses without l1
   *     where learning_rate is auto and rows x features x classes of the sample are below 10000000
   */
  public LinearLearnerBuilder orrerySolvedModels(boolean value) {
    return hyperparameter("orrery_solved_models", value);
  }
}
