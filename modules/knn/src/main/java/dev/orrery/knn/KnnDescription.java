package dev.orrery.knn;

import dev.orrery.core.algorithm.Description;
import dev.orrery.kernels.Operation;

/** What k nearest neighbours is, in SageMaker's words, and where it departs from SageMaker. */
final class KnnDescription {

  static final Description VALUE =
      Description.builder("knn")
          .metrics(KnnMetrics.ALL)
          .work("random projection (sign, fjlt)", Operation.MULTIPLY_TRANSPOSED)
          .work("search of faiss.Flat", Operation.TOP_K, Operation.TOP_K_INNER_PRODUCT)
          .work(
              "training and probing of inverted lists",
              Operation.NEAREST,
              Operation.ADD_ROWS_BY_LABEL,
              Operation.TOP_K,
              Operation.TOP_K_INNER_PRODUCT)
          .work(
              "distances within lists, k-d tree and HNSW",
              Operation.SQUARED_DISTANCE,
              Operation.DOT,
              Operation.NEAREST)
          .work("reservoir, votes")
          .aliases("k-nearest-neighbors")
          .title("K nearest neighbors")
          .metricsName("AWS/KNN")
          .summary(
              "Answers by the labels of the k nearest rows of a sample: the most frequent, or their"
                  + " mean.")
          .labels(Description.Labels.ONE)
          .departures(
              "Among equally frequent labels the smallest wins, as in NumPy and scikit-learn;"
                  + " orrery_tie_break=nearest lets the nearest neighbour decide. SageMaker's rule is"
                  + " unconfirmed.",
              "Verbose distances are squared for L2, as faiss returns them, or their roots with"
                  + " orrery_verbose_distances=root; one less the cosine for COSINE; the inner product"
                  + " with its sign turned for INNER_PRODUCT, so that they always ascend. SageMaker's"
                  + " forms are unconfirmed.",
              "COSINE brings rows and queries to length 1; a row of zeros has cosine 0 to all.",
              "Random projections are scaled by one over the root of the target; SageMaker's scale is"
                  + " unconfirmed, and its random numbers are others.",
              "faiss_index_ivf_nlists=auto is the rounded root of the indexed rows, which are"
                  + " sample_size unless the data has fewer; SageMaker's rounding is unconfirmed.",
              "faiss_index_pq_m left out is the greatest allowed value up to a quarter of the"
                  + " dimension; SageMaker's default is unconfirmed.",
              "Fewer than 256 rows make as many codewords for faiss.IVFPQ; faiss refuses them.",
              "Where the cells that a query visits hold fewer than k rows, further cells are visited;"
                  + " faiss answers with missing rows.",
              "k greater than the indexed rows is an error.",
              "The cells of an inverted index visited per query are orrery_nprobe, 5 as in SageMaker's"
                  + " log; _faiss_index_nprobe is accepted and has no effect.",
              "The labels of a classifier must be whole numbers.",
              "model_algo-1 is in the bytes of faiss for faiss.Flat, faiss.IVFFlat and faiss.IVFPQ of 256"
                  + " codewords, and in Orrery's own for other indexes.")
          .build();

  private KnnDescription() {}
}
