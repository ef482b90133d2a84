package dev.orrery.api;

// Generated from the algorithm's schema by BuilderSource; see its test.

/**
 * Collects a training of Random cut forest. Scores how much each row stands out, by a forest of
 * random cuts. Hyperparameters that begin with {@code orrery_} are Orrery's own; the others are
 * SageMaker's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/rcf_hyperparameters.html">SageMaker's
 *     hyperparameters</a>
 */
public final class RandomCutForestBuilder
    extends TrainingBuilder<RandomCutForestBuilder, AnomalyScore, FittedRandomCutForest> {

  RandomCutForestBuilder() {
    super("randomcutforest", FittedRandomCutForest::new);
  }

  /**
   * {@code feature_dim}: Number of features of each row.
   *
   * @param value {@code integer, 1 to 10000}; it must be set
   */
  public RandomCutForestBuilder featureDim(long value) {
    return hyperparameter("feature_dim", value);
  }

  /**
   * {@code num_trees}: Number of trees; more trees make the scores less noisy.
   *
   * @param value {@code integer, 50 to 1000}; unless set {@code 100}; worth trying: {@code 50 to
   *     1000}
   */
  public RandomCutForestBuilder numTrees(long value) {
    return hyperparameter("num_trees", value);
  }

  /**
   * {@code num_samples_per_tree}: Rows that each tree is built from; one over the expected share of
   * anomalies is a good choice.
   *
   * @param value {@code integer, 1 to 2048}; unless set {@code 256}; worth trying: {@code 1 to
   *     2048}
   */
  public RandomCutForestBuilder numSamplesPerTree(long value) {
    return hyperparameter("num_samples_per_tree", value);
  }

  /**
   * {@code eval_metrics}: What a labelled test channel is scored by: accuracy, the share of rows
   * labelled rightly; precision_recall_fscore, precision, recall and F1 of both classes.
   *
   * @param values one or more of {@code accuracy, precision_recall_fscore}; unless set {@code
   *     ["accuracy", "precision_recall_fscore"]}
   */
  public RandomCutForestBuilder evalMetrics(String... values) {
    return words("eval_metrics", values);
  }

  /**
   * {@code mini_batch_size}: Rows that are read at once; fixed to 1000, since it changes no result.
   *
   * @param value {@code integer >= 1}; unless set {@code 1000}
   */
  public RandomCutForestBuilder miniBatchSize(long value) {
    return hyperparameter("mini_batch_size", value);
  }

  /**
   * {@code orrery_mode}: sagemaker: one sample of all rows, cut into a block per tree; streaming:
   * every tree follows the rows with a sample of its own, inserting new rows and deleting old ones.
   *
   * @param value {@code sagemaker, streaming}; unless set {@code sagemaker}
   */
  public RandomCutForestBuilder orreryMode(String value) {
    return hyperparameter("orrery_mode", value);
  }

  /**
   * {@code orrery_time_decay}: Streaming: a row of age a counts e^(-orrery_time_decay * a) in the
   * samples; 0 never forgets.
   *
   * @param value {@code number in [0, 1]}; unless set {@code auto}: 1 / (10 * num_samples_per_tree)
   */
  public RandomCutForestBuilder orreryTimeDecay(double value) {
    return hyperparameter("orrery_time_decay", value);
  }

  /**
   * {@code orrery_shingle_size}: Consecutive rows, the oldest first, that become one point of the
   * forest, so that the order of the rows counts.
   *
   * @param value {@code integer, 1 to 1000}; unless set {@code 1}
   */
  public RandomCutForestBuilder orreryShingleSize(long value) {
    return hyperparameter("orrery_shingle_size", value);
  }

  /**
   * {@code orrery_partition}: How the sample is parted among the trees: consecutive blocks, as
   * SageMaker does, so that a tree sees one stretch of a series; or shuffled first, so that every
   * tree sees all of it.
   *
   * @param value {@code consecutive, shuffled}; unless set {@code consecutive}
   */
  public RandomCutForestBuilder orreryPartition(String value) {
    return hyperparameter("orrery_partition", value);
  }

  /**
   * {@code orrery_threshold_sigmas}: A row is called an anomaly when its score is more than this
   * many standard deviations above the mean score.
   *
   * @param value {@code number in [0, 100]}; unless set {@code 3}
   */
  public RandomCutForestBuilder orreryThresholdSigmas(double value) {
    return hyperparameter("orrery_threshold_sigmas", value);
  }
}
