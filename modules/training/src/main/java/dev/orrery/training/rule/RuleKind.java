package dev.orrery.training.rule;

import static dev.orrery.training.rule.RuleParameter.flag;
import static dev.orrery.training.rule.RuleParameter.number;
import static dev.orrery.training.rule.RuleParameter.patterns;
import static dev.orrery.training.rule.RuleParameter.whole;
import static dev.orrery.training.rule.RuleParameter.words;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.EditDistance;
import dev.orrery.core.text.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The built-in rules of SageMaker Debugger that there are here, with their parameters (spec D). */
public enum RuleKind {
  /** See {@link dev.orrery.training.rule.AllZero}. */
  ALL_ZERO(
      "AllZero",
      "A tensor consists of zeros",
      RuleFit.ANY,
      AllZero::new,
      collectionNames(),
      tensorRegex(),
      number("threshold", 0, 100, "100", "Percentage of zeros from which it fires")),
  /** See {@link dev.orrery.training.rule.ClassImbalance}. */
  CLASS_IMBALANCE(
      "ClassImbalance",
      "A class is rare among the labels, or mostly taken for others",
      RuleFit.CLASSES,
      ClassImbalance::new,
      number(
          "threshold_imbalance",
          1,
          Double.MAX_VALUE,
          "10",
          "Rows of the largest class to those of the rarest"),
      number(
          "threshold_misprediction",
          0,
          1,
          "0.7",
          "Share of a class's rows that may be taken for another"),
      whole("samples", 1, "500", "Labels that are counted before it judges"),
      flag("argmax", "False", "Without effect: predictions are saved as classes"),
      patterns("labels_regex", ".*labels", "Name of the tensor of labels"),
      patterns("predictions_regex", ".*predictions", "Name of the tensor of predictions"),
      startStep()),
  /** See {@link dev.orrery.training.rule.Confusion}. */
  CONFUSION(
      "Confusion",
      "The confusion matrix is poor",
      RuleFit.CLASSES,
      Confusion::new,
      whole("category_no", 2, null, "Number of classes; left out, those that occur"),
      words("labels", "labels", "Name of the tensor of labels"),
      words("predictions", "predictions", "Name of the tensor of predictions"),
      words("labels_collection", "labels", "Collection of the labels"),
      words("predictions_collection", "predictions", "Collection of the predictions"),
      number("min_diag", 0, 1, "0.9", "Least share of a column on the diagonal"),
      number("max_off_diag", 0, 1, "0.1", "Greatest share of a column off the diagonal"),
      startStep()),
  /** See {@link dev.orrery.training.rule.ExplodingTensor}. */
  EXPLODING_TENSOR(
      "ExplodingTensor",
      "A value is NaN or infinite",
      RuleFit.ANY,
      ExplodingTensor::new,
      collectionNames(),
      tensorRegex(),
      flag("only_nan", "False", "Whether infinities are let pass")),
  /** See {@link dev.orrery.training.rule.LossNotDecreasing}. */
  LOSS_NOT_DECREASING(
      "LossNotDecreasing",
      "The loss does not decrease",
      RuleFit.ANY,
      LossNotDecreasing::new,
      collectionNames(),
      tensorRegex(),
      flag(
          "use_losses_collection",
          "True",
          "Whether it looks at the losses when it is told nothing"),
      whole("num_steps", 1, "10", "Steps from one look to the next, and to the loss it is held to"),
      number("diff_percent", 0, 100, "0.1", "Percentage by which the loss must be less"),
      number(
          "increase_threshold_percent",
          0,
          Double.MAX_VALUE,
          "5",
          "Percentage by which it may be more"),
      words("mode", "GLOBAL", "TRAIN, EVAL (validation) or GLOBAL (both)")),
  /** See {@link dev.orrery.training.rule.Overfit}. */
  OVERFIT(
      "Overfit",
      "The validation loss is well above the training loss",
      RuleFit.VALIDATION,
      Overfit::new,
      tensorRegex(),
      whole("start_step", 0, "0", "Step from which it judges"),
      whole("patience", 0, "1", "Validations in a row that must be beyond the ratio"),
      number(
          "ratio_threshold",
          0,
          Double.MAX_VALUE,
          "0.1",
          "Excess of the validation loss to the training loss")),
  /** See {@link dev.orrery.training.rule.Overtraining}. */
  OVERTRAINING(
      "Overtraining",
      "Neither loss improves any more",
      RuleFit.VALIDATION,
      Overtraining::new,
      whole("patience_train", 0, "5", "Steps that the training loss may stay"),
      whole("patience_validation", 0, "10", "Steps that the validation loss may stay"),
      number(
          "delta",
          0,
          Double.MAX_VALUE,
          "0.01",
          "By how much a loss must be less to have improved")),
  /** See {@link dev.orrery.training.rule.PoorWeightInitialization}. */
  POOR_WEIGHT_INITIALIZATION(
      "PoorWeightInitialization",
      "The first weights keep the model from learning",
      RuleFit.FACTORS,
      PoorWeightInitialization::new,
      number(
          "threshold", 0, Double.MAX_VALUE, "10.0", "Ratio of the greatest to the least variance"),
      number(
          "distribution_range",
          0,
          Double.MAX_VALUE,
          "0.001",
          "Least span of the gradients' percentiles"),
      whole("patience", 0, "5", "Steps that the loss may stay"),
      whole("steps", 1, "10", "Saved steps that it looks at")),
  /** See {@link dev.orrery.training.rule.SimilarAcrossRuns}. */
  SIMILAR_ACROSS_RUNS(
      "SimilarAcrossRuns",
      "Tensors are those of another run",
      RuleFit.ANY,
      SimilarAcrossRuns::new,
      words("other_trials", null, "Folders of runs that saved their tensors"),
      collectionNames(),
      tensorRegex()),
  /** See {@link StalledTraining}. */
  STALLED_TRAINING_RULE(
      "StalledTrainingRule",
      "Training has come to a halt",
      RuleFit.ANY,
      StalledTraining::new,
      number("threshold", 0, Double.MAX_VALUE, "1800", "Seconds without a tensor"),
      flag("stop_training_on_fire", "False", "Whether training is stopped")),
  /** See {@link dev.orrery.training.rule.TensorVariance}. */
  TENSOR_VARIANCE(
      "TensorVariance",
      "The variance of a tensor is too great or too small",
      RuleFit.ANY,
      TensorVariance::new,
      collectionNames(),
      tensorRegex(),
      number("max_threshold", 0, Double.MAX_VALUE, null, "Greatest variance"),
      number("min_threshold", 0, Double.MAX_VALUE, null, "Least variance")),
  /** See {@link dev.orrery.training.rule.UnchangedTensor}. */
  UNCHANGED_TENSOR(
      "UnchangedTensor",
      "A tensor does not change any more",
      RuleFit.ANY,
      UnchangedTensor::new,
      collectionNames(),
      tensorRegex(),
      whole("num_steps", 2, "3", "Saved steps through which it stays the same"),
      number("rtol", 0, Double.MAX_VALUE, "1e-05", "Relative tolerance of numpy.allclose"),
      number("atol", 0, Double.MAX_VALUE, "1e-08", "Absolute tolerance of numpy.allclose"),
      flag("equal_nan", "False", "Whether NaN equals NaN")),
  /** See {@link dev.orrery.training.rule.VanishingGradient}. */
  VANISHING_GRADIENT(
      "VanishingGradient",
      "Gradients are next to zero",
      RuleFit.GRADIENTS,
      VanishingGradient::new,
      number(
          "threshold",
          0,
          Double.MAX_VALUE,
          "0.0000001",
          "Mean absolute value below which it fires")),
  /** See {@link dev.orrery.training.rule.WeightUpdateRatio}. */
  WEIGHT_UPDATE_RATIO(
      "WeightUpdateRatio",
      "Weights change too much or too little",
      RuleFit.UPDATES,
      WeightUpdateRatio::new,
      whole("num_steps", 1, null, "Steps back that it looks; left out, to the last saved step"),
      number("large_threshold", 0, Double.MAX_VALUE, "10.0", "Greatest ratio of change to weight"),
      number(
          "small_threshold", 0, Double.MAX_VALUE, "0.00000001", "Least ratio of change to weight"),
      number("epsilon", 0, Double.MAX_VALUE, "0.000000001", "Added to the weight"));

  private final String text;
  private final String meaning;
  private final RuleFit fit;
  private final Function<RuleValues, Rule> maker;
  private final List<RuleParameter> parameters;

  RuleKind(
      String text,
      String meaning,
      RuleFit fit,
      Function<RuleValues, Rule> maker,
      RuleParameter... parameters) {
    this.text = text;
    this.meaning = meaning;
    this.fit = fit;
    this.maker = maker;
    this.parameters = List.of(parameters);
  }

  private static RuleParameter collectionNames() {
    return words("collection_names", null, "Collections that it looks at, commas between them");
  }

  private static RuleParameter tensorRegex() {
    return patterns("tensor_regex", null, "Names of tensors that it looks at, as well");
  }

  private static RuleParameter startStep() {
    return whole(
        "start_step", 0, null, "Step from which predictions are judged; left out, the second pass");
  }

  /** SageMaker's name, such as {@code LossNotDecreasing}. */
  public String text() {
    return text;
  }

  /** One sentence without its full stop. */
  public String meaning() {
    return meaning;
  }

  /** What it takes beside {@code action}. */
  public List<RuleParameter> parameters() {
    return parameters;
  }

  /** Arguments of a command on a sample of the catalog that makes it fire. */
  public String example() {
    return RuleExamples.of(this);
  }

  /** What a training must have for it. */
  public RuleFit fit() {
    return fit;
  }

  /** The rule while a training runs. */
  Rule make(RuleValues values) {
    return maker.apply(values);
  }

  /** Its parameter of a name. */
  Optional<RuleParameter> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /**
   * The rule of a name, in SageMaker's letters or in others.
   *
   * @throws CustomerError with the nearest name
   */
  public static RuleKind find(String name) {
    String plain = plain(name);
    for (RuleKind kind : values()) {
      if (plain(kind.text).equals(plain)) {
        return kind;
      }
    }
    String known =
        switch (plain) {
          case "deadrelu", "saturatedactivation" -> "These algorithms have no activations";
          case "checkinputimages", "nlpsequenceratio" -> "It reads inputs of deep networks";
          case "featureimportanceoverweight", "treedepth", "createxgboostreport" ->
              "It is for boosted trees";
          default -> null;
        };
    if (known != null) {
      throw new CustomerError(
          Text.format("The rule %s does not apply to any algorithm here: %s", name, known),
          "--rule " + name);
    }
    RuleKind nearest =
        Arrays.stream(values())
            .min(Comparator.comparingInt(kind -> EditDistance.of(plain(kind.text), plain)))
            .orElseThrow();
    boolean close = EditDistance.of(plain(nearest.text), plain) <= Math.max(2, plain.length() / 3);
    throw new CustomerError(
        Text.format(
            "There is no rule '%s'%s",
            name,
            close
                ? "; did you mean " + nearest.text + "?"
                : "; 'orrery rules list' lists those that there are"),
        "--rule");
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
