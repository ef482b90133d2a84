package dev.orrery.knn.index;

/**
 * How much work an approximate index puts into a query.
 *
 * @param nprobe cells that are visited, at least 1; where these hold fewer rows than are asked for,
 *     further cells are
 * @param efSearch candidates that a graph search keeps, at least 1; never fewer than the neighbours
 *     that are asked for
 */
public record SearchOptions(int nprobe, int efSearch) {

  /** Checks both. */
  public SearchOptions {
    if (nprobe < 1 || efSearch < 1) {
      throw new IllegalArgumentException("nprobe " + nprobe + ", ef " + efSearch);
    }
  }
}
