package dev.orrery.factorizationmachines;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.util.Arrays;

/** Outputs for rows, and a model's metrics on a channel. */
final class Scoring {

  private static final int ROW_CHUNK = 256;

  private Scoring() {}

  /**
   * What a channel came to.
   *
   * @param meter its metrics
   * @param scores the score of each row
   * @param labels the label of each row
   */
  record Result(Meter meter, float[] scores, float[] labels) {}

  /** The raw output of each row. */
  static float[] outputs(Weights weights, Matrix rows, RunContext context) {
    float[] outputs = new float[rows.rows()];
    context
        .parallel()
        .forEach(
            rows.rows(),
            ROW_CHUNK,
            (from, to) -> {
              CsrMatrix x = NonZeros.of(rows.slice(from, to));
              float[] sums = new float[(to - from) * weights.sumsPerRow()];
              weights.outputs(context.kernels(), x, 0, to - from, sums, 0, outputs, from);
            });
    return outputs;
  }

  /**
   * The labels of some rows, checked: 0 and 1 for a binary classifier, finite numbers for a
   * regressor.
   */
  static float[] labels(Loss loss, Batch batch, String channel) {
    return loss == Loss.LOGISTIC
        ? ClassLabels.classes(batch, 2, channel)
        : ClassLabels.one(batch, channel);
  }

  /**
   * @throws CustomerError when the rows are not as wide as the weights
   */
  static void checkWidth(Weights weights, Matrix rows, String channel) {
    if (rows.columns() != weights.n) {
      throw CustomerError.featureDim(channel, weights.n, rows.columns(), "--hp feature_dim");
    }
  }

  /** Reads a channel once. */
  static Result measure(
      Weights weights,
      Loss loss,
      String channel,
      DataSource data,
      int batchSize,
      RunContext context)
      throws IOException {
    Meter meter = new Meter();
    float[] scores = new float[0];
    float[] labels = new float[0];
    int count = 0;
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(batchSize); batch != null; batch = reader.next(batchSize)) {
        context.cancellation().check();
        checkWidth(weights, batch.features(), channel);
        float[] given = labels(loss, batch, channel);
        float[] outputs = outputs(weights, batch.features(), context);
        if (count + given.length > scores.length) {
          int room = Math.max(count + given.length, Math.addExact(count, count / 2));
          scores = Arrays.copyOf(scores, room);
          labels = Arrays.copyOf(labels, room);
        }
        for (int r = 0; r < given.length; r++) {
          meter.add(loss, outputs[r], given[r], 1);
          scores[count] = loss.score(outputs[r]);
          labels[count++] = given[r];
        }
      }
    }
    return new Result(meter, Arrays.copyOf(scores, count), Arrays.copyOf(labels, count));
  }
}
