package dev.orrery.knn;

import dev.orrery.core.metric.Measure;
import java.util.List;

/** What training and evaluation measure, for help and the reference. */
final class KnnMetrics {

  static final List<Measure> ALL =
      List.of(
          Measure.score("accuracy", "share of the rows whose class the votes find")
              .on("test")
              .extraOn("validation"),
          Measure.score("macro_f_beta", "mean F1 of the classes").on("test").extraOn("validation"),
          Measure.loss("mse", "mean squared error").on("test").extraOn("validation"),
          Measure.loss("rmse", "root of the mean squared error").on("test").extraOn("validation"),
          Measure.score("accuracy_k*", "accuracy with another k, on the first rows")
              .extraOn("validation", "test"),
          Measure.loss(
                  "rmse_k*", "root of the mean squared error with another k, on the first rows")
              .extraOn("validation", "test"),
          Measure.score(
                  "recall",
                  "share of the true neighbours that an approximate index finds, on the first rows")
              .extraOn("validation", "test"),
          Measure.score("queries_per_second", "queries that the index answers in a second")
              .extraOn("validation", "test"),
          Measure.score(
                  "flat_queries_per_second", "queries that an exact search answers in a second")
              .extraOn("validation", "test"));

  private KnnMetrics() {}
}
