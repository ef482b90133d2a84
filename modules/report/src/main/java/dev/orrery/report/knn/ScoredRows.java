package dev.orrery.report.knn;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.knn.KnnModel;
import dev.orrery.knn.Neighbors;
import dev.orrery.report.PictureContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first rows of the test channel, or of validation, with what the model answers.
 *
 * @param channel which channel
 * @param rows the rows
 * @param labels their labels
 * @param found their nearest rows in the index
 * @param answers the model's answers
 */
record ScoredRows(
    String channel, DenseMatrix rows, float[] labels, Neighbors found, float[] answers) {

  /** Rows that pictures can wait for, fewer of many features. */
  private static final int MOST_ROWS = 2000;

  private static final int MOST_ELEMENTS = 1 << 20;

  /** Neighbours that are looked at to see what another k would do. */
  private static final int MOST_K = 30;

  static Optional<ScoredRows> of(PictureContext context, KnnModel model) {
    for (String channel : new String[] {"test", "validation"}) {
      DataSource source = context.channels().get(channel);
      if (source != null) {
        Optional<Batch> head = head(source, model.featureDim());
        if (head.isPresent()) {
          return Optional.of(of(channel, head.get(), context, model));
        }
      }
    }
    return Optional.empty();
  }

  private static ScoredRows of(
      String channel, Batch batch, PictureContext context, KnnModel model) {
    DenseMatrix rows = batch.features().toDense();
    int k = model.options().k();
    int most = Math.min(model.index().rows(), Math.max(k, MOST_K));
    Neighbors found = model.neighbors(rows, most, context.context());
    return new ScoredRows(
        channel, rows, batch.labels(), found, model.answers(found, k, context.context()));
  }

  private static Optional<Batch> head(DataSource source, int d) {
    int most = Math.clamp(MOST_ELEMENTS / d, 1, MOST_ROWS);
    List<Batch> batches = new ArrayList<>();
    int count = 0;
    try (BatchReader reader = source.open()) {
      for (Batch batch = reader.next(most);
          batch != null && count < most;
          batch = count < most ? reader.next(most - count) : null) {
        batches.add(batch);
        count += batch.rows();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count == 0 || batches.getFirst().labelSize() != 1
        ? Optional.empty()
        : Optional.of(Batch.concatenate(batches));
  }
}
