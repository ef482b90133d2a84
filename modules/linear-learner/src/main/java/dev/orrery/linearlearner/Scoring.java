package dev.orrery.linearlearner;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.util.Arrays;

/** All parallel models on a channel: their losses and, where wanted, their scores. */
final class Scoring {

  private static final int ROWS = 4096;
  private static final int CHUNK = 1024;

  /** Bytes that kept scores may take when nobody said how many rows to look at. */
  private static final long SCORE_BYTES = 128L << 20;

  private static final long MOST_ROWS = 10_000_000;

  private final LinearLearnerState state;
  private final PredictorType type;
  private final Loss loss;
  private final long keep;

  /** Mean loss of each model on the scale of the labels. */
  final double[] losses;

  /** Scores by model, when they are kept. */
  float[][] scores;

  /** Labels of the rows that were scored, when scores are kept. */
  float[] labels = new float[0];

  /** Rows that were scored; of the first of them, {@link #kept}, the scores are there. */
  long rows;

  int kept;

  private Scoring(LinearLearnerState state, PredictorType type, Loss loss, long keep) {
    this.state = state;
    this.type = type;
    this.loss = loss;
    this.keep = keep;
    this.losses = new double[state.models()];
    this.scores = new float[keep > 0 ? state.models() : 0][0];
  }

  /** Rows whose scores may be kept. */
  static long mostRows(int models) {
    return Math.min(MOST_ROWS, SCORE_BYTES / (4L * models));
  }

  /**
   * Scores a channel.
   *
   * @param weights of all models, as in the state
   * @param keep first rows of which scores and labels are kept; 0 for none
   */
  static Scoring of(
      LinearLearnerState state,
      float[] weights,
      float[] bias,
      PredictorType type,
      Loss loss,
      DataSource data,
      String channel,
      long keep,
      RunContext context)
      throws IOException {
    Scoring scoring = new Scoring(state, type, loss, keep);
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(ROWS); batch != null; batch = reader.next(ROWS)) {
        context.cancellation().check();
        scoring.add(batch, weights, bias, channel, context);
      }
    }
    for (int m = 0; m < scoring.losses.length; m++) {
      scoring.losses[m] /= scoring.rows;
    }
    return scoring;
  }

  private void add(Batch batch, float[] weights, float[] bias, String channel, RunContext context) {
    float[] own = labels(batch, type, state.outputs, channel);
    if (batch.features().columns() != state.d) {
      throw CustomerError.featureDim(
          channel, state.d, batch.features().columns(), "--hp feature_dim");
    }
    int n = batch.rows();
    int models = state.models();
    int all = models * state.outputs;
    int more = (int) Math.min(n, keep - kept);
    if (labels.length < kept + more) {
      int room = (int) Math.min(keep, Math.max(kept + more, 3L * kept / 2));
      labels = Arrays.copyOf(labels, room);
      for (int m = 0; m < models; m++) {
        scores[m] = Arrays.copyOf(scores[m], room);
      }
    }
    System.arraycopy(own, 0, labels, kept, more);
    boolean sparse = batch.features() instanceof CsrMatrix;
    Forward forward = new Forward(weights, bias, state.scaler, sparse, context.kernels());
    int begin = kept;
    context
        .parallel()
        .reduce(
            n,
            CHUNK,
            (from, to) -> {
              Scratch scratch = state.scratch.poll();
              if (scratch == null) {
                scratch = new Scratch();
              }
              double[] sums = new double[models];
              int most = Forward.block(all, state.d);
              for (int at = from; at < to; at += most) {
                int end = Math.min(to, at + most);
                int block = end - at;
                scratch.reserve(forward.rowValues(block), block * all, block * models);
                forward.scores(batch.features(), at, end, scratch);
                state.scaler.unscale(scratch.scores, block * all);
                for (int i = 0; i < Math.min(block, more - at); i++) {
                  for (int m = 0; m < models; m++) {
                    scores[m][begin + at + i] = scratch.scores[i * models + m];
                  }
                }
                loss.apply(scratch.scores, block, models, own, at, scratch.values);
                for (int i = 0; i < block; i++) {
                  for (int m = 0; m < models; m++) {
                    sums[m] += scratch.values[i * models + m];
                  }
                }
              }
              state.scratch.add(scratch);
              return sums;
            },
            sums -> {
              for (int m = 0; m < models; m++) {
                losses[m] += sums[m];
              }
            });
    rows += n;
    kept += more;
  }

  /** The labels of a batch, checked for a predictor type. */
  static float[] labels(Batch batch, PredictorType type, int outputs, String channel) {
    return switch (type) {
      case BINARY -> ClassLabels.classes(batch, 2, channel);
      case MULTICLASS -> ClassLabels.classes(batch, outputs, channel);
      case REGRESSOR -> ClassLabels.one(batch, channel);
    };
  }

  /** Whether a model takes part and its loss is a finite number. */
  boolean isSound(int model) {
    return state.failedAt[model] == 0 && Double.isFinite(losses[model]);
  }

  /** The kept labels without spare room. */
  float[] keptLabels() {
    return Arrays.copyOf(labels, kept);
  }

  /** The kept scores of a model without spare room. */
  float[] keptScores(int model) {
    return Arrays.copyOf(scores[model], kept);
  }
}
