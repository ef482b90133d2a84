package dev.orrery.knn;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameter.Scale;
import dev.orrery.core.hyperparameter.HyperparameterSchema;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.knn.index.SearchOptions;
import dev.orrery.knn.index.Similarity;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The hyperparameters of k nearest neighbours (spec B3.1 and B3.4) and Orrery's extensions. */
final class KnnHyperparameters {

  static final String CLASSIFIER = "classifier";
  static final String REGRESSOR = "regressor";
  static final String FLAT = "faiss.Flat";
  static final String IVF_FLAT = "faiss.IVFFlat";
  static final String IVF_PQ = "faiss.IVFPQ";
  static final String HNSW = "hnsw";
  static final String KD_TREE = "kdtree";
  static final String UNIFORM = "uniform";
  static final String DISTANCE = "distance";
  static final String SMALLEST = "smallest";
  static final String NEAREST = "nearest";
  static final String SQUARED = "squared";
  static final String ROOT = "root";

  private static final int[] PQ_M = {1, 2, 3, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96};

  static final Hyperparameter<Long> FEATURE_DIM =
      Hyperparameter.integer("feature_dim", 1, Integer.MAX_VALUE)
          .auto("read from the data")
          .meaning("Number of features of each row.");

  static final Hyperparameter<Long> K =
      Hyperparameter.integer("k", 1, Integer.MAX_VALUE)
          .required()
          .tunable(1, 1024, Scale.LINEAR)
          .meaning("Number of neighbours that answer a query.");

  static final Hyperparameter<String> PREDICTOR_TYPE =
      Hyperparameter.choice("predictor_type", CLASSIFIER, REGRESSOR)
          .required()
          .meaning(
              "classifier: the most frequent label of the neighbours; regressor: the mean of their"
                  + " labels.");

  static final Hyperparameter<Long> SAMPLE_SIZE =
      Hyperparameter.integer("sample_size", 1)
          .required()
          .tunable(256, 20_000_000, Scale.LINEAR)
          .meaning("Rows of the training data that are kept, drawn uniformly by a reservoir.");

  static final Hyperparameter<String> REDUCTION_TYPE =
      Hyperparameter.choice(
              "dimension_reduction_type", RandomProjection.SIGN, RandomProjection.FJLT)
          .meaning(
              "Reduces the features by a random projection before indexing: sign multiplies by random"
                  + " signs, fjlt is the fast Johnson-Lindenstrauss transform.");

  static final Hyperparameter<Long> REDUCTION_TARGET =
      Hyperparameter.integer("dimension_reduction_target", 1, Integer.MAX_VALUE)
          .meaning(
              "Number of features after the reduction, below feature_dim; required when"
                  + " dimension_reduction_type is set.");

  static final Hyperparameter<String> INDEX_TYPE =
      Hyperparameter.choice("index_type", FLAT, IVF_FLAT, IVF_PQ)
          .defaultsTo(FLAT)
          .meaning(
              "faiss.Flat measures every row; faiss.IVFFlat the rows of the nearest cells;"
                  + " faiss.IVFPQ their rows as 8-bit codes.");

  static final Hyperparameter<String> INDEX_METRIC =
      Hyperparameter.choice("index_metric", "L2", "INNER_PRODUCT", "COSINE")
          .defaultsTo("L2")
          .meaning("What is near: the Euclidean distance, the inner product or the cosine.");

  static final Hyperparameter<Long> NLISTS =
      Hyperparameter.integer("faiss_index_ivf_nlists", 1, Integer.MAX_VALUE)
          .auto("the square root of the number of indexed rows, rounded")
          .meaning("Cells of faiss.IVFFlat and faiss.IVFPQ.");

  static final Hyperparameter<String> PQ_SUBVECTORS =
      Hyperparameter.choice(
              "faiss_index_pq_m",
              IntStream.of(PQ_M).mapToObj(Integer::toString).toArray(String[]::new))
          .auto("the greatest of the values that is at most a quarter of the dimension, at least 1")
          .meaning(
              "Parts of a vector that faiss.IVFPQ codes by 8 bits each; a dimension that it does not"
                  + " divide is raised to the next multiple.");

  static final Hyperparameter<Long> MINI_BATCH_SIZE =
      Hyperparameter.integer("mini_batch_size", 1, Integer.MAX_VALUE)
          .defaultsTo("5000")
          .meaning("Rows that are read, or searched for, at a time.");

  static final Hyperparameter<Long> EPOCHS =
      Hyperparameter.integer("epochs", 1, 1)
          .defaultsTo("1")
          .meaning("Accepted since SageMaker's container has it; the data is read once.");

  static final Hyperparameter<String> EXTENDED_INDEX =
      Hyperparameter.choice("orrery_index_type", HNSW, KD_TREE)
          .meaning(
              "In place of index_type: hnsw, a graph of near rows in layers; kdtree, exact and fast in"
                  + " low dimensions, for L2.");

  static final Hyperparameter<String> VOTE =
      Hyperparameter.choice("orrery_vote", UNIFORM, DISTANCE)
          .defaultsTo(UNIFORM)
          .meaning(
              "uniform: every neighbour counts the same; distance: a neighbour counts by one over its"
                  + " distance.");

  static final Hyperparameter<String> TIE_BREAK =
      Hyperparameter.choice("orrery_tie_break", SMALLEST, NEAREST)
          .defaultsTo(SMALLEST)
          .meaning(
              "Among equally frequent labels: the smallest, or the one whose neighbour is nearest.");

  static final Hyperparameter<String> VERBOSE_DISTANCES =
      Hyperparameter.choice("orrery_verbose_distances", SQUARED, ROOT)
          .defaultsTo(SQUARED)
          .meaning(
              "How verbose answers give L2 distances: squared, as faiss does, or their square roots.");

  static final Hyperparameter<Long> NPROBE =
      Hyperparameter.integer("orrery_nprobe", 1, Integer.MAX_VALUE)
          .defaultsTo("5")
          .meaning("Cells that a query visits in faiss.IVFFlat and faiss.IVFPQ.");

  static final Hyperparameter<Long> HNSW_M =
      Hyperparameter.integer("orrery_hnsw_m", 2, 512)
          .defaultsTo("16")
          .meaning(
              "Neighbours that a row of hnsw is joined to; twice as many in the lowest layer.");

  static final Hyperparameter<Long> HNSW_EF_CONSTRUCTION =
      Hyperparameter.integer("orrery_hnsw_ef_construction", 1, 1 << 20)
          .defaultsTo("100")
          .meaning("Candidates that hnsw keeps while it looks for the neighbours of a new row.");

  static final Hyperparameter<Long> HNSW_EF_SEARCH =
      Hyperparameter.integer("orrery_hnsw_ef_search", 1, 1 << 20)
          .defaultsTo("64")
          .meaning("Candidates that hnsw keeps while it answers a query, at least k.");

  static final HyperparameterSchema SCHEMA =
      HyperparameterSchema.of(
          FEATURE_DIM,
          K,
          PREDICTOR_TYPE,
          SAMPLE_SIZE,
          REDUCTION_TYPE,
          REDUCTION_TARGET,
          INDEX_TYPE,
          INDEX_METRIC,
          NLISTS,
          PQ_SUBVECTORS,
          MINI_BATCH_SIZE,
          EPOCHS,
          EXTENDED_INDEX,
          VOTE,
          TIE_BREAK,
          VERBOSE_DISTANCES,
          NPROBE,
          HNSW_M,
          HNSW_EF_CONSTRUCTION,
          HNSW_EF_SEARCH);

  /** The names of those that are not read before the sample is complete. */
  static final Set<String> FINISHING =
      Stream.of(
              K,
              REDUCTION_TYPE,
              REDUCTION_TARGET,
              INDEX_TYPE,
              INDEX_METRIC,
              NLISTS,
              PQ_SUBVECTORS,
              EXTENDED_INDEX,
              VOTE,
              TIE_BREAK,
              VERBOSE_DISTANCES,
              NPROBE,
              HNSW_M,
              HNSW_EF_CONSTRUCTION,
              HNSW_EF_SEARCH)
          .map(Hyperparameter::name)
          .collect(Collectors.toUnmodifiableSet());

  private KnnHyperparameters() {}

  /** The index that is asked for: the extension's where there is one. */
  static String indexType(Hyperparameters hyperparameters) {
    return hyperparameters.getOr(EXTENDED_INDEX, hyperparameters.get(INDEX_TYPE));
  }

  static Similarity similarity(Hyperparameters hyperparameters) {
    return Similarity.valueOf(hyperparameters.get(INDEX_METRIC));
  }

  /** What may be changed after training. */
  static KnnOptions options(Hyperparameters hyperparameters) {
    return new KnnOptions(
        hyperparameters.getInt(K),
        hyperparameters.get(PREDICTOR_TYPE).equals(CLASSIFIER),
        hyperparameters.get(VOTE).equals(DISTANCE),
        hyperparameters.get(TIE_BREAK).equals(NEAREST),
        hyperparameters.get(VERBOSE_DISTANCES).equals(ROOT),
        new SearchOptions(hyperparameters.getInt(NPROBE), hyperparameters.getInt(HNSW_EF_SEARCH)));
  }

  /** Parts of a coded vector: the one given or, left to the algorithm, by the dimension. */
  static int subvectors(Hyperparameters hyperparameters, int dimension) {
    if (!hyperparameters.isAuto(PQ_SUBVECTORS)) {
      return Integer.parseInt(hyperparameters.get(PQ_SUBVECTORS));
    }
    return Arrays.stream(PQ_M).filter(m -> m <= Math.max(1, dimension / 4)).max().orElse(1);
  }
}
