package dev.orrery.factorizationmachines;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * One update by the gradient of a mini-batch (spec B6.3): only the features that occur in it are
 * moved, each once, by the sum of its rows' gradients. Threads work on rows first and then on
 * features, each of which adds up its rows in their order, so that they change no bit.
 */
final class BatchTraining {

  /** Rows whose metrics are added up together; part of what a result is to the bit. */
  private static final int ROW_CHUNK = 256;

  /** Products up to which handing the work to threads costs more than it saves. */
  private static final long SMALL = 1L << 20;

  private static final Parallel ALONE = new Parallel(1);

  private final Hyperparameters hyperparameters;
  private final FactorizationMachinesState state;
  private final RunContext context;
  private final Weights weights;
  private final Workspace work;
  private Parallel parallel;

  BatchTraining(
      Hyperparameters hyperparameters, FactorizationMachinesState state, RunContext context) {
    this.hyperparameters = hyperparameters;
    this.state = state;
    this.context = context;
    this.weights = state.weights;
    this.work = state.workspace();
  }

  /** Sums over the rows of a chunk, or of several. */
  private static final class Sums {
    private final Meter meter = new Meter();
    private double loss;
    private double slope;

    void add(Sums other) {
      meter.add(other.meter);
      loss += other.loss;
      slope += other.slope;
    }
  }

  /**
   * Takes in a mini-batch.
   *
   * @param labels one per row
   */
  void update(Batch batch, float[] labels) {
    int rows = batch.rows();
    if (rows == 0) {
      return;
    }
    CsrMatrix x = NonZeros.of(batch.features());
    long elements = x.rowStart()[rows] - x.rowStart()[0];
    parallel = elements * weights.width < SMALL ? ALONE : context.parallel();
    work.reserve(rows, weights.sumsPerRow());
    work.touched.index(x, batch.features() instanceof DenseMatrix);
    Sums sums = forward(x, labels);
    if (!Double.isFinite(sums.loss)) {
      throw notFinite();
    }
    boolean shown = context.listener().wantsSteps() && FactorizationMachinesStep.shown(state.steps);
    FactorizationMachinesStep.Places before = shown ? places() : null;
    state.steps++;
    double scale =
        hyperparameters.getOr(FactorizationMachinesHyperparameters.RESCALE_GRAD, 1.0 / rows);
    moveFeatures(
        (float) scale,
        batch.features() instanceof DenseMatrix ? OptionalInt.of(rows) : OptionalInt.empty());
    moveBias((float) (scale * sums.slope));
    state.meter.add(sums.meter);
    if (shown) {
      FactorizationMachinesStep.Places after = places();
      context.step(
          () ->
              new FactorizationMachinesStep.BatchUpdate(
                  state.loss,
                  state.pass,
                  state.passBatches,
                  rows,
                  sums.loss / rows,
                  sums.slope / rows,
                  work.touched.count,
                  before,
                  after));
    }
    publish();
    state.rowsSeen += rows;
    state.passRows += rows;
    state.passBatches++;
  }

  /** Outputs and sums of all rows, the slopes of their losses, and the metrics. */
  private Sums forward(CsrMatrix x, float[] labels) {
    int rows = x.rows();
    int batchSize = hyperparameters.getInt(FactorizationMachinesHyperparameters.MINI_BATCH_SIZE);
    // A short mini-batch counts as a full one in the metrics, its rows repeated from the first.
    int times = Math.max(1, batchSize / rows);
    int more = batchSize > rows ? batchSize % rows : 0;
    int perRow = weights.sumsPerRow();
    Sums all = new Sums();
    parallel.reduce(
        rows,
        ROW_CHUNK,
        (from, to) -> {
          Sums chunk = new Sums();
          for (int r = from; r < to; r++) {
            float output =
                weights.output(
                    x.column(),
                    x.value(),
                    x.rowStart()[r],
                    x.rowStart()[r + 1],
                    work.sums,
                    r * perRow);
            double slope = state.loss.slope(output, labels[r]);
            chunk.loss += state.loss.value(output, labels[r]);
            chunk.slope += slope;
            chunk.meter.add(state.loss, output, labels[r], times + (r < more ? 1 : 0));
            work.slopes[r] = (float) slope;
          }
          return chunk;
        },
        all::add);
    return all;
  }

  private void moveFeatures(float scale, OptionalInt rows) {
    GroupRule linear =
        GroupRule.of(
            hyperparameters,
            FactorizationMachinesHyperparameters.LINEAR,
            hyperparameters.get(FactorizationMachinesHyperparameters.USE_LINEAR));
    GroupRule factors =
        GroupRule.of(hyperparameters, FactorizationMachinesHyperparameters.FACTORS, true);
    int chunks = work.chunks(weights.width);
    parallel.forEach(
        chunks,
        1,
        (from, to) -> {
          for (int c = from; c < to; c++) {
            int first = work.chunkStart[c];
            int last = work.chunkStart[c + 1];
            int slots = state.factorSlots.length;
            float[][] own = work.buffers(c, 2 * (slots + 2), (last - first) * weights.width);
            float[] linearGradient = own[slots + 2];
            gradients(first, last, scale, own[0], linearGradient);
            count(first, last, rows);
            if (factors.moves()) {
              move(factors, first, last, weights.width, weights.factors, state.factorSlots, own);
              for (int t = first; t < last; t++) {
                weights.measure(work.touched.feature[t]);
              }
            }
            if (linear.moves()) {
              move(
                  linear,
                  first,
                  last,
                  1,
                  weights.linear,
                  state.linearSlots,
                  Arrays.copyOfRange(own, slots + 2, own.length));
            }
          }
        });
  }

  /**
   * Counts the rows by which the touched features are moved, when there are several hosts.
   *
   * @param all the rows of a dense mini-batch, which moves every feature
   */
  private void count(int first, int last, OptionalInt all) {
    if (state.featureRows == null) {
      return;
    }
    for (int t = first; t < last; t++) {
      state.featureRows[work.touched.feature[t]] +=
          all.orElse(work.touched.start[t + 1] - work.touched.start[t]);
    }
  }

  /** The gradients of the touched features {@code first} to {@code last - 1}. */
  private void gradients(int first, int last, float scale, float[] factors, float[] linear) {
    TouchedFeatures touched = work.touched;
    int width = weights.width;
    int perRow = weights.sumsPerRow();
    Arrays.fill(factors, 0, (last - first) * width, 0);
    for (int t = first; t < last; t++) {
      int feature = touched.feature[t];
      int field = weights.fieldOffset(feature);
      int at = (t - first) * width;
      double slopes = 0;
      double squares = 0;
      for (int e = touched.start[t]; e < touched.start[t + 1]; e++) {
        int r = touched.row[e];
        float x = touched.value[e];
        float slope = scale * work.slopes[r] * x;
        slopes += slope;
        squares += (double) slope * x;
        Weights.addScaled(slope, work.sums, r * perRow + field, factors, at, width);
      }
      linear[t - first] = (float) slopes;
      int own = weights.ownOffset(feature);
      Weights.addScaled(
          (float) -squares, weights.factors, feature * width + own, factors, at + own, weights.k);
    }
  }

  /**
   * Moves rows of weights by a rule that wants them side by side: they are copied together with
   * their slots, moved, and copied back.
   *
   * @param buffers the gradient, room for the weights, and room for each slot
   */
  private void move(
      GroupRule rule,
      int first,
      int last,
      int width,
      float[] from,
      float[][] slots,
      float[][] buffers) {
    int[] feature = work.touched.feature;
    float[][] ownSlots = Arrays.copyOfRange(buffers, 2, 2 + slots.length);
    for (int t = first; t < last; t++) {
      copy(from, feature[t] * width, buffers[1], (t - first) * width, width);
      for (int s = 0; s < slots.length; s++) {
        copy(slots[s], feature[t] * width, ownSlots[s], (t - first) * width, width);
      }
    }
    rule.apply(buffers[1], buffers[0], ownSlots, (last - first) * width, state.steps);
    for (int t = first; t < last; t++) {
      copy(buffers[1], (t - first) * width, from, feature[t] * width, width);
      for (int s = 0; s < slots.length; s++) {
        copy(ownSlots[s], (t - first) * width, slots[s], feature[t] * width, width);
      }
    }
  }

  private static void copy(float[] from, int fromAt, float[] to, int toAt, int count) {
    if (count == 1) {
      to[toAt] = from[fromAt];
    } else {
      System.arraycopy(from, fromAt, to, toAt, count);
    }
  }

  private void moveBias(float gradient) {
    GroupRule rule =
        GroupRule.of(
            hyperparameters,
            FactorizationMachinesHyperparameters.BIAS,
            hyperparameters.get(FactorizationMachinesHyperparameters.USE_BIAS));
    if (rule.moves()) {
      rule.apply(weights.bias, new float[] {gradient}, state.biasSlots, 1, state.steps);
    }
  }

  /** Tells the metrics of the pass so far, now and then. */
  private void publish() {
    int interval = hyperparameters.getInt(FactorizationMachinesHyperparameters.PUBLISH_INTERVAL);
    if (state.host == 0 && state.passBatches % interval == 0) {
      for (Metric metric : state.meter.metrics(state.loss, "train")) {
        context.listener().on(Event.Measured.ofBatch(state.pass, state.passBatches, metric));
      }
    }
  }

  private FactorizationMachinesStep.Places places() {
    if (work.shown == null) {
      work.shown = FactorizationMachinesStep.mostActive(work.touched);
    }
    return FactorizationMachinesStep.Places.of(weights, work.shown);
  }

  private CustomerError notFinite() {
    return new CustomerError(
        ("The loss of mini-batch %d of epoch %d is not finite, at the learning rates bias_lr=%s,"
                + " linear_lr=%s and factors_lr=%s; try lower rates, clip_gradient, or features and"
                + " labels on a smaller scale")
            .formatted(
                state.passBatches,
                state.pass,
                hyperparameters.get(FactorizationMachinesHyperparameters.BIAS.learningRate()),
                hyperparameters.get(FactorizationMachinesHyperparameters.LINEAR.learningRate()),
                hyperparameters.get(FactorizationMachinesHyperparameters.FACTORS.learningRate())),
        "train");
  }
}
