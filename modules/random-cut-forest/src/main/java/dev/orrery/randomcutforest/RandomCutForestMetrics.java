package dev.orrery.randomcutforest;

import dev.orrery.core.metric.Measure;
import java.util.List;

/** What training and evaluation measure, for help and the reference. */
final class RandomCutForestMetrics {

  static final List<Measure> ALL =
      List.of(
          Measure.score("f1", "harmonic mean of precision and recall of the anomalies")
              .on("test")
              .extraOn("validation"),
          Measure.score("accuracy", "share of the rows that are told apart rightly")
              .on("test")
              .extraOn("validation"),
          Measure.score("precision", "share of the rows called anomalies that are")
              .on("test")
              .extraOn("validation"),
          Measure.score("recall", "share of the anomalies that are called so")
              .on("test")
              .extraOn("validation"),
          Measure.score("precision_negative", "precision of the rows that are no anomalies")
              .on("test")
              .extraOn("validation"),
          Measure.score("recall_negative", "recall of the rows that are no anomalies")
              .on("test")
              .extraOn("validation"),
          Measure.score("f1_negative", "F1 of the rows that are no anomalies")
              .on("test")
              .extraOn("validation"),
          Measure.score("roc_auc", "chance that an anomaly scores above another row")
              .extraOn("validation", "test"),
          Measure.score("average_precision", "mean precision over all recalls of the anomalies")
              .extraOn("validation", "test"),
          Measure.figure("score_threshold", "score above which a row counts as an anomaly")
              .extraOn("train", "validation", "test"),
          Measure.figure("mean_score", "mean score of the rows, of a channel without labels")
              .extraOn("train", "validation"),
          Measure.figure("anomalies", "rows above the threshold, of a channel without labels")
              .extraOn("train", "validation"),
          Measure.figure("sample_mean_score", "mean score of the rows in the forest")
              .extraOn("train"),
          Measure.figure("sample_score_threshold", "the threshold by the rows in the forest")
              .extraOn("train"));

  private RandomCutForestMetrics() {}
}
