package dev.orrery.randomcutforest;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameter.Scale;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import java.util.List;

/** The hyperparameters of random cut forest (spec B5.1 and B5.4) and Orrery's extensions. */
final class RandomCutForestHyperparameters {

  static final String ACCURACY = "accuracy";
  static final String PRECISION_RECALL_FSCORE = "precision_recall_fscore";
  static final String SAGEMAKER = "sagemaker";
  static final String STREAMING = "streaming";

  static final String CONSECUTIVE = "consecutive";
  static final String SHUFFLED = "shuffled";

  /** The only mini-batch that SageMaker's algorithm has. */
  static final int FIXED_MINI_BATCH = 1000;

  static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1, 10_000)
          .required()
          .meaning("Number of features of each row.");

  static final Hyperparameter<Long> NUM_TREES =
      Hyperparameter.integer("num_trees", 50, 1000)
          .defaultsTo("100")
          .tunable(50, 1000, Scale.LINEAR)
          .meaning("Number of trees; more trees make the scores less noisy.");

  static final Hyperparameter<Long> NUM_SAMPLES_PER_TREE =
      Hyperparameter.integer("num_samples_per_tree", 1, 2048)
          .defaultsTo("256")
          .tunable(1, 2048, Scale.LINEAR)
          .meaning(
              "Rows that each tree is built from; one over the expected share of anomalies is a good"
                  + " choice.");

  static final Hyperparameter<List<String>> EVAL_METRICS =
      Hyperparameter.choices("eval_metrics", ACCURACY, PRECISION_RECALL_FSCORE)
          .defaultsTo("[\"accuracy\", \"precision_recall_fscore\"]")
          .meaning(
              "What a labelled test channel is scored by: accuracy, the share of rows labelled"
                  + " rightly; precision_recall_fscore, precision, recall and F1 of both classes.");

  static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1, Integer.MAX_VALUE)
          .defaultsTo(Integer.toString(FIXED_MINI_BATCH))
          .meaning("Rows that are read at once; fixed to 1000, since it changes no result.");

  static final Hyperparameter<String> MODE =
      Hyperparameter.choice("orrery_mode", SAGEMAKER, STREAMING)
          .defaultsTo(SAGEMAKER)
          .meaning(
              "sagemaker: one sample of all rows, cut into a block per tree; streaming: every tree"
                  + " follows the rows with a sample of its own, inserting new rows and deleting old"
                  + " ones.");

  static final Hyperparameter<Double> TIME_DECAY =
      Hyperparameter.real("orrery_time_decay", Range.closed(0, 1))
          .auto("1 / (10 * num_samples_per_tree)")
          .meaning(
              "Streaming: a row of age a counts e^(-orrery_time_decay * a) in the samples; 0 never"
                  + " forgets.");

  static final Hyperparameter<Long> SHINGLE_SIZE =
      Hyperparameter.integer("orrery_shingle_size", 1, 1000)
          .defaultsTo("1")
          .meaning(
              "Consecutive rows, the oldest first, that become one point of the forest, so that the"
                  + " order of the rows counts.");

  static final Hyperparameter<String> PARTITION =
      Hyperparameter.choice("orrery_partition", CONSECUTIVE, SHUFFLED)
          .defaultsTo(CONSECUTIVE)
          .meaning(
              "How the sample is parted among the trees: consecutive blocks, as SageMaker does, so"
                  + " that a tree sees one stretch of a series; or shuffled first, so that every"
                  + " tree sees all of it.");

  static final Hyperparameter<Double> THRESHOLD_SIGMAS =
      Hyperparameter.real("orrery_threshold_sigmas", Range.closed(0, 100))
          .defaultsTo("3")
          .meaning(
              "A row is called an anomaly when its score is more than this many standard deviations"
                  + " above the mean score.");

  static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          FEATURE_DIM,
          NUM_TREES,
          NUM_SAMPLES_PER_TREE,
          EVAL_METRICS,
          MINI_BATCH_SIZE,
          MODE,
          TIME_DECAY,
          SHINGLE_SIZE,
          PARTITION,
          THRESHOLD_SIGMAS);

  private RandomCutForestHyperparameters() {}

  static boolean streaming(Hyperparameters hyperparameters) {
    return hyperparameters.get(MODE).equals(STREAMING);
  }

  static int trees(Hyperparameters hyperparameters) {
    return hyperparameters.getInt(NUM_TREES);
  }

  static int samples(Hyperparameters hyperparameters) {
    return hyperparameters.getInt(NUM_SAMPLES_PER_TREE);
  }

  static int shingle(Hyperparameters hyperparameters) {
    return hyperparameters.getInt(SHINGLE_SIZE);
  }

  /** Values of a point of the forest: the features of all rows of a shingle. */
  static long dimensions(Hyperparameters hyperparameters) {
    return hyperparameters.get(FEATURE_DIM) * shingle(hyperparameters);
  }

  static double decay(Hyperparameters hyperparameters) {
    return hyperparameters.getOr(TIME_DECAY, 1.0 / (10 * samples(hyperparameters)));
  }

  /** Bytes that SageMaker's log names for the sample: 16 a value (spec B5.3). */
  static long sampleBytes(Hyperparameters hyperparameters) {
    return 16L * trees(hyperparameters) * samples(hyperparameters) * dimensions(hyperparameters);
  }

  /** What no single declaration can check. */
  static void check(Hyperparameters hyperparameters) {
    if (hyperparameters.get(MINI_BATCH_SIZE) != FIXED_MINI_BATCH) {
      throw new CustomerError(
          "Random Cut Forest uses a fixed mini_batch_size of " + FIXED_MINI_BATCH,
          "--hp mini_batch_size");
    }
    if (!streaming(hyperparameters)
        && hyperparameters.has(TIME_DECAY)
        && !hyperparameters.isAuto(TIME_DECAY)) {
      throw new CustomerError(
          "orrery_time_decay has a meaning with orrery_mode=streaming only",
          "--hp orrery_time_decay");
    }
    if (streaming(hyperparameters) && hyperparameters.get(PARTITION).equals(SHUFFLED)) {
      throw new CustomerError(
          "orrery_partition=shuffled has a meaning with orrery_mode=sagemaker only; streaming trees"
              + " have a sample of their own each",
          "--hp orrery_partition");
    }
    long values =
        Math.multiplyExact(
            dimensions(hyperparameters), (long) trees(hyperparameters) * samples(hyperparameters));
    if (values > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          "A sample of num_trees * num_samples_per_tree * feature_dim = "
              + values
              + " values does not fit into one array of at most "
              + (Integer.MAX_VALUE - 8)
              + "; lower num_trees or num_samples_per_tree",
          "--hp num_samples_per_tree");
    }
  }
}
