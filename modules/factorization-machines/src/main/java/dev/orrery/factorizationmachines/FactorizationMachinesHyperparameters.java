package dev.orrery.factorizationmachines;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameter.Scale;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import dev.orrery.core.optimizer.AdaGrad;
import dev.orrery.core.optimizer.Adam;
import dev.orrery.core.optimizer.Ftrl;
import dev.orrery.core.optimizer.Optimizer;
import dev.orrery.core.optimizer.Sgd;

/** The hyperparameters of factorization machines (spec B6.1 and B6.4) and Orrery's extensions. */
final class FactorizationMachinesHyperparameters {

  static final String NORMAL = "normal";
  static final String UNIFORM = "uniform";
  static final String CONSTANT = "constant";
  static final String ADAM = "adam";
  static final String SGD = "sgd";
  static final String ADAGRAD = "adagrad";
  static final String FTRL = "ftrl";
  static final String ALS = "als";
  static final String FM = "fm";
  static final String FFM = "ffm";

  private static final double LEAST = 1e-8;
  private static final double MOST = 512;
  private static final double DEFAULT_EPS = 1e-8;

  static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1, Integer.MAX_VALUE)
          .required()
          .meaning("Number of features of each row.");

  static final Hyperparameter<Long> NUM_FACTORS =
      Hyperparameter.integer("num_factors", 1, Integer.MAX_VALUE)
          .required()
          .meaning("Length of the vector of factors that each feature has.");

  static final Hyperparameter<String> PREDICTOR_TYPE =
      Hyperparameter.choice(
              "predictor_type", Loss.LOGISTIC.predictorType(), Loss.SQUARED.predictorType())
          .required()
          .meaning("Whether the label is a class, 0 or 1, or a real number.");

  static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1, Integer.MAX_VALUE)
          .defaultsTo("1000")
          .tunable(100, 10000, Scale.LINEAR)
          .meaning("Rows that are taken in at a time.");

  static final Hyperparameter<Long> EPOCHS =
      Hyperparameter.integer("epochs", 1, Integer.MAX_VALUE)
          .defaultsTo("1")
          .tunable(1, 1000, Scale.LINEAR)
          .meaning("Passes over the training data; with orrery_optimizer=als, sweeps.");

  static final Hyperparameter<Double> CLIP_GRADIENT =
      Hyperparameter.real("clip_gradient", Range.any())
          .meaning(
              "Every element of the gradient is cut to at most this size; left out, none is cut.");

  static final Hyperparameter<Double> RESCALE_GRAD =
      Hyperparameter.real("rescale_grad", Range.any())
          .meaning(
              "The gradient is this times that of the mini-batch's sum of losses; left out, it is that"
                  + " of their mean.");

  static final Hyperparameter<Double> EPS =
      Hyperparameter.real("eps", Range.atLeast(0))
          .meaning("Keeps the optimizer's division from 0; left out, 1e-8.");

  /** The bias. */
  static final ParameterGroup BIAS = group("bias", "the bias", "0.1", "0.01", "0.01");

  /** The linear weights. */
  static final ParameterGroup LINEAR =
      group("linear", "the linear weights", "0.001", "0.001", "0.01");

  /** The factors. */
  static final ParameterGroup FACTORS =
      group("factors", "the factors", "0.0001", "0.00001", "0.001");

  static final Hyperparameter<Boolean> USE_BIAS =
      Hyperparameter.bool("use_bias")
          .defaultsTo("true")
          .meaning("Whether there is a bias; SageMaker's internal value of this name.");

  static final Hyperparameter<Boolean> USE_LINEAR =
      Hyperparameter.bool("use_linear")
          .defaultsTo("true")
          .meaning("Whether there are linear weights; SageMaker's internal value of this name.");

  static final Hyperparameter<Long> PUBLISH_INTERVAL =
      Hyperparameter.integer("batch_metrics_publish_interval", 1, Integer.MAX_VALUE)
          .defaultsTo("500")
          .meaning(
              "The log tells the metrics of a pass every so many mini-batches; SageMaker's internal"
                  + " value of this name.");

  static final Hyperparameter<String> OPTIMIZER =
      Hyperparameter.choice("orrery_optimizer", ADAM, SGD, ADAGRAD, FTRL, ALS)
          .defaultsTo(ADAM)
          .meaning(
              "adam: SageMaker's lazy sparse Adam; sgd, adagrad, ftrl: other rules on the same"
                  + " gradients; als: coordinate descent in closed form, for a regressor, with all"
                  + " rows in memory.");

  static final Hyperparameter<Double> L1 =
      Hyperparameter.real("orrery_l1", Range.atLeast(0))
          .defaultsTo("0")
          .meaning("Pull of orrery_optimizer=ftrl to weights of exactly 0, its lambda 1.");

  static final Hyperparameter<Long> PATIENCE =
      Hyperparameter.integer("orrery_early_stopping_patience", 1, Integer.MAX_VALUE)
          .meaning(
              "Training stops when the loss on the validation channel has not fallen for this many"
                  + " passes; the weights of the best pass become the model. Left out, it never stops"
                  + " early.");

  static final Hyperparameter<String> MODEL =
      Hyperparameter.choice("orrery_model", FM, FFM)
          .defaultsTo(FM)
          .meaning(
              "fm: one vector of factors per feature; ffm: field-aware, one for each field that the"
                  + " other feature may belong to.");

  static final Hyperparameter<String> FIELDS =
      Hyperparameter.text(
              "orrery_fields",
              Fields.FORM,
              "ranges of features that begin with feature 0, such as 0-99,100-199")
          .meaning("The columns of each field of orrery_model=ffm.");

  static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          FEATURE_DIM,
          NUM_FACTORS,
          PREDICTOR_TYPE,
          MINI_BATCH_SIZE,
          EPOCHS,
          CLIP_GRADIENT,
          RESCALE_GRAD,
          EPS,
          BIAS.learningRate(),
          LINEAR.learningRate(),
          FACTORS.learningRate(),
          BIAS.weightDecay(),
          LINEAR.weightDecay(),
          FACTORS.weightDecay(),
          BIAS.initMethod(),
          BIAS.initSigma(),
          BIAS.initScale(),
          BIAS.initValue(),
          LINEAR.initMethod(),
          LINEAR.initSigma(),
          LINEAR.initScale(),
          LINEAR.initValue(),
          FACTORS.initMethod(),
          FACTORS.initSigma(),
          FACTORS.initScale(),
          FACTORS.initValue(),
          USE_BIAS,
          USE_LINEAR,
          PUBLISH_INTERVAL,
          OPTIMIZER,
          L1,
          PATIENCE,
          MODEL,
          FIELDS);

  private FactorizationMachinesHyperparameters() {}

  /** The hyperparameters of one of the three groups of weights. */
  record ParameterGroup(
      String name,
      Hyperparameter<Double> learningRate,
      Hyperparameter<Double> weightDecay,
      Hyperparameter<String> initMethod,
      Hyperparameter<Double> initSigma,
      Hyperparameter<Double> initScale,
      Hyperparameter<Double> initValue) {}

  private static ParameterGroup group(
      String name, String weights, String rate, String decay, String sigma) {
    return new ParameterGroup(
        name,
        Hyperparameter.real(name + "_lr", Range.atLeast(0))
            .defaultsTo(rate)
            .tunable(LEAST, MOST, Scale.LOGARITHMIC)
            .meaning("Learning rate of " + weights + "."),
        Hyperparameter.real(name + "_wd", Range.atLeast(0))
            .defaultsTo(decay)
            .tunable(LEAST, MOST, Scale.LOGARITHMIC)
            .meaning("Weight decay of " + weights + "."),
        Hyperparameter.choice(name + "_init_method", NORMAL, UNIFORM, CONSTANT)
            .defaultsTo(NORMAL)
            .tunable(NORMAL, UNIFORM, CONSTANT)
            .meaning("How the first values of " + weights + " are taken."),
        Hyperparameter.real(name + "_init_sigma", Range.atLeast(0))
            .defaultsTo(sigma)
            .tunable(LEAST, MOST, Scale.LOGARITHMIC)
            .meaning("Standard deviation, for " + name + "_init_method=normal; the mean is 0."),
        Hyperparameter.real(name + "_init_scale", Range.atLeast(0))
            .tunable(LEAST, MOST, Scale.LOGARITHMIC)
            .meaning(
                "Drawn from -scale to +scale, for "
                    + name
                    + "_init_method=uniform; left out, 0.07."),
        Hyperparameter.real(name + "_init_value", Range.any())
            .tunable(LEAST, MOST, Scale.LOGARITHMIC)
            .meaning("The value, for " + name + "_init_method=constant; left out, 0."));
  }

  static Loss loss(Hyperparameters hyperparameters) {
    return Loss.of(hyperparameters.get(PREDICTOR_TYPE));
  }

  static boolean als(Hyperparameters hyperparameters) {
    return hyperparameters.get(OPTIMIZER).equals(ALS);
  }

  /** The rule that moves the weights; not for {@code als}, which follows no gradient. */
  static Optimizer optimizer(Hyperparameters hyperparameters) {
    double eps = hyperparameters.getOr(EPS, DEFAULT_EPS);
    return switch (hyperparameters.get(OPTIMIZER)) {
      case ADAM -> new Adam(0.9, 0.999, eps);
      case ADAGRAD -> new AdaGrad(eps);
      case FTRL -> new Ftrl(1, hyperparameters.get(L1));
      default -> new Sgd(0);
    };
  }

  /**
   * The fields of all columns.
   *
   * @throws CustomerError when the ranges do not end with the last column
   */
  static Fields fields(Hyperparameters hyperparameters) {
    int n = hyperparameters.getInt(FEATURE_DIM);
    if (!hyperparameters.has(FIELDS)) {
      return Fields.single(n);
    }
    Fields fields = Fields.parse(hyperparameters.get(FIELDS));
    if (fields.featureDim() != n) {
      throw new CustomerError(
          "The fields '"
              + fields
              + "' have "
              + fields.featureDim()
              + " columns, but the data has "
              + n
              + " features",
          "--hp orrery_fields");
    }
    return fields;
  }

  /** What no declaration alone can check. */
  static void check(Hyperparameters hyperparameters, boolean streamed) {
    boolean fieldAware = hyperparameters.get(MODEL).equals(FFM);
    if (fieldAware != hyperparameters.has(FIELDS)) {
      throw new CustomerError(
          fieldAware
              ? "orrery_model=ffm needs the columns of each field in orrery_fields, such as"
                  + " 0-99,100-199"
              : "orrery_fields has a meaning with orrery_model=ffm only",
          "--hp orrery_fields");
    }
    if (als(hyperparameters)) {
      String reason =
          streamed
              ? "keeps all rows in memory, so it cannot read through a pipe; use File mode or"
                  + " orrery_optimizer=adam"
              : loss(hyperparameters) != Loss.SQUARED
                  ? "has a closed form for squared errors only; use predictor_type=regressor or"
                      + " orrery_optimizer=adam"
                  : fieldAware ? "trains orrery_model=fm only" : "";
      if (!reason.isEmpty()) {
        throw new CustomerError("orrery_optimizer=als " + reason, "--hp orrery_optimizer");
      }
    }
    int count = fieldAware ? Fields.parse(hyperparameters.get(FIELDS)).count() : 1;
    double factors =
        (double) hyperparameters.get(FEATURE_DIM) * hyperparameters.get(NUM_FACTORS) * count;
    double sums = (double) hyperparameters.get(NUM_FACTORS) * count * count;
    if (factors > Integer.MAX_VALUE - (1 << 20) || sums > Integer.MAX_VALUE / 1024) {
      throw new CustomerError(
          hyperparameters.get(NUM_FACTORS)
              + " factors for each of "
              + hyperparameters.get(FEATURE_DIM)
              + " features"
              + (fieldAware ? " and " + count + " fields" : "")
              + " do not fit into memory; lower num_factors",
          "--hp num_factors");
    }
  }
}
