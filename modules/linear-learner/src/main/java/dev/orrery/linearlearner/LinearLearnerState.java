package dev.orrery.linearlearner;

import dev.orrery.core.algorithm.State;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * All parallel models in training, on scaled data: M models of C outputs (classes, or 1) over d
 * features, and what their optimizers remember.
 */
public final class LinearLearnerState implements State {

  final PredictorType type;

  /** The name of the loss that is minimised. */
  final String loss;

  final int d;
  final int outputs;
  final List<ModelSettings> settings;
  final Scaler scaler;

  /** Weight of a row of each class in training; empty when all count alike. */
  final float[] classWeights;

  /** Rows that penalties of solved models are measured by. */
  final int sampleRows;

  /** Least training loss of any linear model on the sample; NaN when it was not computed. */
  final double optimum;

  /** {@code (M C) x d}, the outputs of one model side by side. */
  float[] weights;

  /** {@code M C}. */
  float[] bias;

  /** Slots of the optimizer for the weights. */
  float[][] slots;

  /** Slots of the optimizer for the intercepts. */
  float[][] biasSlots;

  /** Updates so far, over all passes. */
  long steps;

  long rowsSeen;

  /** Update in which each model's loss ceased to be finite, from 1; 0 for a sound model. */
  final long[] failedAt;

  /** Sum of each model's losses over the complete mini-batches of this pass, and their rows. */
  double[] lossSum;

  long lossRows;

  /** The same over mini-batches that were not complete. */
  double[] restSum;

  long restRows;

  final LabelOrder order;
  final Progress progress;

  /** Room to work in, one for each thread that has worked; not part of what is saved. */
  final Queue<Scratch> scratch = new ConcurrentLinkedQueue<>();

  LinearLearnerState(
      PredictorType type,
      String loss,
      int d,
      int outputs,
      List<ModelSettings> settings,
      Scaler scaler,
      float[] classWeights,
      int sampleRows,
      double optimum,
      float[] weights,
      float[] bias) {
    this(
        type,
        loss,
        d,
        outputs,
        settings,
        scaler,
        classWeights,
        sampleRows,
        optimum,
        weights,
        bias,
        new long[settings.size()],
        new LabelOrder(),
        new Progress());
    int count = settings.getFirst().rule().slots();
    slots = new float[count][weights.length];
    biasSlots = new float[count][bias.length];
    lossSum = new double[settings.size()];
    restSum = new double[settings.size()];
  }

  LinearLearnerState(
      PredictorType type,
      String loss,
      int d,
      int outputs,
      List<ModelSettings> settings,
      Scaler scaler,
      float[] classWeights,
      int sampleRows,
      double optimum,
      float[] weights,
      float[] bias,
      long[] failedAt,
      LabelOrder order,
      Progress progress) {
    this.type = type;
    this.loss = loss;
    this.d = d;
    this.outputs = outputs;
    this.settings = List.copyOf(settings);
    this.scaler = scaler;
    this.classWeights = classWeights;
    this.sampleRows = sampleRows;
    this.optimum = optimum;
    this.weights = weights;
    this.bias = bias;
    this.failedAt = failedAt;
    this.order = order;
    this.progress = progress;
  }

  /** Number of parallel models. */
  int models() {
    return settings.size();
  }

  @Override
  public long rowsSeen() {
    return rowsSeen;
  }

  /** Mean training loss of each model in this pass: over complete mini-batches where there are. */
  double[] meanLosses() {
    double[] sum = lossRows > 0 ? lossSum : restSum;
    long rows = lossRows > 0 ? lossRows : restRows;
    double[] mean = new double[sum.length];
    for (int m = 0; m < mean.length; m++) {
      mean[m] = failedAt[m] > 0 ? Double.NaN : sum[m] / rows;
    }
    return mean;
  }

  /**
   * Takes a model whose loss is no finite number out of the training and the selection.
   *
   * @param what whose loss: {@code training} or {@code validation}
   * @throws CustomerError when it was the last one
   */
  void leaveOut(int m, String what, RunContext context) {
    failedAt[m] = Math.max(1, steps);
    Arrays.fill(weights, m * outputs * d, (m + 1) * outputs * d, 0);
    Arrays.fill(bias, m * outputs, (m + 1) * outputs, 0);
    String where =
        Text.format(
            "ceased to be a finite number in step %d, at learning rate %s",
            failedAt[m], settings.get(m).rate(failedAt[m]));
    if (Arrays.stream(failedAt).allMatch(step -> step > 0)) {
      throw new CustomerError(
          Text.format(
              "The %s loss of %s %s; a smaller learning_rate, use_lr_scheduler=true or normalize_data=true may help",
              what, models() == 1 ? "the model" : "the last of all models", where),
          "--hp learning_rate");
    }
    context.warn(
        Text.format(
            "The %s loss of model %d %s; the model is left out of the selection", what, m, where));
  }

  /** Begins a pass. */
  void clearLosses() {
    Arrays.fill(lossSum, 0);
    Arrays.fill(restSum, 0);
    lossRows = 0;
    restRows = 0;
  }

  /** A copy that shares nothing that changes. */
  LinearLearnerState copy() {
    LinearLearnerState copy =
        new LinearLearnerState(
            type,
            loss,
            d,
            outputs,
            settings,
            scaler,
            classWeights,
            sampleRows,
            optimum,
            weights.clone(),
            bias.clone(),
            failedAt.clone(),
            order.copy(),
            progress.copy());
    copy.slots = clone(slots);
    copy.biasSlots = clone(biasSlots);
    copy.steps = steps;
    copy.rowsSeen = rowsSeen;
    copy.lossSum = lossSum.clone();
    copy.lossRows = lossRows;
    copy.restSum = restSum.clone();
    copy.restRows = restRows;
    return copy;
  }

  private static float[][] clone(float[][] arrays) {
    return Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
  }
}
