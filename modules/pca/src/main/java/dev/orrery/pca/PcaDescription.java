package dev.orrery.pca;

import dev.orrery.core.algorithm.Description;
import dev.orrery.kernels.Operation;

/** What PCA is, in SageMaker's words, and where it departs from SageMaker. */
final class PcaDescription {

  static final Description VALUE =
      Description.builder("pca")
          .metrics(PcaMetrics.ALL)
          .work("covariance (regular)", Operation.ADD_GRAM)
          .work("covariance in double (few features, few or sparse rows), eigenvectors")
          .work(
              "sketch (randomized) and range finder",
              Operation.ADD_TRANSPOSED_PRODUCT,
              Operation.ADD_SPARSE_TRANSPOSED_PRODUCT,
              Operation.MULTIPLY_TRANSPOSED,
              Operation.MULTIPLY_SPARSE)
          .work(
              "projection of rows, reconstruction",
              Operation.MULTIPLY_TRANSPOSED,
              Operation.MULTIPLY_SPARSE,
              Operation.DOT,
              Operation.SQUARED_DISTANCE)
          .aliases("principal-component-analysis")
          .title("Principal component analysis")
          .metricsName("PCA")
          .metricsByPhase()
          .summary("Finds the directions along which the rows vary most.")
          .departures(
              "The sign of a component is fixed: its loading of greatest magnitude is positive, the"
                  + " first of equal ones; SageMaker's is arbitrary.",
              "randomized always draws random signs, where SageMaker takes signs or a fast"
                  + " Johnson-Lindenstrauss transform by hardware and size.",
              "algorithm_mode=stable, which older documents name, is taken as regular, whose sums are"
                  + " taken around the mean of the first mini-batch.",
              "Components beyond the directions that the rows span have singular value 0, with a"
                  + " warning; SageMaker's behaviour is unconfirmed.",
              "num_components above feature_dim is refused; SageMaker's text is unconfirmed.",
              "With subtract_mean=false the artifact's mean is zeros; whether SageMaker's has one is"
                  + " unconfirmed.",
              "SageMaker documents no metrics for PCA: all are extensions.",
              "orrery_algorithm=range_finder reads the data orrery_power_iterations + 1 times, so"
                  + " Pipe mode is refused.")
          .build();

  private PcaDescription() {}
}
