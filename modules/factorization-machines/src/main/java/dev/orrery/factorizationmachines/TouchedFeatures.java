package dev.orrery.factorizationmachines;

import dev.orrery.core.data.CsrMatrix;
import java.util.Arrays;

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

  /** Place of each feature among those that occur; -1 for those that do not. */
  private final int[] placeOf;

  private int[] placeOfElement = new int[0];

  TouchedFeatures(int n) {
    placeOf = new int[n];
    Arrays.fill(placeOf, -1);
  }

  /**
   * Takes the rows of a mini-batch.
   *
   * @param all whether every feature counts as one that occurs, as in dense rows
   */
  void index(CsrMatrix rows, boolean all) {
    int first = rows.rowStart()[0];
    int elements = rows.rowStart()[rows.rows()] - first;
    int most = all ? placeOf.length : Math.min(elements, placeOf.length);
    if (feature.length < most) {
      feature = new int[most];
      start = new int[most + 1];
    }
    if (row.length < elements) {
      row = new int[elements];
      value = new float[elements];
      placeOfElement = new int[elements];
    }
    Arrays.fill(start, 0, most + 1, 0);
    count = 0;
    if (all) {
      for (int i = 0; i < most; i++) {
        feature[i] = i;
        placeOf[i] = i;
      }
      count = most;
    }
    int[] column = rows.column();
    for (int e = 0; e < elements; e++) {
      int i = column[first + e];
      int place = placeOf[i];
      if (place < 0) {
        place = count++;
        placeOf[i] = place;
        feature[place] = i;
      }
      placeOfElement[e] = place;
      start[place]++;
    }
    // Each start is first the end of its feature, and falls to the start as the rows are put down.
    int sum = 0;
    for (int t = 0; t < count; t++) {
      sum += start[t];
      start[t] = sum;
      placeOf[feature[t]] = -1;
    }
    start[count] = sum;
    for (int r = rows.rows() - 1; r >= 0; r--) {
      for (int e = rows.rowStart()[r + 1] - 1; e >= rows.rowStart()[r]; e--) {
        int at = --start[placeOfElement[e - first]];
        row[at] = r;
        value[at] = rows.value()[e];
      }
    }
  }
}
