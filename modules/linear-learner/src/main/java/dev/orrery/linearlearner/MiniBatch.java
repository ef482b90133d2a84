package dev.orrery.linearlearner;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.optimizer.Optimizer;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;

/** One mini-batch: all models are scored, and each is moved by its optimizer. */
final class MiniBatch {

  /** Multiplications below which a chunk is not worth a thread of its own. */
  private static final double CHUNK_WORK = 1_500_000;

  private static final int MOST_CHUNKS = 8;

  private final LinearLearnerState state;
  private final Loss loss;
  private final int models;
  private final int all;
  private final LearnedTensors tensors;

  /** What a chunk of rows adds up. */
  private record Sums(float[] gradient, double[] bias, double[] loss) {}

  private MiniBatch(LinearLearnerState state, Loss loss, RunContext context) {
    this.state = state;
    this.loss = loss;
    this.models = state.models();
    this.all = models * state.outputs;
    this.tensors = new LearnedTensors(state, context);
  }

  /**
   * Moves all models by the mean gradient of some rows.
   *
   * @param labels a label per row, on the scale of training
   * @param complete whether this is a complete mini-batch
   */
  static void update(
      LinearLearnerState state,
      Loss loss,
      boolean useBias,
      Batch batch,
      float[] labels,
      boolean complete,
      RunContext context) {
    new MiniBatch(state, loss, context).run(batch.features(), labels, useBias, complete, context);
  }

  private void run(
      Matrix rows, float[] labels, boolean useBias, boolean complete, RunContext context) {
    int n = rows.rows();
    boolean sparse = rows instanceof CsrMatrix;
    Forward forward =
        new Forward(state.weights, state.bias, state.scaler, sparse, context.kernels());
    float[][] rowWeights = rowWeights();
    tensors.expect(n);
    Sums[] total = new Sums[1];
    context
        .parallel()
        .reduce(
            n,
            chunkRows(n),
            (from, to) -> chunk(forward, rows, labels, rowWeights, from, to),
            part -> total[0] = total[0] == null ? part : add(total[0], part));
    tensors.before(total[0].loss[0] / n, labels);
    state.steps++;
    count(total[0].loss, n, complete, context);
    float[] gradient = forward.gradient(total[0].gradient, total[0].bias);
    step(gradient, total[0].bias, n, useBias);
  }

  /** Depends on the shapes alone, so that the sums do not depend on the number of threads. */
  private int chunkRows(int n) {
    return (n - 1) / chunks(n, all, state.d) + 1;
  }

  /** Chunks that a mini-batch is worked on in. */
  static int chunks(double rows, long outputs, long d) {
    double work = 2.0 * rows * outputs * (d + 10.0);
    return Math.clamp((long) (work / CHUNK_WORK), 1, (int) Math.min(MOST_CHUNKS, rows));
  }

  private Sums chunk(
      Forward forward, Matrix rows, float[] labels, float[][] rowWeights, int from, int to) {
    Scratch scratch = state.scratch.poll();
    if (scratch == null) {
      scratch = new Scratch();
    }
    int block = Math.min(Forward.block(all, state.d), to - from);
    scratch.reserve(forward.rowValues(block), block * all, block * models);
    Sums sums = new Sums(new float[all * state.d], new double[all], new double[models]);
    for (int at = from; at < to; at += block) {
      int end = Math.min(to, at + block);
      forward.scores(rows, at, end, scratch);
      tensors.scored(scratch.scores, at, end, loss);
      loss.apply(scratch.scores, end - at, models, labels, at, scratch.values);
      weigh(scratch, labels, rowWeights, at, end);
      addUp(scratch, end - at, sums);
      forward.addGradient(rows, at, end, scratch, sums.gradient);
    }
    state.scratch.add(scratch);
    return sums;
  }

  /** For each class, the weight of its rows by output; null when every row of a class counts 1. */
  private float[][] rowWeights() {
    int classes = Math.max(2, state.outputs);
    float[][] weights = new float[classes][];
    if (state.classWeights.length > 0) {
      for (int c = 0; c < classes; c++) {
        weights[c] = new float[models];
        Arrays.fill(weights[c], state.classWeights[c]);
      }
    } else if (state.settings.stream().anyMatch(s -> s.positiveWeight() != 1)) {
      weights[1] = new float[models];
      for (int m = 0; m < models; m++) {
        weights[1][m] = (float) state.settings.get(m).positiveWeight();
      }
    } else {
      return null;
    }
    return weights;
  }

  private void weigh(Scratch scratch, float[] labels, float[][] rowWeights, int from, int to) {
    if (rowWeights == null) {
      return;
    }
    int outputs = state.outputs;
    for (int i = from; i < to; i++) {
      float[] weight = rowWeights[(int) labels[i]];
      if (weight == null) {
        continue;
      }
      for (int m = 0; m < models; m++) {
        int at = (i - from) * models + m;
        scratch.values[at] *= weight[m];
        for (int o = 0; o < outputs; o++) {
          scratch.scores[at * outputs + o] *= weight[m];
        }
      }
    }
  }

  private void addUp(Scratch scratch, int rows, Sums sums) {
    float[] values = scratch.values;
    float[] slopes = scratch.scores;
    if (all == 1) {
      double lossSum = 0;
      double slopeSum = 0;
      for (int i = 0; i < rows; i++) {
        lossSum += values[i];
        slopeSum += slopes[i];
      }
      sums.loss[0] += lossSum;
      sums.bias[0] += slopeSum;
      return;
    }
    for (int i = 0; i < rows; i++) {
      int at = i * models;
      for (int m = 0; m < models; m++) {
        sums.loss[m] += values[at + m];
      }
      at = i * all;
      for (int o = 0; o < all; o++) {
        sums.bias[o] += slopes[at + o];
      }
    }
  }

  private static Sums add(Sums total, Sums part) {
    for (int i = 0; i < total.gradient.length; i++) {
      total.gradient[i] += part.gradient[i];
    }
    for (int i = 0; i < total.bias.length; i++) {
      total.bias[i] += part.bias[i];
    }
    for (int m = 0; m < total.loss.length; m++) {
      total.loss[m] += part.loss[m];
    }
    return total;
  }

  /** Adds to the losses of the pass; a model whose loss is not finite takes no further part. */
  private void count(double[] losses, int n, boolean complete, RunContext context) {
    double[] sums = complete ? state.lossSum : state.restSum;
    if (complete) {
      state.lossRows += n;
    } else {
      state.restRows += n;
    }
    for (int m = 0; m < models; m++) {
      if (state.failedAt[m] == 0) {
        sums[m] += losses[m];
        if (!Double.isFinite(losses[m])) {
          state.leaveOut(m, "training", context);
        }
      }
    }
  }

  private void step(float[] gradient, double[] biasGradient, int n, boolean useBias) {
    float share = 1f / n;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= share;
    }
    float[] ofBias = new float[all];
    for (int o = 0; o < all; o++) {
      ofBias[o] = (float) (biasGradient[o] / n);
    }
    int width = state.outputs * state.d;
    for (int m = 0; m < models; m++) {
      if (state.failedAt[m] > 0) {
        continue;
      }
      ModelSettings settings = state.settings.get(m);
      Optimizer rule = settings.rule();
      double rate = settings.rate(state.steps);
      int at = m * width;
      rule.update(
          state.weights, gradient, state.slots, at, at, width, rate, settings.wd(), state.steps);
      if (settings.l1ByProximalStep()) {
        shrink(rule, at, width, rate, settings.l1());
      }
      if (useBias) {
        int first = m * state.outputs;
        settings
            .biasRule()
            .update(
                state.bias,
                ofBias,
                state.biasSlots,
                first,
                first,
                state.outputs,
                rate * settings.biasLrMult(),
                settings.wd() * settings.biasWdMult(),
                state.steps);
      }
    }
    tensors.after(gradient, ofBias);
  }

  /**
   * The proximal step of L1: every weight comes nearer to 0 by what a gradient of {@code l1} would
   * have moved it, and ends there when it would pass it (Duchi and Singer, "Efficient Online and
   * Batch Learning Using Forward Backward Splitting", 2009).
   */
  private void shrink(Optimizer rule, int at, int count, double rate, double l1) {
    for (int i = at; i < at + count; i++) {
      double step = l1 * rule.reach(state.slots, i, rate, state.steps);
      state.weights[i] = shrunk(state.weights[i], step);
    }
  }

  /** A weight nearer to 0 by a step; what is not a number stays so, that the loss tells of it. */
  static float shrunk(float weight, double step) {
    float shorter = (float) (Math.abs(weight) - step);
    return shorter <= 0 ? 0 : Math.copySign(shorter, weight);
  }
}
