package dev.orrery.report.linearlearner;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.linearlearner.LinearLearnerModel;
import dev.orrery.report.PictureContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model answers for labelled rows.
 *
 * @param channel where they are from
 * @param scores {@code rows x outputs}
 * @param called the class that each row is called; empty for a regressor
 * @param labels a label per row; empty when there are no labelled rows
 */
record Answers(String channel, float[] scores, float[] called, float[] labels) {

  /** Rows that are looked at; more would change no picture. */
  private static final int MOST = 100_000;

  private static final int ROWS = 4096;

  /** Of the test channel, else of validation, else of train, else of the sample of its rows. */
  static Answers of(LinearLearnerModel model, PictureContext context) {
    for (String channel : List.of("test", "validation", "train")) {
      DataSource source = context.channels().get(channel);
      if (source != null) {
        return of(model, channel, read(source), context);
      }
    }
    List<Batch> sample = new ArrayList<>();
    if (context.labels().length == context.rows().rows() && context.labels().length > 0) {
      sample.add(new Batch(context.rows(), context.labels(), 1));
    }
    return of(model, "train", sample, context);
  }

  private static List<Batch> read(DataSource source) {
    List<Batch> batches = new ArrayList<>();
    int rows = 0;
    try (BatchReader reader = source.open()) {
      while (rows < MOST) {
        Batch batch = reader.next(Math.min(ROWS, MOST - rows));
        if (batch == null || batch.labelSize() != 1) {
          break;
        }
        batches.add(batch);
        rows += batch.rows();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return batches;
  }

  private static Answers of(
      LinearLearnerModel model, String channel, List<Batch> batches, PictureContext context) {
    int rows = batches.stream().mapToInt(Batch::rows).sum();
    float[] scores = new float[rows * model.outputs()];
    float[] called = new float[rows];
    float[] labels = new float[rows];
    int at = 0;
    for (Batch batch : batches) {
      Predictions answers = model.predict(batch.features(), context.context());
      float[] own = answers.keys().getFirst().values();
      System.arraycopy(own, 0, scores, at * model.outputs(), own.length);
      if (answers.keys().size() > 1) {
        System.arraycopy(answers.keys().get(1).values(), 0, called, at, batch.rows());
      }
      System.arraycopy(batch.labels(), 0, labels, at, batch.rows());
      at += batch.rows();
    }
    return new Answers(channel, scores, called, labels);
  }
}
