package dev.orrery.kmeans;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameter.Scale;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import dev.orrery.kmeans.lloyd.Variant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hyperparameters of k-means (spec B2.1 and B2.4) and Orrery's extensions. */
final class KMeansHyperparameters {

  static final String RANDOM = "random";
  static final String PLUS_PLUS = "kmeans++";
  static final String SAGEMAKER = "sagemaker";
  static final String MINIBATCH = "minibatch";

  static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1, Integer.MAX_VALUE)
          .required()
          .meaning("Number of features of each row.");

  static final Hyperparameter<Long> K =
      Hyperparameter.integer("k", 1, Integer.MAX_VALUE)
          .required()
          .meaning("Number of clusters of the model.");

  static final Hyperparameter<Long> EPOCHS =
      Hyperparameter.integer("epochs", 1, Integer.MAX_VALUE)
          .defaultsTo("1")
          .tunable(1, 10, Scale.LINEAR)
          .meaning("Passes over the training data.");

  static final Hyperparameter<List<String>> EVAL_METRICS =
      Hyperparameter.choices("eval_metrics", "msd", "ssd")
          .defaultsTo("[\"msd\"]")
          .meaning(
              "What the test channel is scored by: msd, the mean, or ssd, the sum of the squared"
                  + " distances of the rows to their nearest center.");

  static final Hyperparameter<Long> EXTRA_CENTER_FACTOR =
      Hyperparameter.integer("extra_center_factor", 1, Integer.MAX_VALUE)
          .auto("10")
          .tunable(4, 10, Scale.LINEAR)
          .meaning(
              "Training works with K = k * extra_center_factor centers, which are shrunk to k at the"
                  + " end.");

  static final Hyperparameter<Long> HALF_LIFE_TIME_SIZE =
      Hyperparameter.integer("half_life_time_size", 0)
          .defaultsTo("0")
          .meaning(
              "The weight of a row in its center halves after this many further rows; 0 never"
                  + " forgets.");

  static final Hyperparameter<String> INIT_METHOD =
      Hyperparameter.choice("init_method", RANDOM, PLUS_PLUS)
          .defaultsTo(RANDOM)
          .tunable(PLUS_PLUS, RANDOM)
          .meaning(
              "How the first centers are taken: K from the first mini-batch or, full-batch, k from all rows.");

  static final Hyperparameter<String> LOCAL_INIT_METHOD =
      Hyperparameter.choice("local_lloyd_init_method", RANDOM, PLUS_PLUS)
          .defaultsTo(PLUS_PLUS)
          .meaning("How the local Lloyd that shrinks K centers to k takes its first k.");

  static final Hyperparameter<Long> LOCAL_MAX_ITER =
      Hyperparameter.integer("local_lloyd_max_iter", 1, Integer.MAX_VALUE)
          .defaultsTo("300")
          .meaning("Greatest number of iterations in an attempt of the local Lloyd.");

  static final Hyperparameter<Long> LOCAL_NUM_TRIALS =
      Hyperparameter.integer("local_lloyd_num_trials", 1, Integer.MAX_VALUE)
          .auto("10")
          .meaning("Attempts of the local Lloyd, of which the one of the lowest loss is kept.");

  static final Hyperparameter<Double> LOCAL_TOL =
      Hyperparameter.real("local_lloyd_tol", Range.closed(0, 1))
          .defaultsTo("0.0001")
          .meaning(
              "An attempt of the local Lloyd ends when its loss falls by less than this part.");

  static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1, Integer.MAX_VALUE)
          .defaultsTo("5000")
          .tunable(3000, 15000, Scale.LINEAR)
          .meaning("Rows that are assigned to centers before the centers move.");

  static final Hyperparameter<Boolean> FORCE_DENSE =
      Hyperparameter.bool("force_dense")
          .defaultsTo("true")
          .meaning(
              "Accepted since SageMaker's SDK sends it; sparse rows are read as they are, with the"
                  + " same result.");

  static final Hyperparameter<String> ALGORITHM =
      Hyperparameter.choice(
              "orrery_algorithm",
              SAGEMAKER,
              "lloyd",
              "hamerly",
              "elkan",
              "exponion",
              "shallot",
              MINIBATCH)
          .defaultsTo(SAGEMAKER)
          .meaning(
              "sagemaker: web-scale k-means; minibatch: the same with K = k and no shrinking; the"
                  + " others: full-batch k-means, which keeps all rows in memory and ends in the"
                  + " same centers whichever is taken.");

  static final Hyperparameter<Long> RESTARTS =
      Hyperparameter.integer("orrery_restarts", 1, Integer.MAX_VALUE)
          .defaultsTo("1")
          .meaning("Runs of full-batch k-means, of which the one of the lowest inertia is kept.");

  static final Hyperparameter<Long> MAX_ITER =
      Hyperparameter.integer("orrery_max_iter", 1, Integer.MAX_VALUE)
          .defaultsTo("300")
          .meaning("Greatest number of iterations in a run of full-batch k-means.");

  static final Hyperparameter<Double> TOL =
      Hyperparameter.real("orrery_tol", Range.atLeast(0))
          .defaultsTo("0.0001")
          .meaning(
              "A run of full-batch k-means ends when the squared moves of its centers sum to at most"
                  + " this times the mean variance of the features.");

  static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          FEATURE_DIM,
          K,
          EPOCHS,
          EVAL_METRICS,
          EXTRA_CENTER_FACTOR,
          HALF_LIFE_TIME_SIZE,
          INIT_METHOD,
          LOCAL_INIT_METHOD,
          LOCAL_MAX_ITER,
          LOCAL_NUM_TRIALS,
          LOCAL_TOL,
          MINI_BATCH_SIZE,
          FORCE_DENSE,
          ALGORITHM,
          RESTARTS,
          MAX_ITER,
          TOL);

  private KMeansHyperparameters() {}

  /** The full-batch variant that is asked for; empty for the algorithms on mini-batches. */
  static Optional<Variant> variant(Hyperparameters hyperparameters) {
    String name = hyperparameters.get(ALGORITHM);
    return List.of(Variant.values()).stream().filter(v -> v.text().equals(name)).findFirst();
  }

  /** The names of those that finishing and scoring alone read. */
  static Set<String> finishing(Hyperparameters hyperparameters) {
    Stream<Hyperparameter<?>> always = Stream.of(EVAL_METRICS, FORCE_DENSE);
    Stream<Hyperparameter<?>> local =
        Stream.of(LOCAL_INIT_METHOD, LOCAL_MAX_ITER, LOCAL_NUM_TRIALS, LOCAL_TOL);
    Stream<Hyperparameter<?>> fullBatch =
        variant(hyperparameters).isEmpty()
            ? Stream.empty()
            : Stream.of(
                K, INIT_METHOD, EXTRA_CENTER_FACTOR, HALF_LIFE_TIME_SIZE, RESTARTS, MAX_ITER, TOL);
    return Stream.of(always, local, fullBatch)
        .flatMap(part -> part)
        .map(Hyperparameter::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether K working centers are shrunk to k. */
  static boolean shrinks(Hyperparameters hyperparameters) {
    return hyperparameters.get(ALGORITHM).equals(SAGEMAKER);
  }

  /** K, the number of working centers, before it is capped to the rows of the first mini-batch. */
  static long workingCenters(Hyperparameters hyperparameters) {
    long k = hyperparameters.get(K);
    return shrinks(hyperparameters) ? k * hyperparameters.getOr(EXTRA_CENTER_FACTOR, 10L) : k;
  }
}
