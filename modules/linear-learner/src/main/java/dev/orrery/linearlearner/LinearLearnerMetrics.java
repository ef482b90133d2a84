package dev.orrery.linearlearner;

import dev.orrery.core.metric.Measure;
import java.util.List;

/** What training and evaluation measure, for help and the reference. */
final class LinearLearnerMetrics {

  static final List<Measure> ALL =
      List.of(
          Measure.loss("objective_loss", "the mean loss that training lowers, without penalties")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score(
                  "binary_classification_accuracy", "share of the rows that are classified rightly")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score(
                  "binary_f_beta",
                  "weighted harmonic mean of precision and recall; f_beta sets the weight")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score("precision", "share of the rows called positive that are")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score("recall", "share of the positive rows that are called so")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score("roc_auc_score", "chance that a positive row scores above a negative one")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.loss("mse", "mean squared error")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.loss("absolute_loss", "mean absolute error")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.loss("rmse", "root of the mean squared error")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score("r2", "share of the variance of the labels that the model explains")
              .extraOn("train", "validation", "test"),
          Measure.score("multiclass_accuracy", "share of the rows whose class is found")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score(
                  "multiclass_top_k_accuracy",
                  "share of the rows whose class is among the accuracy_top_k first")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score(
                  "dcg",
                  "discounted cumulative gain: what the place of the true class among all is worth")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score("macro_recall", "mean recall of the classes")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score("macro_precision", "mean precision of the classes")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score("macro_f_beta", "mean F of the classes")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.score(
                  "multiclass_balanced_accuracy", "accuracy with every class of the same weight")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.loss("multiclass_log_loss", "mean cross entropy")
              .on("train", "validation", "test")
              .extraOn("train"),
          Measure.loss(
                  "optimum_objective",
                  "the least objective that any model of these settings can have, where it was computed")
              .extraOn("train"));

  private LinearLearnerMetrics() {}
}
