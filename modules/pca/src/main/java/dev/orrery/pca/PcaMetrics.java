package dev.orrery.pca;

import dev.orrery.core.metric.Measure;
import java.util.List;

/** What training and evaluation measure, for help and the reference. */
final class PcaMetrics {

  static final List<Measure> ALL =
      List.of(
          Measure.score(
                  "explained_variance_ratio",
                  "share of the squared distances to the mean that the projections keep")
              .extraOn("train", "validation", "test"),
          Measure.loss(
                  "reconstruction_mse",
                  "mean squared error of a value that is computed back from its projection")
              .extraOn("train", "validation", "test"),
          Measure.score(
                  "optimal_variance_ratio",
                  "the greatest share that any model of so many components could keep, where it was computed")
              .extraOn("train"));

  private PcaMetrics() {}
}
