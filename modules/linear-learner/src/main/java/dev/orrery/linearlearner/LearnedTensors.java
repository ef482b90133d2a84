package dev.orrery.linearlearner;

import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;

/**
 * What training tells as tensors, when somebody wants them: those of the first model, which the log
 * tells of, on the scale of training.
 */
final class LearnedTensors {

  private final LinearLearnerState state;
  private final RunContext context;

  /** What the first model says of each row of the mini-batch; null when nobody wants it. */
  private float[] predictions;

  LearnedTensors(LinearLearnerState state, RunContext context) {
    this.state = state;
    this.context = context;
  }

  /** Makes room for the predictions of a mini-batch, when somebody wants them. */
  void expect(int rows) {
    if (state.failedAt[0] == 0 && context.listener().wantsTensors(TensorCollection.PREDICTIONS)) {
      predictions = new float[rows];
    }
  }

  /** Takes the scores of the rows {@code from} to {@code to - 1}, of all models. */
  void scored(float[] scores, int from, int to, Loss loss) {
    if (predictions == null) {
      return;
    }
    int outputs = state.outputs;
    int all = state.models() * outputs;
    for (int i = from; i < to; i++) {
      int at = (i - from) * all;
      predictions[i] =
          switch (state.type) {
            case BINARY -> scores[at] >= Calibration.natural(loss) ? 1 : 0;
            case MULTICLASS -> greatest(scores, at, outputs);
            case REGRESSOR -> scores[at];
          };
    }
  }

  private static int greatest(float[] scores, int at, int count) {
    int greatest = 0;
    for (int c = 1; c < count; c++) {
      if (scores[at + c] > scores[at + greatest]) {
        greatest = c;
      }
    }
    return greatest;
  }

  /** Tells the loss of a mini-batch and what was said of its rows, before the models move. */
  void before(double loss, float[] labels) {
    if (state.failedAt[0] > 0) {
      return;
    }
    context.lossTensor(false, state.steps, loss);
    context.tensor(
        "labels",
        TensorCollection.LABELS,
        state.steps,
        1,
        () -> {
          float[] raw = labels.clone();
          state.scaler.unscale(raw, raw.length);
          return raw;
        });
    if (predictions != null) {
      state.scaler.unscale(predictions, predictions.length);
      context.tensor(
          "predictions", TensorCollection.PREDICTIONS, state.steps, 1, () -> predictions);
    }
  }

  /** Tells the gradients of the mini-batch and what they have made of the model. */
  void after(float[] gradient, float[] ofBias) {
    if (state.failedAt[0] > 0) {
      return;
    }
    int width = state.outputs * state.d;
    long step = state.steps - 1;
    context.tensor(
        "gradient/weight",
        TensorCollection.GRADIENTS,
        step,
        state.d,
        () -> Arrays.copyOf(gradient, width));
    context.tensor(
        "gradient/bias",
        TensorCollection.GRADIENTS,
        step,
        1,
        () -> Arrays.copyOf(ofBias, state.outputs));
    context.tensor(
        "weight",
        TensorCollection.WEIGHTS,
        step,
        state.d,
        () -> Arrays.copyOf(state.weights, width));
    context.tensor(
        "bias", TensorCollection.BIASES, step, 1, () -> Arrays.copyOf(state.bias, state.outputs));
  }

  /**
   * Tells the loss on the validation channel after a pass: brought to the scale of normalised
   * labels, on which the training loss is.
   */
  void validated(double loss, Loss of) {
    if (state.failedAt[0] == 0) {
      double deviation = state.scaler.labelDeviation();
      boolean squares = of instanceof Loss.Squared || of instanceof Loss.InsensitiveSquared;
      double unit = squares ? deviation * deviation : deviation;
      context.lossTensor(true, Math.max(0, state.steps - 1), loss / unit);
    }
  }
}
