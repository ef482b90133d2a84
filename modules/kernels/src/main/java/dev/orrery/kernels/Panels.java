package dev.orrery.kernels;

/**
 * Neighbouring columns cut into panels of about the same number of vectors, none wider than a tile.
 * The last vector may go beyond the last column.
 */
final class Panels {

  private final int columns;
  private final int[] first;

  /**
   * @param columns number of columns, at least 1
   * @param lanes columns of a vector
   * @param most vectors of a tile
   */
  Panels(int columns, int lanes, int most) {
    this.columns = columns;
    int vectors = (columns - 1) / lanes + 1;
    int count = (vectors - 1) / most + 1;
    this.first = new int[count + 1];
    for (int p = 1; p <= count; p++) {
      first[p] = (vectors - (count - p) * most) * lanes;
    }
  }

  /** How many panels there are. */
  int count() {
    return first.length - 1;
  }

  /** First column of a panel; of the one behind the last, where all vectors end. */
  int first(int panel) {
    return first[panel];
  }

  /** Columns of a panel, padding included. */
  int width(int panel) {
    return first(panel + 1) - first(panel);
  }

  /** Columns of a panel without the padding. */
  int used(int panel) {
    return Math.min(columns, first(panel + 1)) - first(panel);
  }
}
