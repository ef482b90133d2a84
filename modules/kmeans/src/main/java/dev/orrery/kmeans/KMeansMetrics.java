package dev.orrery.kmeans;

import dev.orrery.core.metric.Measure;
import java.util.List;

/** What training and evaluation measure, for help and the reference. */
final class KMeansMetrics {

  static final List<Measure> ALL =
      List.of(
          Measure.loss(
                  "msd",
                  "mean squared distance of the rows to their nearest center; train:msd is of the working centers to the final ones")
              .on("train", "test")
              .extraOn("train", "validation"),
          Measure.loss("ssd", "the sum of these squared distances")
              .on("test")
              .extraOn("validation"),
          Measure.loss(
                  "batch_msd",
                  "mean squared distance of the rows to the working centers, as a pass went by")
              .extraOn("train"),
          Measure.loss(
                  "inertia",
                  "sum of the squared distances of the rows to their nearest center, of the full-batch variants")
              .extraOn("train"),
          Measure.loss("iterations", "iterations of the best start of a full-batch variant")
              .extraOn("train"),
          Measure.loss("distance_computations", "distances that a full-batch variant computed")
              .extraOn("train"),
          Measure.score(
                  "distance_computations_saved",
                  "the share of the distances of Lloyd's algorithm that it did not need")
              .extraOn("train"));

  private KMeansMetrics() {}
}
