package dev.orrery.linearlearner;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameter.Scale;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import dev.orrery.core.text.Text;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hyperparameters of the linear learner (spec B1.1) and Orrery's extensions. */
final class LinearLearnerHyperparameters {

  private static final int MOST = Integer.MAX_VALUE;

  static final Hyperparameter<String> PREDICTOR_TYPE =
      Hyperparameter.choice(
              "predictor_type", "binary_classifier", "multiclass_classifier", "regressor")
          .required()
          .meaning("What is predicted: one of two classes, one of several, or a number.");

  static final Hyperparameter<Long> NUM_CLASSES =
      Hyperparameter.integer("num_classes", 1, 1_000_000)
          .defaultsTo("1")
          .meaning(
              "Number of classes, for a multiclass classifier only; left out, they are counted from the"
                  + " labels.");

  static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1, MOST)
          .auto("the number of features of the data")
          .meaning("Number of features of each row.");

  static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1, MOST)
          .defaultsTo("1000")
          .tunable(100, 5000, Scale.LINEAR)
          .meaning("Rows whose mean gradient moves the weights once.");

  static final Hyperparameter<Long> EPOCHS =
      Hyperparameter.integer("epochs", 1, MOST)
          .defaultsTo("15")
          .meaning("Greatest number of passes over the training data.");

  static final Hyperparameter<Boolean> USE_BIAS =
      Hyperparameter.bool("use_bias")
          .defaultsTo("true")
          .tunable("True", "False")
          .meaning("Whether the models have an intercept.");

  static final Hyperparameter<Long> NUM_MODELS =
      Hyperparameter.integer("num_models", 1, 10_000)
          .auto("32")
          .meaning(
              "Models that are trained side by side with different regularisation and learning rates;"
                  + " the best is kept.");

  static final Hyperparameter<Long> NUM_CALIBRATION_SAMPLES =
      Hyperparameter.integer("num_calibration_samples", 1, MOST)
          .auto("10000000, or fewer where the scores of all models would take over 128 MiB")
          .meaning(
              "Rows of the validation channel, or else of the train channel, by which the threshold"
                  + " and the model are chosen.");

  static final Hyperparameter<String> INIT_METHOD =
      Hyperparameter.choice("init_method", "uniform", "normal")
          .defaultsTo("uniform")
          .meaning("How the first weights are drawn.");

  static final Hyperparameter<Double> INIT_SCALE =
      Hyperparameter.real("init_scale", Range.above(0))
          .defaultsTo("0.07")
          .meaning(
              "First weights are drawn from -init_scale to +init_scale, for init_method=uniform.");

  static final Hyperparameter<Double> INIT_SIGMA =
      Hyperparameter.real("init_sigma", Range.above(0))
          .defaultsTo("0.01")
          .meaning("Standard deviation of the first weights, for init_method=normal.");

  static final Hyperparameter<Double> INIT_BIAS =
      Hyperparameter.real("init_bias", Range.any())
          .defaultsTo("0")
          .meaning("The intercept before training.");

  static final Hyperparameter<String> OPTIMIZER =
      Hyperparameter.choice("optimizer", "sgd", "adam", "rmsprop")
          .auto("adam")
          .meaning("The rule by which gradients move weights.");

  static final Hyperparameter<String> LOSS =
      Hyperparameter.choice("loss", Loss.names().toArray(String[]::new))
          .auto("logistic, softmax_loss or squared_loss, as predictor_type asks")
          .meaning("What is minimised.");

  static final Hyperparameter<Double> WD =
      Hyperparameter.real("wd", Range.atLeast(0))
          .auto("0 for a single model; parallel models try 0, 0.0001, 0.01 and 1")
          .tunable(1e-7, 1, Scale.LOGARITHMIC)
          .meaning(
              "Strength of L2 regularisation: the penalty is wd / 2 times the squared weights.");

  static final Hyperparameter<Double> L1 =
      Hyperparameter.real("l1", Range.atLeast(0))
          .auto("0")
          .tunable(1e-7, 1, Scale.LOGARITHMIC)
          .meaning("Strength of L1 regularisation: the penalty is l1 times the absolute weights.");

  static final Hyperparameter<Double> LEARNING_RATE =
      Hyperparameter.real("learning_rate", Range.above(0))
          .auto("0.02 for a single model; parallel models try 0.005, 0.02 and 0.1")
          .tunable(1e-5, 1, Scale.LOGARITHMIC)
          .meaning("Size of the first steps.");

  static final Hyperparameter<Double> MOMENTUM =
      Hyperparameter.real("momentum", Range.closedOpen(0, 1))
          .auto("0")
          .meaning("Share of the last step that sgd repeats.");

  static final Hyperparameter<Double> BETA_1 =
      Hyperparameter.real("beta_1", Range.closedOpen(0, 1))
          .auto("0.9")
          .meaning("Share of adam's first moment that is kept.");

  static final Hyperparameter<Double> BETA_2 =
      Hyperparameter.real("beta_2", Range.closedOpen(0, 1))
          .auto("0.999")
          .meaning("Share of adam's second moment that is kept.");

  static final Hyperparameter<Double> BIAS_LR_MULT =
      Hyperparameter.real("bias_lr_mult", Range.above(0))
          .auto("10 for a single model; parallel models try 10 and 1")
          .meaning("The intercept's learning rate is learning_rate times this.");

  static final Hyperparameter<Double> BIAS_WD_MULT =
      Hyperparameter.real("bias_wd_mult", Range.atLeast(0))
          .auto("0")
          .meaning("The intercept's L2 regularisation is wd times this.");

  static final Hyperparameter<Boolean> USE_LR_SCHEDULER =
      Hyperparameter.bool("use_lr_scheduler")
          .defaultsTo("true")
          .meaning("Whether the learning rate falls.");

  static final Hyperparameter<Long> LR_SCHEDULER_STEP =
      Hyperparameter.integer("lr_scheduler_step", 1, MOST)
          .auto("100")
          .meaning("Mini-batches between two falls of the learning rate.");

  static final Hyperparameter<Double> LR_SCHEDULER_FACTOR =
      Hyperparameter.real("lr_scheduler_factor", Range.open(0, 1))
          .auto("0.99")
          .meaning("What the learning rate is multiplied by when it falls.");

  static final Hyperparameter<Double> LR_SCHEDULER_MINIMUM_LR =
      Hyperparameter.real("lr_scheduler_minimum_lr", Range.above(0))
          .auto("0.00001 for a single model; parallel models try 0.00001 and 0.0001")
          .meaning("The learning rate does not fall below this.");

  static final Hyperparameter<Boolean> NORMALIZE_DATA =
      Hyperparameter.bool("normalize_data")
          .auto("true")
          .defaultsTo("true")
          .meaning("Whether features are divided by their standard deviation.");

  static final Hyperparameter<Boolean> NORMALIZE_LABEL =
      Hyperparameter.bool("normalize_label")
          .auto("true for a regressor")
          .meaning("Whether a regressor's labels are divided by their standard deviation.");

  static final Hyperparameter<Boolean> UNBIAS_DATA =
      Hyperparameter.bool("unbias_data")
          .auto("true with use_bias")
          .meaning("Whether the mean is subtracted from features.");

  static final Hyperparameter<Boolean> UNBIAS_LABEL =
      Hyperparameter.bool("unbias_label")
          .auto("true for a regressor with use_bias")
          .meaning("Whether the mean is subtracted from a regressor's labels.");

  static final Hyperparameter<Long> NUM_POINT_FOR_SCALER =
      Hyperparameter.integer("num_point_for_scaler", 1, MOST)
          .defaultsTo("10000")
          .meaning("Rows from which means and standard deviations are taken.");

  static final Hyperparameter<OptionalDouble> POSITIVE_EXAMPLE_WEIGHT_MULT =
      Hyperparameter.realOrWord("positive_example_weight_mult", Range.above(0), "balanced")
          .auto("balanced for a single model; parallel models try 1 and balanced")
          .defaultsTo("1.0")
          .tunable(1e-5, 1e5, Scale.LOGARITHMIC)
          .meaning(
              "How much a positive row counts when a negative counts 1; balanced is negatives divided"
                  + " by positives.");

  static final Hyperparameter<String> SELECTION_CRITERIA =
      Hyperparameter.choice(
              "binary_classifier_model_selection_criteria",
              "accuracy",
              "f_beta",
              "f1",
              "precision_at_target_recall",
              "recall_at_target_precision",
              "loss_function",
              "cross_entropy_loss")
          .defaultsTo("accuracy")
          .meaning("What the threshold and the model of a binary classifier are chosen by.");

  static final Hyperparameter<Double> TARGET_RECALL =
      Hyperparameter.real("target_recall", Range.open(0, 1))
          .defaultsTo("0.8")
          .meaning("Least recall for precision_at_target_recall.");

  static final Hyperparameter<Double> TARGET_PRECISION =
      Hyperparameter.real("target_precision", Range.open(0, 1))
          .defaultsTo("0.8")
          .meaning("Least precision for recall_at_target_precision.");

  static final Hyperparameter<Double> F_BETA =
      Hyperparameter.real("f_beta", Range.above(0))
          .defaultsTo("1.0")
          .meaning("Weight of recall against precision in F scores.");

  static final Hyperparameter<Long> ACCURACY_TOP_K =
      Hyperparameter.integer("accuracy_top_k", 1, 1_000_000)
          .defaultsTo("3")
          .meaning("A multiclass answer counts as right when the class is among this many first.");

  static final Hyperparameter<Boolean> BALANCE_MULTICLASS_WEIGHTS =
      Hyperparameter.bool("balance_multiclass_weights")
          .defaultsTo("false")
          .meaning("Whether every class counts as much as any other, however many rows it has.");

  static final Hyperparameter<Long> EARLY_STOPPING_PATIENCE =
      Hyperparameter.integer("early_stopping_patience", 1, MOST)
          .defaultsTo("3")
          .meaning("Passes without improvement after which training ends.");

  static final Hyperparameter<Double> EARLY_STOPPING_TOLERANCE =
      Hyperparameter.real("early_stopping_tolerance", Range.above(0))
          .defaultsTo("0.001")
          .meaning("A relative improvement below this counts as none.");

  static final Hyperparameter<Double> MARGIN =
      Hyperparameter.real("margin", Range.atLeast(0))
          .defaultsTo("1.0")
          .meaning("Margin of hinge_loss.");

  static final Hyperparameter<Double> QUANTILE =
      Hyperparameter.real("quantile", Range.open(0, 1))
          .defaultsTo("0.5")
          .meaning("The quantile that quantile_loss estimates.");

  static final Hyperparameter<Double> LOSS_INSENSITIVITY =
      Hyperparameter.real("loss_insensitivity", Range.above(0))
          .defaultsTo("0.01")
          .meaning("Errors below this cost nothing under the eps_insensitive losses.");

  static final Hyperparameter<Double> HUBER_DELTA =
      Hyperparameter.real("huber_delta", Range.atLeast(0))
          .defaultsTo("1.0")
          .meaning("Error from which huber_loss grows linearly.");

  static final Hyperparameter<String> ORRERY_OPTIMIZER =
      Hyperparameter.choice("orrery_optimizer", "sagemaker", "adagrad", "ftrl")
          .defaultsTo("sagemaker")
          .meaning("adagrad or ftrl in place of the optimizers that SageMaker has.");

  static final Hyperparameter<Boolean> ORRERY_ORACLE =
      Hyperparameter.bool("orrery_oracle")
          .auto("true where the sample is small: rows x features x classes below 1000000")
          .meaning(
              "Whether to compute the least training loss of any linear model, for squared, huber,"
                  + " logistic and softmax losses, on the rows of num_point_for_scaler.");

  static final Hyperparameter<Boolean> ORRERY_SOLVED_MODELS =
      Hyperparameter.bool("orrery_solved_models")
          .auto(
              "true for smooth losses without l1 where learning_rate is auto and rows x features x"
                  + " classes of the sample are below 10000000")
          .meaning(
              "Whether every second parallel model begins at the optimum of the rows of"
                  + " num_point_for_scaler instead of at random.");

  static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          PREDICTOR_TYPE,
          NUM_CLASSES,
          FEATURE_DIM,
          MINI_BATCH_SIZE,
          EPOCHS,
          USE_BIAS,
          NUM_MODELS,
          NUM_CALIBRATION_SAMPLES,
          INIT_METHOD,
          INIT_SCALE,
          INIT_SIGMA,
          INIT_BIAS,
          OPTIMIZER,
          LOSS,
          WD,
          L1,
          LEARNING_RATE,
          MOMENTUM,
          BETA_1,
          BETA_2,
          BIAS_LR_MULT,
          BIAS_WD_MULT,
          USE_LR_SCHEDULER,
          LR_SCHEDULER_STEP,
          LR_SCHEDULER_FACTOR,
          LR_SCHEDULER_MINIMUM_LR,
          NORMALIZE_DATA,
          NORMALIZE_LABEL,
          UNBIAS_DATA,
          UNBIAS_LABEL,
          NUM_POINT_FOR_SCALER,
          POSITIVE_EXAMPLE_WEIGHT_MULT,
          SELECTION_CRITERIA,
          TARGET_RECALL,
          TARGET_PRECISION,
          F_BETA,
          ACCURACY_TOP_K,
          BALANCE_MULTICLASS_WEIGHTS,
          EARLY_STOPPING_PATIENCE,
          EARLY_STOPPING_TOLERANCE,
          MARGIN,
          QUANTILE,
          LOSS_INSENSITIVITY,
          HUBER_DELTA,
          ORRERY_OPTIMIZER,
          ORRERY_ORACLE,
          ORRERY_SOLVED_MODELS);

  private LinearLearnerHyperparameters() {}

  /** What is predicted. */
  static PredictorType predictorType(Hyperparameters hp) {
    return PredictorType.of(hp.get(PREDICTOR_TYPE));
  }

  /** Rows of the weight matrix that one model takes: its classes, or 1. */
  static int outputs(Hyperparameters hp) {
    return predictorType(hp) == PredictorType.MULTICLASS ? hp.getInt(NUM_CLASSES) : 1;
  }

  /** The names of those that finishing and scoring alone read. */
  static Set<String> finishing(Hyperparameters hp, boolean validated) {
    return validated && predictorType(hp) == PredictorType.BINARY
        ? Set.of(ACCURACY_TOP_K.name())
        : Stream.of(
                ACCURACY_TOP_K,
                SELECTION_CRITERIA,
                TARGET_RECALL,
                TARGET_PRECISION,
                F_BETA,
                NUM_CALIBRATION_SAMPLES)
            .map(Hyperparameter::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Number of parallel models. */
  static int models(Hyperparameters hp) {
    return Math.toIntExact(hp.getOr(NUM_MODELS, (long) ModelGrid.SIZE));
  }

  /**
   * The loss that is minimised.
   *
   * @throws CustomerError when it is none for the predictor type
   */
  static Loss loss(Hyperparameters hp) {
    PredictorType type = predictorType(hp);
    String name = hp.getOr(LOSS, type.losses().getFirst());
    if (!type.losses().contains(name)) {
      throw new CustomerError(
          Text.format(
              "The value '%s' is not valid for the 'loss' hyperparameter of a %s which accepts one of the following: 'auto', '%s'",
              name, type.text(), String.join("', '", type.losses())),
          "--hp loss");
    }
    double parameter =
        switch (name) {
          case "quantile_loss" -> hp.get(QUANTILE);
          case "huber_loss" -> hp.get(HUBER_DELTA);
          case "hinge_loss" -> hp.get(MARGIN);
          case "eps_insensitive_squared_loss", "eps_insensitive_absolute_loss" ->
              hp.get(LOSS_INSENSITIVITY);
          default -> 0;
        };
    return Loss.of(name, parameter, outputs(hp));
  }
}
