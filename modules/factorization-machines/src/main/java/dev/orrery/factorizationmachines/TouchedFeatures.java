package dev.orrery.factorizationmachines;

import dev.orrery.core.data.CsrMatrix;

/**
 * A mini-batch by features: those that occur in it, and for each the rows that hold it in their
 * order. It is used again for the next mini-batch.
 */
final class TouchedFeatures {

  /** Number of features. */
  int count;

  /** The features, in the order in which they are first met. */
  int[] feature = new int[0];

  /** Feature t has the elements {@code start[t]} to {@code start[t + 1] - 1} of row and value. */
  int[] start = new int[1];

  int[] row = new int[0];
  float[] value = new float[0];

  /**
   * For each feature how many elements it has, then where its next one goes; 0 between
   * mini-batches.
   */
  private final int[] next;

  TouchedFeatures(int n) {
    next = new int[n];
  }

  /**
   * Takes the rows of a mini-batch.
   *
   * @param all whether every feature counts as one that occurs, as in dense rows
   */
  void index(CsrMatrix rows, boolean all) {
    int first = rows.rowStart()[0];
    int end = rows.rowStart()[rows.rows()];
    reserve(end - first, all ? next.length : Math.min(end - first, next.length));
    count = 0;
    if (all) {
      for (int i = 0; i < next.length; i++) {
        feature[i] = i;
      }
      count = next.length;
    }
    int[] column = rows.column();
    for (int e = first; e < end; e++) {
      int i = column[e];
      if (next[i]++ == 0 && !all) {
        feature[count++] = i;
      }
    }
    int sum = 0;
    for (int t = 0; t < count; t++) {
      start[t] = sum;
      sum += next[feature[t]];
      next[feature[t]] = start[t];
    }
    start[count] = sum;
    for (int r = 0; r < rows.rows(); r++) {
      for (int e = rows.rowStart()[r]; e < rows.rowStart()[r + 1]; e++) {
        int at = next[column[e]]++;
        row[at] = r;
        value[at] = rows.value()[e];
      }
    }
    for (int t = 0; t < count; t++) {
      next[feature[t]] = 0;
    }
  }

  private void reserve(int elements, int features) {
    if (feature.length < features) {
      feature = new int[features];
      start = new int[features + 1];
    }
    if (row.length < elements) {
      row = new int[elements];
      value = new float[elements];
    }
  }
}
