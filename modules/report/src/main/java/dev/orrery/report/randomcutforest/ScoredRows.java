package dev.orrery.report.randomcutforest;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.randomcutforest.RandomCutForestModel;
import dev.orrery.randomcutforest.Threshold;
import dev.orrery.report.PictureContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The first rows of a channel in their order, with their scores. With shingles the first rows,
 * which have no score, are left out.
 *
 * @param channel the channel they are of
 * @param first index in the channel of the first of them
 * @param rows {@code n x feature_dim}
 * @param points what was scored of each row, {@code n x (feature_dim * shingle)}
 * @param scores a score per row
 * @param labels 1 for an anomaly, 0 for none; empty where the channel has no labels
 * @param threshold of these scores
 */
record ScoredRows(
    String channel,
    int first,
    DenseMatrix rows,
    DenseMatrix points,
    float[] scores,
    float[] labels,
    Threshold threshold) {

  private static final int MOST_ROWS = 20_000;
  private static final int FEWEST_ROWS = 1000;

  /** Most rows times trees that are scored, for some seconds at most. */
  private static final int MOST_WALKS = 5_000_000;

  /** Most values that are held. */
  private static final int MOST_VALUES = 16_000_000;

  /** Of the test channel, else of validation, else of train, else of the report's sample. */
  static ScoredRows of(RandomCutForestModel model, PictureContext context) {
    int most = Math.clamp(MOST_WALKS / model.forest().trees().size(), FEWEST_ROWS, MOST_ROWS);
    most = Math.clamp(MOST_VALUES / model.forest().dimensions(), 1, most);
    for (String channel : new String[] {"test", "validation", "train"}) {
      DataSource source = context.channels().get(channel);
      if (source != null) {
        return of(model, channel, read(source, most), context);
      }
    }
    DenseMatrix sample = context.rows();
    Batch rows = Batch.unlabelled(sample.slice(0, Math.min(most, sample.rows())));
    return of(model, "train", rows, context);
  }

  private static Batch read(DataSource source, int most) {
    try (BatchReader reader = source.open()) {
      Batch batch = reader.next(most);
      return batch == null ? Batch.unlabelled(new DenseMatrix(new float[0], 0, 1)) : batch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScoredRows of(
      RandomCutForestModel model, String channel, Batch batch, PictureContext context) {
    DenseMatrix rows = batch.features().toDense();
    if (rows.rows() == 0) {
      Threshold none = Threshold.of(new float[0], model.threshold().sigmas());
      return new ScoredRows(channel, 0, rows, rows, new float[0], new float[0], none);
    }
    DenseMatrix points = model.points(rows);
    int first = rows.rows() - points.rows();
    float[] scores = model.scores(points, context.context());
    float[] labels =
        batch.labelSize() == 1
            ? Arrays.copyOfRange(batch.labels(), first, rows.rows())
            : new float[0];
    return new ScoredRows(
        channel,
        first,
        rows.slice(first, rows.rows()),
        points,
        scores,
        labels,
        Threshold.of(scores, model.threshold().sigmas()));
  }

  int size() {
    return scores.length;
  }

  boolean isAnomaly(int row) {
    return scores[row] > threshold.value();
  }

  /** Whether there are labels of anomalies and of others. */
  boolean hasBothLabels() {
    boolean anomaly = false;
    boolean normal = false;
    for (float label : labels) {
      anomaly |= label > 0.5f;
      normal |= label <= 0.5f;
    }
    return anomaly && normal;
  }

  /** The rows of the highest scores, the highest first. */
  int[] highest(int most) {
    return IntStream.range(0, size())
        .boxed()
        .sorted((a, b) -> Float.compare(scores[b], scores[a]))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
