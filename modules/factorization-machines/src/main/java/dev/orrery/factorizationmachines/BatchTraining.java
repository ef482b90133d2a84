package dev.orrery.factorizationmachines;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Kernels;
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
    int elements = x.rowStart()[rows] - x.rowStart()[0];
    parallel = (long) elements * weights.width < SMALL ? ALONE : context.parallel();
    work.reserve(rows, elements, weights.fields.count(), weights.sumsPerRow());
    LearnedTensors tensors = new LearnedTensors(state, context, rows);
    Sums sums = scoreAndIndex(x, labels, batch.features() instanceof DenseMatrix, tensors);
    tensors.before(sums.loss / rows, labels);
    if (!Double.isFinite(sums.loss)) {
      throw NotFinite.error(
          Text.format(
              "The loss of mini-batch %d of epoch %d is not finite", state.passBatches, state.pass),
          hyperparameters,
          "train");
    }
    boolean shown = context.listener().wantsSteps() && FactorizationMachinesStep.shown(state.steps);
    FactorizationMachinesStep.Places before = shown ? places() : null;
    state.steps++;
    double scale =
        hyperparameters.getOr(FactorizationMachinesHyperparameters.RESCALE_GRAD, 1.0 / rows);
    moveFeatures(
        tensors,
        (float) scale,
        batch.features() instanceof DenseMatrix ? OptionalInt.of(rows) : OptionalInt.empty());
    tensors.biasGradient((float) (scale * sums.slope));
    moveBias((float) (scale * sums.slope));
    tensors.after();
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

  /**
   * Scores all rows, and puts them in the order of their features beside it, since neither needs
   * the other.
   */
  private Sums scoreAndIndex(CsrMatrix x, float[] labels, boolean all, LearnedTensors tensors) {
    Sums sums = new Sums();
    int chunks = Math.ceilDiv(x.rows(), ROW_CHUNK);
    parallel.reduce(
        1 + chunks,
        1,
        (first, end) -> {
          Sums own = new Sums();
          for (int unit = first; unit < end; unit++) {
            if (unit == 0) {
              work.touched.index(x, all);
            } else {
              int from = (unit - 1) * ROW_CHUNK;
              score(x, labels, from, Math.min(x.rows(), from + ROW_CHUNK), own, tensors);
            }
          }
          return own;
        },
        sums::add);
    return sums;
  }

  /** Outputs and sums of some rows, the slopes of their losses, and the metrics. */
  private void score(
      CsrMatrix x, float[] labels, int from, int to, Sums into, LearnedTensors tensors) {
    int batchSize = hyperparameters.getInt(FactorizationMachinesHyperparameters.MINI_BATCH_SIZE);
    // A short mini-batch counts as a full one in the metrics, its rows repeated from the first.
    int times = Math.max(1, batchSize / x.rows());
    int more = batchSize > x.rows() ? batchSize % x.rows() : 0;
    weights.outputs(
        context.kernels(), x, from, to, work.sums, from * weights.sumsPerRow(), work.slopes, from);
    for (int r = from; r < to; r++) {
      float output = work.slopes[r];
      double slope = state.loss.slope(output, labels[r]);
      double loss = state.loss.value(output, labels[r]);
      into.loss += loss;
      into.slope += slope;
      into.meter.add(state.loss, loss, output, labels[r], times + (r < more ? 1 : 0));
      tensors.scored(r, output);
      work.slopes[r] = (float) slope;
    }
  }

  private void moveFeatures(LearnedTensors tensors, float scale, OptionalInt rows) {
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
            int count = work.chunkStart[c + 1] - first;
            Workspace.Gradients own = work.gradients(count, weights.width);
            gradients(first, count, scale, own);
            tensors.gradients(first, count, own);
            count(first, first + count, rows);
            if (factors.moves()) {
              factors.move(
                  context.kernels(),
                  work.touched.feature,
                  first,
                  count,
                  weights.width,
                  own.factors,
                  weights.factors,
                  state.factorSlots,
                  state.steps);
              for (int t = first; t < first + count; t++) {
                weights.measure(work.touched.feature[t]);
              }
            }
            if (linear.moves()) {
              linear.move(
                  context.kernels(),
                  work.touched.feature,
                  first,
                  count,
                  1,
                  own.linear,
                  weights.linear,
                  state.linearSlots,
                  state.steps);
            }
            work.giveBack(own);
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

  /** The gradients of {@code count} touched features from {@code first} on. */
  private void gradients(int first, int count, float scale, Workspace.Gradients into) {
    TouchedFeatures touched = work.touched;
    int width = weights.width;
    for (int t = first; t < first + count; t++) {
      double pulls = 0;
      double squares = 0;
      for (int e = touched.start[t]; e < touched.start[t + 1]; e++) {
        float x = touched.value[e];
        float pull = scale * work.slopes[touched.row[e]] * x;
        work.pull[e] = pull;
        pulls += pull;
        squares += (double) pull * x;
      }
      into.linear[t - first] = (float) pulls;
      into.own[t - first] = (float) -squares;
    }
    Kernels kernels = context.kernels();
    int[] sumRow = sumRows(first, count);
    kernels.multiplySparse(
        touched.start, sumRow, work.pull, first, count, work.sums, width, into.factors, 0);
    for (int i = 0; i < count; i++) {
      int feature = touched.feature[first + i];
      int own = weights.ownOffset(feature);
      kernels.axpy(
          into.own[i],
          weights.factors,
          feature * width + own,
          into.factors,
          i * width + own,
          weights.k);
    }
  }

  /** For each element of some touched features, where its row has the sums that it meets. */
  private int[] sumRows(int first, int count) {
    TouchedFeatures touched = work.touched;
    int fields = weights.fields.count();
    if (fields == 1) {
      return touched.row;
    }
    for (int t = first; t < first + count; t++) {
      int field = weights.field(touched.feature[t]);
      for (int e = touched.start[t]; e < touched.start[t + 1]; e++) {
        work.sumRow[e] = touched.row[e] * fields + field;
      }
    }
    return work.sumRow;
  }

  private void moveBias(float gradient) {
    GroupRule rule =
        GroupRule.of(
            hyperparameters,
            FactorizationMachinesHyperparameters.BIAS,
            hyperparameters.get(FactorizationMachinesHyperparameters.USE_BIAS));
    if (rule.moves()) {
      float[] of = {gradient};
      rule.move(
          context.kernels(), new int[1], 0, 1, 1, of, weights.bias, state.biasSlots, state.steps);
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
}
