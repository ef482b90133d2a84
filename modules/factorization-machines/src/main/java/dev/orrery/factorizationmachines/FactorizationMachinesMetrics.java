package dev.orrery.factorizationmachines;

import dev.orrery.core.metric.Measure;
import java.util.List;

/** What training and evaluation measure, for help and the reference. */
final class FactorizationMachinesMetrics {

  static final List<Measure> ALL =
      List.of(
          Measure.loss("rmse", "root of the mean squared error")
              .on("train", "test")
              .extraOn("validation"),
          Measure.loss("mse", "mean squared error").on("train", "test").extraOn("validation"),
          Measure.loss("absolute_loss", "mean absolute error")
              .on("train", "test")
              .extraOn("validation"),
          Measure.score(
                  "binary_classification_accuracy", "share of the rows that are classified rightly")
              .on("train", "test")
              .extraOn("validation"),
          Measure.loss("binary_classification_cross_entropy", "mean cross entropy")
              .on("train", "test")
              .extraOn("validation"),
          Measure.score("binary_f_beta", "harmonic mean of precision and recall")
              .on("train", "test")
              .extraOn("validation"),
          Measure.score("roc_auc", "chance that a positive row scores above a negative one")
              .extraOn("validation", "test"));

  private FactorizationMachinesMetrics() {}
}
