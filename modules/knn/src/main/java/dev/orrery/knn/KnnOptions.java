package dev.orrery.knn;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.text.Text;
import dev.orrery.knn.index.SearchOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What may be changed in a model after training.
 *
 * @param k neighbours that answer a query, at least 1
 * @param classifier whether the neighbours vote, or their labels are averaged
 * @param byDistance whether a neighbour counts by one over its distance
 * @param nearestBreaksTies whether the nearest neighbour decides among equally frequent labels;
 *     otherwise the smallest label wins
 * @param rootDistances whether verbose answers give L2 distances, not their squares
 * @param search how approximate indexes are searched
 */
public record KnnOptions(
    int k,
    boolean classifier,
    boolean byDistance,
    boolean nearestBreaksTies,
    boolean rootDistances,
    SearchOptions search) {

  private static final List<Hyperparameter<?>> CHANGEABLE =
      List.of(
          KnnHyperparameters.K,
          KnnHyperparameters.PREDICTOR_TYPE,
          KnnHyperparameters.VOTE,
          KnnHyperparameters.TIE_BREAK,
          KnnHyperparameters.VERBOSE_DISTANCES,
          KnnHyperparameters.NPROBE,
          KnnHyperparameters.HNSW_EF_SEARCH);

  /** Checks k. */
  public KnnOptions {
    if (k < 1) {
      throw new IllegalArgumentException("k: " + k);
    }
  }

  /** SageMaker's defaults for what a model file does not say. */
  public static KnnOptions of(int k, boolean classifier) {
    return new KnnOptions(k, classifier, false, false, false, new SearchOptions(5, 64));
  }

  /** The options under the names of their hyperparameters. */
  public Map<String, String> asMap() {
    Map<String, String> map = new TreeMap<>();
    map.put(KnnHyperparameters.K.name(), Integer.toString(k));
    map.put(
        KnnHyperparameters.PREDICTOR_TYPE.name(),
        classifier ? KnnHyperparameters.CLASSIFIER : KnnHyperparameters.REGRESSOR);
    map.put(
        KnnHyperparameters.VOTE.name(),
        byDistance ? KnnHyperparameters.DISTANCE : KnnHyperparameters.UNIFORM);
    map.put(
        KnnHyperparameters.TIE_BREAK.name(),
        nearestBreaksTies ? KnnHyperparameters.NEAREST : KnnHyperparameters.SMALLEST);
    map.put(
        KnnHyperparameters.VERBOSE_DISTANCES.name(),
        rootDistances ? KnnHyperparameters.ROOT : KnnHyperparameters.SQUARED);
    map.put(KnnHyperparameters.NPROBE.name(), Integer.toString(search.nprobe()));
    map.put(KnnHyperparameters.HNSW_EF_SEARCH.name(), Integer.toString(search.efSearch()));
    return map;
  }

  /**
   * These options with some changed.
   *
   * @param changes values by the names of hyperparameters
   * @throws CustomerError when one cannot be changed after training, or has no such value
   */
  public KnnOptions with(Map<String, String> changes) {
    Map<String, String> all = asMap();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!all.containsKey(change.getKey())) {
        throw new CustomerError(
            Text.format(
                "'%s' cannot be changed after training; these can: %s",
                change.getKey(),
                CHANGEABLE.stream().map(Hyperparameter::name).collect(Collectors.joining(", "))),
            "--hp " + change.getKey());
      }
      all.put(change.getKey(), change.getValue());
    }
    // The schema checks the values; what cannot be changed gets any value that it accepts.
    all.put(KnnHyperparameters.FEATURE_DIM.name(), "1");
    all.put(KnnHyperparameters.SAMPLE_SIZE.name(), "1");
    return KnnHyperparameters.options(KnnHyperparameters.SCHEMA.validate(all));
  }
}
