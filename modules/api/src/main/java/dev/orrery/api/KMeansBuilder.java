package dev.orrery.api;

// Generated from the algorithm's schema by BuilderSource; see its test.

/**
 * Collects a training of K-means. Finds k centers such that the rows are close to the nearest of
 * them. Hyperparameters that begin with {@code orrery_} are Orrery's own; the others are
 * SageMaker's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/k-means-api-config.html">SageMaker's
 *     hyperparameters</a>
 */
public final class KMeansBuilder
    extends TrainingBuilder<KMeansBuilder, KMeansPrediction, FittedKMeans> {

  KMeansBuilder() {
    super("kmeans", FittedKMeans::new);
  }

  /**
   * {@code feature_dim}: Number of features of each row.
   *
   * @param value {@code integer >= 1}; it must be set
   */
  public KMeansBuilder featureDim(long value) {
    return hyperparameter("feature_dim", value);
  }

  /**
   * {@code k}: Number of clusters of the model.
   *
   * @param value {@code integer >= 1}; it must be set
   */
  public KMeansBuilder k(long value) {
    return hyperparameter("k", value);
  }

  /**
   * {@code epochs}: Passes over the training data.
   *
   * @param value {@code integer >= 1}; unless set {@code 1}; worth trying: {@code 1 to 10}
   */
  public KMeansBuilder epochs(long value) {
    return hyperparameter("epochs", value);
  }

  /**
   * {@code eval_metrics}: What the test channel is scored by: msd, the mean, or ssd, the sum of the
   * squared distances of the rows to their nearest center.
   *
   * @param values one or more of {@code msd, ssd}; unless set {@code ["msd"]}
   */
  public KMeansBuilder evalMetrics(String... values) {
    return words("eval_metrics", values);
  }

  /**
   * {@code extra_center_factor}: Training works with K = k * extra_center_factor centers, which are
   * shrunk to k at the end.
   *
   * @param value {@code integer >= 1}; unless set {@code auto}: 10; worth trying: {@code 4 to 10}
   */
  public KMeansBuilder extraCenterFactor(long value) {
    return hyperparameter("extra_center_factor", value);
  }

  /**
   * {@code half_life_time_size}: The weight of a row in its center halves after this many further
   * rows; 0 never forgets.
   *
   * @param value {@code integer >= 0}; unless set {@code 0}
   */
  public KMeansBuilder halfLifeTimeSize(long value) {
    return hyperparameter("half_life_time_size", value);
  }

  /**
   * {@code init_method}: How the first centers are taken: K from the first mini-batch or,
   * full-batch, k from all rows.
   *
   * @param value {@code random, kmeans++}; unless set {@code random}; worth trying: {@code
   *     kmeans++, random}
   */
  public KMeansBuilder initMethod(String value) {
    return hyperparameter("init_method", value);
  }

  /**
   * {@code local_lloyd_init_method}: How the local Lloyd that shrinks K centers to k takes its
   * first k.
   *
   * @param value {@code random, kmeans++}; unless set {@code kmeans++}
   */
  public KMeansBuilder localLloydInitMethod(String value) {
    return hyperparameter("local_lloyd_init_method", value);
  }

  /**
   * {@code local_lloyd_max_iter}: Greatest number of iterations in an attempt of the local Lloyd.
   *
   * @param value {@code integer >= 1}; unless set {@code 300}
   */
  public KMeansBuilder localLloydMaxIter(long value) {
    return hyperparameter("local_lloyd_max_iter", value);
  }

  /**
   * {@code local_lloyd_num_trials}: Attempts of the local Lloyd, of which the one of the lowest
   * loss is kept.
   *
   * @param value {@code integer >= 1}; unless set {@code auto}: 10
   */
  public KMeansBuilder localLloydNumTrials(long value) {
    return hyperparameter("local_lloyd_num_trials", value);
  }

  /**
   * {@code local_lloyd_tol}: An attempt of the local Lloyd ends when its loss falls by less than
   * this part.
   *
   * @param value {@code number in [0, 1]}; unless set {@code 0.0001}
   */
  public KMeansBuilder localLloydTol(double value) {
    return hyperparameter("local_lloyd_tol", value);
  }

  /**
   * {@code mini_batch_size}: Rows that are assigned to centers before the centers move.
   *
   * @param value {@code integer >= 1}; unless set {@code 5000}; worth trying: {@code 3000 to 15000}
   */
  public KMeansBuilder miniBatchSize(long value) {
    return hyperparameter("mini_batch_size", value);
  }

  /**
   * {@code force_dense}: Accepted since SageMaker's SDK sends it; sparse rows are read as they are,
   * with the same result.
   *
   * @param value {@code true or false}; unless set {@code true}
   */
  public KMeansBuilder forceDense(boolean value) {
    return hyperparameter("force_dense", value);
  }

  /**
   * {@code orrery_algorithm}: sagemaker: web-scale k-means; minibatch: the same with K = k and no
   * shrinking; the others: full-batch k-means, which keeps all rows in memory and ends in the same
   * centers whichever is taken.
   *
   * @param value {@code sagemaker, lloyd, hamerly, elkan, exponion, shallot, minibatch}; unless set
   *     {@code sagemaker}
   */
  public KMeansBuilder orreryAlgorithm(String value) {
    return hyperparameter("orrery_algorithm", value);
  }

  /**
   * {@code orrery_restarts}: Runs of full-batch k-means, of which the one of the lowest inertia is
   * kept.
   *
   * @param value {@code integer >= 1}; unless set {@code 1}
   */
  public KMeansBuilder orreryRestarts(long value) {
    return hyperparameter("orrery_restarts", value);
  }

  /**
   * {@code orrery_max_iter}: Greatest number of iterations in a run of full-batch k-means.
   *
   * @param value {@code integer >= 1}; unless set {@code 300}
   */
  public KMeansBuilder orreryMaxIter(long value) {
    return hyperparameter("orrery_max_iter", value);
  }

  /**
   * {@code orrery_tol}: A run of full-batch k-means ends when the squared moves of its centers sum
   * to at most this times the mean variance of the features.
   *
   * @param value {@code number >= 0}; unless set {@code 0.0001}
   */
  public KMeansBuilder orreryTol(double value) {
    return hyperparameter("orrery_tol", value);
  }
}
