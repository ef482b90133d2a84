package dev.orrery.report;

import java.util.Arrays;
import java.util.Optional;

/** Labels that are classes: a few distinct whole numbers from 0. */
final class RowClasses {

  /** Classes that can be told apart by their colors. */
  private static final int MOST = 20;

  private static final int LARGEST = 9999;

  private RowClasses() {}

  /** The class of each row; empty when there are no labels or they are no classes. */
  static Optional<int[]> of(float[] labels) {
    int[] classes = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (!(labels[i] >= 0 && labels[i] <= LARGEST) || labels[i] != (int) labels[i]) {
        return Optional.empty();
      }
      classes[i] = (int) labels[i];
    }
    long distinct = Arrays.stream(classes).distinct().count();
    return distinct > 0 && distinct <= MOST ? Optional.of(classes) : Optional.empty();
  }
}
