package dev.orrery.core.data;

import java.util.Arrays;
import java.util.List;
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
        Arrays.copyOfRange(labels, from * labelSize, to * labelSize),
        labelSize);
  }

  /**
   * The rows of some batches, one after the other; the batch itself when it is one.
   *
   * @param batches one or more, of the same label size and number of columns
   */
  public static Batch concatenate(List<Batch> batches) {
    Batch head = batches.getFirst();
    if (batches.size() == 1) {
      return head;
    }
    Matrix features = Matrix.concatenate(batches.stream().map(Batch::features).toList());
    float[] labels = new float[Math.multiplyExact(features.rows(), head.labelSize)];
    int at = 0;
    for (Batch batch : batches) {
      System.arraycopy(batch.labels, 0, labels, at, batch.labels.length);
      at += batch.labels.length;
    }
    return new Batch(features, labels, head.labelSize);
  }

  /** A copy of every {@code step}-th row, beginning with row {@code first}. */
  public Batch everyNth(int first, int step) {
    Matrix rows = features.everyNth(first, step);
    float[] kept = new float[rows.rows() * labelSize];
    for (int i = 0; i < rows.rows(); i++) {
      System.arraycopy(labels, (first + i * step) * labelSize, kept, i * labelSize, labelSize);
    }
    return new Batch(rows, kept, labelSize);
  }
}
