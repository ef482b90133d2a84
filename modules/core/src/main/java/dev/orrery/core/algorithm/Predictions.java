package dev.orrery.core.algorithm;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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

  /**
   * The answers of the rows {@code from} to {@code to - 1}, copied.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= rows()}
   */
  public Predictions slice(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    List<Key> part =
        keys.stream()
            .map(
                key ->
                    new Key(
                        key.name,
                        Arrays.copyOfRange(key.values, from * key.width, to * key.width),
                        key.width,
                        key.list))
            .toList();
    return new Predictions(root, part, to - from);
  }
}
