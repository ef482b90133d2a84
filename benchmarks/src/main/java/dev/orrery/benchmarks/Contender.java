package dev.orrery.benchmarks;

import java.util.Map;

/** One implementation in a race, made ready so that only its work is timed. */
interface Contender {

  /** Does the timed work once. */
  void run();

  /** The quality it reaches, in the race's measure; not timed. */
  double quality();

  /** Distances that the last run computed, or -1 where nobody counts them. */
  default long distances() {
    return -1;
  }

  /** By what its time must be multiplied, when it was given less than the whole work. */
  default double scale() {
    return 1;
  }

  /**
   * The contender of a name in a race.
   *
   * @param size sizes of the data and of the task by name
   */
  static Contender of(
      String race, String name, Map<String, Integer> size, RaceData data, int threads) {
    return switch (race) {
      case "kmeans" ->
          ClusteringContenders.of(name, size.get("k"), size.get("iterations"), data, threads);
      case "knn" -> NeighborContenders.of(name, size.get("k"), data, threads);
      case "pca" -> ComponentContenders.of(name, size.get("components"), data, threads);
      case "linear" -> LinearContenders.of(name, size.get("epochs"), data, threads);
      case "fm" -> FactorizationContenders.of(name, size.get("epochs"), data, threads);
      case "kmeans-predict" -> AssignmentContenders.of(name, size.get("k"), data, threads);
      case "pca-predict" ->
          ComponentContenders.projecting(
              name, size.get("components"), size.get("train"), data, threads);
      case "linear-predict" -> LinearContenders.answering(name, size.get("epochs"), data, threads);
      case "fm-predict" ->
          FactorizationContenders.answering(name, size.get("epochs"), data, threads);
      case "forest" -> ForestContenders.of(name, data, threads);
      default -> throw new IllegalArgumentException("no race " + race);
    };
  }
}
