package dev.orrery.core.algorithm;

import java.util.List;

/**
 * Answers in SageMaker's shape: the same few keys for every row.
 *
 * @param root name of the array in a JSON response, such as {@code predictions}
 * @param keys the answers, in the order in which they are written
 * @param rows number of rows
 */
public record Predictions(String root, List<Key> keys, int rows) {

  /**
   * One key of every answer.
   *
   * @param name such as {@code closest_cluster}
   * @param values {@code rows x width} values, row-major
   * @param width values per row
   * @param list whether it is written as a list even when the width is 1
   */
  public record Key(String name, float[] values, int width, boolean list) {

    /** A key with one number per row. */
    public static Key scalar(String name, float[] values) {
      return new Key(name, values, 1, false);
    }
  }

  /** Checks that every key has a value for every row. */
  public Predictions {
    for (Key key : keys) {
      if (key.values().length != rows * key.width()) {
        throw new IllegalArgumentException(key.name() + " lacks values");
      }
    }
  }
}
