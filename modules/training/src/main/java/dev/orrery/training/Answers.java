package dev.orrery.training;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.util.List;

/** A model's answers for a source of rows, block by block. */
public final class Answers {

  private static final int ROWS = 4096;

  private Answers() {}

  /** Who takes the answers of a block. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the answers of the next rows, in order. */
    void accept(Predictions answers) throws IOException;
  }

  /**
   * Answers every row.
   *
   * @param verbose whether with all that explains them
   * @return number of rows
   */
  public static long of(
      Model model, DataSource source, boolean verbose, RunContext context, Sink sink)
      throws IOException {
    long count = 0;
    int history = model.history();
    Matrix before = null;
    try (BatchReader reader = source.open()) {
      for (Batch batch = reader.next(ROWS); batch != null; batch = reader.next(ROWS)) {
        Matrix rows =
            before == null
                ? batch.features()
                : Matrix.concatenate(List.of(before, batch.features()));
        Predictions answers =
            verbose ? model.predictVerbose(rows, context) : model.predict(rows, context);
        sink.accept(before == null ? answers : answers.slice(before.rows(), rows.rows()));
        before = history == 0 ? null : rows.everyNth(Math.max(0, rows.rows() - history), 1);
        count += batch.rows();
      }
    }
    return count;
  }
}
