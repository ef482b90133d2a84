package dev.orrery.datasets;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of data with its parameters and seed fixed: what was drawn once, and how rows are drawn.
 */
interface Recipe {

  /** Names of the features, in order. */
  List<String> features();

  /** Name of the label, where rows have one. */
  Optional<String> label();

  /**
   * Draws one row.
   *
   * @param row which one, from 0
   * @param draws the stream of the row's block, at the place where the row before left it
   * @param into its features go there from {@code at}
   * @return its label; anything where rows have none
   */
  float row(long row, Draws draws, float[] into, int at);

  /** What an algorithm may find: numbers, texts, arrays, lists and maps, as JSON has them. */
  Map<String, Object> truth();

  /** Draws a block of rows, beginning with row {@code first}. */
  default Batch block(long first, int rows, Draws draws) {
    int columns = features().size();
    float[] values = new float[Math.multiplyExact(rows, columns)];
    float[] labels = new float[label().isPresent() ? rows : 0];
    for (int i = 0; i < rows; i++) {
      float label = row(first + i, draws, values, i * columns);
      if (labels.length > 0) {
        labels[i] = label;
      }
    }
    return new Batch(new DenseMatrix(values, rows, columns), labels, label().isPresent() ? 1 : 0);
  }

  /** The same rows as features of numbers alone: categories become one column per value. */
  default Recipe encoded() {
    return this;
  }

  /** Names {@code f0}, {@code f1}, ... */
  static List<String> numbered(int features) {
    return java.util.stream.IntStream.range(0, features).mapToObj(j -> "f" + j).toList();
  }
}
