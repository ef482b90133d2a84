package dev.orrery.core.data;

import java.util.Objects;

/**
 * Some rows of data: features and, where the channel carries them, labels.
 *
 * @param features {@code rows x feature_dim}
 * @param labels {@code rows x labelSize} row-major; empty when {@code labelSize} is 0
 * @param labelSize labels per row, 0 for unlabelled data
 */
public record Batch(Matrix features, float[] labels, int labelSize) {

  /** Checks that there is a label for every row. */
  public Batch {
    if (labels.length != features.rows() * labelSize) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + features.rows() + " rows of label size " + labelSize);
    }
  }

  /** Rows without labels. */
  public static Batch unlabelled(Matrix features) {
    return new Batch(features, new float[0], 0);
  }

  /** Number of rows. */
  public int rows() {
    return features.rows();
  }

  /** The rows {@code from} to {@code to - 1}. */
  public Batch slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows());
    return new Batch(
        features.slice(from, to),
        java.util.Arrays.copyOfRange(labels, from * labelSize, to * labelSize),
        labelSize);
  }
}
