package dev.orrery.factorizationmachines;

import dev.orrery.core.event.TensorCollection;
import dev.orrery.core.run.RunContext;

/** What a mini-batch tells as tensors, when somebody wants them. */
final class LearnedTensors {

  private static final float THRESHOLD = 0.5f;

  private final FactorizationMachinesState state;
  private final RunContext context;

  /** What was said of each row, and the gradients of all features; null when nobody wants them. */
  private final float[] predictions;

  private final float[] linear;
  private final float[] factors;
  private float bias;

  /** Makes room for what somebody wants of a mini-batch of some rows. */
  LearnedTensors(FactorizationMachinesState state, RunContext context, int rows) {
    this.state = state;
    this.context = context;
    Weights weights = state.weights;
    boolean gradients = context.listener().wantsTensors(TensorCollection.GRADIENTS);
    boolean said = context.listener().wantsTensors(TensorCollection.PREDICTIONS);
    predictions = said ? new float[rows] : null;
    linear = gradients ? new float[weights.n] : null;
    factors = gradients ? new float[weights.factors.length] : null;
  }

  /** Takes the raw output of a row. */
  void scored(int row, float output) {
    if (predictions != null) {
      float score = state.loss.score(output);
      predictions[row] = state.loss == Loss.SQUARED ? score : score >= THRESHOLD ? 1 : 0;
    }
  }

  /** Takes the gradients of some touched features, each of which has one place of its own. */
  void gradients(int first, int count, Workspace.Gradients of) {
    if (linear == null) {
      return;
    }
    int width = state.weights.width;
    int[] feature = state.workspace().touched.feature;
    for (int i = 0; i < count; i++) {
      linear[feature[first + i]] = of.linear[i];
      System.arraycopy(of.factors, i * width, factors, feature[first + i] * width, width);
    }
  }

  void biasGradient(float gradient) {
    bias = gradient;
  }

  /** Tells the loss and what was said of the rows, before the weights move. */
  void before(double loss, float[] labels) {
    context.lossTensor(false, state.steps, loss);
    context.tensor("labels", TensorCollection.LABELS, state.steps, 1, labels::clone);
    context.tensor("predictions", TensorCollection.PREDICTIONS, state.steps, 1, () -> predictions);
  }

  /** Tells the gradients and the weights that they have moved. */
  void after() {
    int width = state.weights.width;
    TensorCollection gradients = TensorCollection.GRADIENTS;
    context.tensor("gradient/linear", gradients, state.steps - 1, 1, () -> linear);
    context.tensor("gradient/factors", gradients, state.steps - 1, width, () -> factors);
    context.tensor("gradient/bias", gradients, state.steps - 1, 1, () -> new float[] {bias});
    weights(state, context);
  }

  /** Tells what a sweep of ALS over all rows has come to. */
  static void swept(FactorizationMachinesState state, RunContext context) {
    context.lossTensor(false, state.steps - 1, state.meter.meanLoss());
    weights(state, context);
  }

  private static void weights(FactorizationMachinesState state, RunContext context) {
    Weights weights = state.weights;
    long step = state.steps - 1;
    context.tensor("linear", TensorCollection.WEIGHTS, step, 1, weights.linear::clone);
    context.tensor(
        "factors", TensorCollection.WEIGHTS, step, weights.width, weights.factors::clone);
    context.tensor("bias", TensorCollection.BIASES, step, 1, weights.bias::clone);
  }
}
