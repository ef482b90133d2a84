package dev.orrery.linearlearner;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.algorithm.Predictions.Key;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A linear model of raw features: {@code outputs x d} weights and an intercept per output. */
public final class LinearLearnerModel implements Model {

  private static final int CHUNK = 4096;

  private final PredictorType type;
  private final Loss loss;
  private final float[] weights;
  private final float[] bias;
  private final int d;
  private final double threshold;
  private final Optional<Account> account;

  /** The threshold as a linear score: probabilities near 1 are too coarse in float. */
  private final double linearThreshold;

  /**
   * A model.
   *
   * @param weights {@code outputs x d}, row-major; copied. One output, or one per class
   * @param bias an intercept per output; copied
   * @param threshold answers of a binary classifier that reach it are called positive
   * @param account of the training, when it is known
   * @throws IllegalArgumentException when the sizes do not fit
   */
  public LinearLearnerModel(
      PredictorType type,
      Loss loss,
      float[] weights,
      float[] bias,
      int d,
      double threshold,
      Optional<Account> account) {
    if (d < 1 || bias.length < 1 || weights.length != Math.multiplyExact(bias.length, d)) {
      throw new IllegalArgumentException(
          weights.length + " weights are not " + bias.length + " x " + d);
    }
    if (bias.length != loss.outputs()) {
      throw new IllegalArgumentException(
          loss.name() + " does not have " + bias.length + " outputs");
    }
    this.type = type;
    this.loss = loss;
    this.weights = weights.clone();
    this.bias = bias.clone();
    this.d = d;
    this.threshold = threshold;
    this.linearThreshold =
        loss instanceof Loss.Logistic ? Math.log(threshold) - Math.log1p(-threshold) : threshold;
    this.account = account;
  }

  /** What it predicts. */
  public PredictorType type() {
    return type;
  }

  /** What it was trained by, which says what its scores are. */
  public Loss loss() {
    return loss;
  }

  /** Number of outputs: classes of a multiclass classifier, else 1. */
  public int outputs() {
    return bias.length;
  }

  @Override
  public int featureDim() {
    return d;
  }

  /** A copy of the weights, {@code outputs() x featureDim()}, row-major. */
  public float[] weights() {
    return weights.clone();
  }

  /** A copy of the intercepts, one per output. */
  public float[] bias() {
    return bias.clone();
  }

  /** Scores of a binary classifier that reach it are called positive. */
  public double threshold() {
    return threshold;
  }

  /** The parallel models it was chosen from; empty when that is not known. */
  public Optional<Account> account() {
    return account;
  }

  /**
   * The linear scores of some rows, {@code rows x outputs()}, before a link turns them into
   * probabilities.
   *
   * @throws CustomerError when the width is another
   */
  public float[] linearScores(Matrix rows, RunContext context) {
    if (rows.columns() != d) {
      throw new CustomerError(
          "The feature dimension of the input: "
              + rows.columns()
              + " does not match the feature dimension of the model: "
              + d
              + ". Please fix the input and try again.");
    }
    int outputs = bias.length;
    float[] ones = new float[d];
    Arrays.fill(ones, 1);
    Scaler raw = new Scaler(new float[d], ones, 0, 1);
    Forward forward = new Forward(weights, bias, raw, rows instanceof CsrMatrix, context.kernels());
    float[] scores = new float[Math.multiplyExact(rows.rows(), outputs)];
    context
        .parallel()
        .forEach(
            rows.rows(),
            CHUNK,
            (from, to) -> {
              Scratch scratch = new Scratch();
              int block = Math.min(Forward.block(outputs, d), to - from);
              scratch.reserve(forward.rowValues(block), block * outputs, 0);
              for (int at = from; at < to; at += block) {
                int end = Math.min(to, at + block);
                forward.scores(rows, at, end, scratch);
                System.arraycopy(scratch.scores, 0, scores, at * outputs, (end - at) * outputs);
              }
            });
    return scores;
  }

  /** Turns linear scores into answers: probabilities for logistic and softmax, else as they are. */
  float[] link(float[] scores) {
    float[] answers = scores.clone();
    switch (loss) {
      case Loss.Logistic _ -> {
        for (int i = 0; i < answers.length; i++) {
          answers[i] = (float) (1 / (1 + Math.exp(-scores[i])));
        }
      }
      case Loss.Softmax softmax -> {
        int outputs = softmax.outputs();
        double[] exp = new double[outputs];
        for (int at = 0; at < answers.length; at += outputs) {
          float greatest = scores[at];
          for (int c = 1; c < outputs; c++) {
            greatest = Math.max(greatest, scores[at + c]);
          }
          double sum = 0;
          for (int c = 0; c < outputs; c++) {
            exp[c] = Math.exp(scores[at + c] - greatest);
            sum += exp[c];
          }
          for (int c = 0; c < outputs; c++) {
            answers[at + c] = (float) (exp[c] / sum);
          }
        }
      }
      default -> {}
    }
    return answers;
  }

  /** The linear score from which rows of a binary classifier are called positive. */
  double linearThreshold() {
    return linearThreshold;
  }

  /** The class that each row of linear scores is called, 0 to classes - 1. */
  float[] labels(float[] scores) {
    int outputs = bias.length;
    float[] labels = new float[scores.length / outputs];
    for (int i = 0; i < labels.length; i++) {
      if (type == PredictorType.BINARY) {
        labels[i] = scores[i] >= linearThreshold ? 1 : 0;
      } else {
        int best = 0;
        for (int c = 1; c < outputs; c++) {
          best = scores[i * outputs + c] > scores[i * outputs + best] ? c : best;
        }
        labels[i] = best;
      }
    }
    return labels;
  }

  /**
   * The answers under SageMaker's keys (spec B1.5): {@code score}, a probability (logistic), a
   * margin (hinge), a number (regressor) or a probability per class, and for classifiers {@code
   * predicted_label}.
   */
  @Override
  public Predictions predict(Matrix rows, RunContext context) {
    float[] scores = linearScores(rows, context);
    float[] answers = link(scores);
    List<Key> keys = new ArrayList<>();
    keys.add(new Key("score", answers, bias.length, type == PredictorType.MULTICLASS));
    if (type != PredictorType.REGRESSOR) {
      keys.add(Key.scalar("predicted_label", labels(scores)));
    }
    return new Predictions("predictions", keys, rows.rows());
  }

  /** The weights, and the parallel models where they are known. */
  @Override
  public List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    List<String> columns = new ArrayList<>(List.of("feature"));
    for (int o = 0; o < bias.length; o++) {
      columns.add(bias.length == 1 ? "weight" : "weight of class " + o);
    }
    tables.add(
        new Table(
            "weights",
            "Weights of the raw features; the last row is the intercept",
            columns,
            d + 1,
            j -> {
              List<Object> cells = new ArrayList<>();
              cells.add(j < d ? (Object) j : "intercept");
              for (int o = 0; o < bias.length; o++) {
                cells.add(j < d ? weights[o * d + j] : bias[o]);
              }
              return cells;
            }));
    account.ifPresent(a -> tables.add(models(a)));
    return tables;
  }

  private static Table models(Account account) {
    return new Table(
        "models",
        "The parallel models; " + account.why(),
        List.of(
            "model",
            "chosen",
            "optimizer",
            "solved",
            "learning_rate",
            "wd",
            "l1",
            "bias_lr_mult",
            "lr_scheduler_minimum_lr",
            "positive_example_weight_mult",
            "train_loss",
            "calibration_loss",
            account.criterion(),
            "threshold"),
        account.models().size(),
        i -> {
          ModelAccount m = account.models().get(i);
          ModelSettings s = m.settings();
          return List.of(
              i,
              i == account.best(),
              s.optimizer(),
              s.solved(),
              s.learningRate(),
              s.wd(),
              s.l1(),
              s.biasLrMult(),
              s.minimumLr(),
              s.positiveWeight(),
              m.trainLoss(),
              m.loss(),
              m.value(),
              m.threshold());
        });
  }
}
