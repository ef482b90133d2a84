package dev.orrery.api;

// Generated from the algorithm's schema by BuilderSource; see its test.

/**
 * Collects a training of K nearest neighbors. Answers by the labels of the k nearest rows of a
 * sample: the most frequent, or their mean. Hyperparameters that begin with {@code orrery_} are
 * Orrery's own; the others are SageMaker's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/kNN_hyperparameters.html">SageMaker's
 *     hyperparameters</a>
 */
public final class KnnBuilder extends TrainingBuilder<KnnBuilder, Prediction, FittedKnn> {

  KnnBuilder() {
    super("knn", FittedKnn::new);
  }

  /**
   * {@code feature_dim}: Number of features of each row.
   *
   * @param value {@code integer >= 1}; unless set {@code auto}: read from the data
   */
  public KnnBuilder featureDim(long value) {
    return hyperparameter("feature_dim", value);
  }

  /**
   * {@code k}: Number of neighbours that answer a query.
   *
   * @param value {@code integer >= 1}; it must be set; worth trying: {@code 1 to 1024}
   */
  public KnnBuilder k(long value) {
    return hyperparameter("k", value);
  }

  /**
   * {@code predictor_type}: classifier: the most frequent label of the neighbours; regressor: the
   * mean of their labels.
   *
   * @param value {@code classifier, regressor}; it must be set
   */
  public KnnBuilder predictorType(String value) {
    return hyperparameter("predictor_type", value);
  }

  /**
   * {@code sample_size}: Rows of the training data that are kept, drawn uniformly by a reservoir.
   *
   * @param value {@code integer >= 1}; it must be set; worth trying: {@code 256 to 20000000}
   */
  public KnnBuilder sampleSize(long value) {
    return hyperparameter("sample_size", value);
  }

  /**
   * {@code dimension_reduction_type}: Reduces the features by a random projection before indexing:
   * sign multiplies by random signs, fjlt is the fast Johnson-Lindenstrauss transform.
   *
   * @param value {@code sign, fjlt}; no default
   */
  public KnnBuilder dimensionReductionType(String value) {
    return hyperparameter("dimension_reduction_type", value);
  }

  /**
   * {@code dimension_reduction_target}: Number of features after the reduction, below feature_dim;
   * required when dimension_reduction_type is set.
   *
   * @param value {@code integer >= 1}; no default
   */
  public KnnBuilder dimensionReductionTarget(long value) {
    return hyperparameter("dimension_reduction_target", value);
  }

  /**
   * {@code index_type}: faiss.Flat measures every row; faiss.IVFFlat the rows of the nearest cells;
   * faiss.IVFPQ their rows as 8-bit codes.
   *
   * @param value {@code faiss.Flat, faiss.IVFFlat, faiss.IVFPQ}; unless set {@code faiss.Flat}
   */
  public KnnBuilder indexType(String value) {
    return hyperparameter("index_type", value);
  }

  /**
   * {@code index_metric}: What is near: the Euclidean distance, the inner product or the cosine.
   *
   * @param value {@code L2, INNER_PRODUCT, COSINE}; unless set {@code L2}
   */
  public KnnBuilder indexMetric(String value) {
    return hyperparameter("index_metric", value);
  }

  /**
   * {@code faiss_index_ivf_nlists}: Cells of faiss.IVFFlat and faiss.IVFPQ.
   *
   * @param value {@code integer >= 1}; unless set {@code auto}: the square root of the number of
   *     indexed rows, rounded
   */
  public KnnBuilder faissIndexIvfNlists(long value) {
    return hyperparameter("faiss_index_ivf_nlists", value);
  }

  /**
   * {@code faiss_index_pq_m}: Parts of a vector that faiss.IVFPQ codes by 8 bits each; a dimension
   * that it does not divide is raised to the next multiple.
   *
   * @param value {@code 1, 2, 3, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96}; unless set
   *     {@code auto}: the greatest of the values that is at most a quarter of the dimension, at
   *     least 1
   */
  public KnnBuilder faissIndexPqM(long value) {
    return hyperparameter("faiss_index_pq_m", value);
  }

  /**
   * {@code mini_batch_size}: Rows that are read, or searched for, at a time.
   *
   * @param value {@code integer >= 1}; unless set {@code 5000}
   */
  public KnnBuilder miniBatchSize(long value) {
    return hyperparameter("mini_batch_size", value);
  }

  /**
   * {@code epochs}: Accepted since SageMaker's container has it; the data is read once.
   *
   * @param value {@code only 1}; unless set {@code 1}
   */
  public KnnBuilder epochs(long value) {
    return hyperparameter("epochs", value);
  }

  /**
   * {@code orrery_index_type}: In place of index_type: hnsw, a graph of near rows in layers;
   * kdtree, exact and fast in low dimensions, for L2.
   *
   * @param value {@code hnsw, kdtree}; no default
   */
  public KnnBuilder orreryIndexType(String value) {
    return hyperparameter("orrery_index_type", value);
  }

  /**
   * {@code orrery_vote}: uniform: every neighbour counts the same; distance: a neighbour counts by
   * one over its distance.
   *
   * @param value {@code uniform, distance}; unless set {@code uniform}
   */
  public KnnBuilder orreryVote(String value) {
    return hyperparameter("orrery_vote", value);
  }

  /**
   * {@code orrery_tie_break}: Among equally frequent labels: the smallest, or the one whose
   * neighbour is nearest.
   *
   * @param value {@code smallest, nearest}; unless set {@code smallest}
   */
  public KnnBuilder orreryTieBreak(String value) {
    return hyperparameter("orrery_tie_break", value);
  }

  /**
   * {@code orrery_verbose_distances}: How verbose answers give L2 distances: squared, as faiss
   * does, or their square roots.
   *
   * @param value {@code squared, root}; unless set {@code squared}
   */
  public KnnBuilder orreryVerboseDistances(String value) {
    return hyperparameter("orrery_verbose_distances", value);
  }

  /**
   * {@code orrery_nprobe}: Cells that a query visits in faiss.IVFFlat and faiss.IVFPQ.
   *
   * @param value {@code integer >= 1}; unless set {@code 5}
   */
  public KnnBuilder orreryNprobe(long value) {
    return hyperparameter("orrery_nprobe", value);
  }

  /**
   * {@code orrery_hnsw_m}: Neighbours that a row of hnsw is joined to; twice as many in the lowest
   * layer.
   *
   * @param value {@code integer, 2 to 512}; unless set {@code 16}
   */
  public KnnBuilder orreryHnswM(long value) {
    return hyperparameter("orrery_hnsw_m", value);
  }

  /**
   * {@code orrery_hnsw_ef_construction}: Candidates that hnsw keeps while it looks for the
   * neighbours of a new row.
   *
   * @param value {@code integer, 1 to 1048576}; unless set {@code 100}
   */
  public KnnBuilder orreryHnswEfConstruction(long value) {
    return hyperparameter("orrery_hnsw_ef_construction", value);
  }

  /**
   * {@code orrery_hnsw_ef_search}: Candidates that hnsw keeps while it answers a query, at least k.
   *
   * @param value {@code integer, 1 to 1048576}; unless set {@code 64}
   */
  public KnnBuilder orreryHnswEfSearch(long value) {
    return hyperparameter("orrery_hnsw_ef_search", value);
  }
}
