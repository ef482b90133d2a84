package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What every backend must do with rows of weights that are moved by Adam or AdaGrad. */
public abstract class AdaptiveRowsContract extends SearchContract {

  private static final int MATRIX_ROWS = 9;

  /** The rows that are moved come after one that is passed over. */
  private static final int[] ROWS = {8, 5, 0, 7, 2};

  private final Kernels textbook = new TextbookKernels();

  private static float[] values(int columns, long seed) {
    return Samples.uniform(MATRIX_ROWS * columns, seed);
  }

  private static float[] positive(int columns, long seed) {
    float[] values = values(columns, seed);
    for (int i = 0; i < values.length; i++) {
      values[i] *= values[i];
    }
    return values;
  }

  @Test
  void adamAgreesWithTheTextbookAndMovesTheNamedRowsAlone() {
    for (int columns : new int[] {1, 2, 7, 8, 16, 20, 33, 64, 100}) {
      for (float limit : new float[] {Float.POSITIVE_INFINITY, 0.2f}) {
        AdamStep step = new AdamStep(0.05f, 0.01f, limit, 0.9, 0.999, 1e-4f);
        float[] gradient = Samples.uniform(4 * columns, 61);
        float[][] expected = {values(columns, 62), values(columns, 63), positive(columns, 64)};
        float[][] moved = {values(columns, 62), values(columns, 63), positive(columns, 64)};
        float[][] before = {values(columns, 62), values(columns, 63), positive(columns, 64)};
        textbook.adamRows(
            ROWS, 1, 4, columns, gradient, expected[0], expected[1], expected[2], step);
        kernels.adamRows(ROWS, 1, 4, columns, gradient, moved[0], moved[1], moved[2], step);
        assertMoved(columns, moved, expected, before);
      }
    }
  }

  @Test
  void adaGradAgreesWithTheTextbookAndMovesTheNamedRowsAlone() {
    for (int columns : new int[] {1, 2, 7, 8, 16, 20, 33, 64, 100}) {
      float[] gradient = Samples.uniform(4 * columns, 65);
      float[][] expected = {values(columns, 66), positive(columns, 67)};
      float[][] moved = {values(columns, 66), positive(columns, 67)};
      float[][] before = {values(columns, 66), positive(columns, 67)};
      textbook.adaGradRows(
          ROWS, 1, 4, columns, gradient, expected[0], expected[1], 0.1f, 0.02f, 1e-4f);
      kernels.adaGradRows(ROWS, 1, 4, columns, gradient, moved[0], moved[1], 0.1f, 0.02f, 1e-4f);
      assertMoved(columns, moved, expected, before);
    }
  }

  private static void assertMoved(
      int columns, float[][] moved, float[][] expected, float[][] before) {
    for (int a = 0; a < moved.length; a++) {
      for (int i = 0; i < moved[a].length; i++) {
        int row = i / columns;
        String what = "array %d, row %d, column %d of %d".formatted(a, row, i % columns, columns);
        if (row == 5 || row == 0 || row == 7 || row == 2) {
          assertThat(moved[a][i]).as(what).isNotEqualTo(before[a][i]);
          assertThat((double) moved[a][i])
              .as(what)
              .isCloseTo(expected[a][i], within(2e-6 * (1 + Math.abs(expected[a][i]))));
        } else {
          assertThat(moved[a][i]).as(what).isEqualTo(before[a][i]);
        }
      }
    }
  }

  @Test
  void adamByHand() {
    // g = 3 + 0.5 * 2 = 4; mean 0.5 * 2 + 0.5 * 4 = 3; square 0.75 * 20 + 0.25 * 16 = 19,
    // whose root with the epsilon is 5; the weight falls by 0.1 * 3 / 5.
    float[] weights = {7, 2};
    float[] mean = {7, 2};
    float[] square = {7, 20};
    float epsilon = (float) (5 - Math.sqrt(19));
    AdamStep step = new AdamStep(0.1f, 0.5f, 10, 0.5, 0.75, epsilon);
    kernels.adamRows(new int[] {1}, 0, 1, 1, new float[] {3}, weights, mean, square, step);
    assertThat(weights[1]).isCloseTo(1.94f, within(1e-6f));
    assertThat(mean).containsExactly(7, 3);
    assertThat(square).containsExactly(7, 19);
    assertThat(weights[0]).isEqualTo(7);
  }

  @Test
  void adaGradByHand() {
    // g = 3 + 0.5 * 2 = 4; the sum 9 + 16 = 25; the weight falls by 0.1 * 4 / (5 + 3).
    float[] weights = {7, 2};
    float[] squares = {7, 9};
    kernels.adaGradRows(new int[] {1}, 0, 1, 1, new float[] {3}, weights, squares, 0.1f, 0.5f, 3);
    assertThat(weights[1]).isCloseTo(1.95f, within(1e-6f));
    assertThat(squares).containsExactly(7, 25);
    assertThat(weights[0]).isEqualTo(7);
  }

  @Test
  void aGradientThatIsNotANumberIsNotHiddenByTheLimit() {
    for (int columns : new int[] {1, 20}) {
      float[] gradient = new float[columns];
      gradient[columns - 1] = Float.NaN;
      float[] weights = new float[columns];
      AdamStep step = new AdamStep(0.1f, 0, 1, 0.9, 0.999, 1e-8f);
      kernels.adamRows(
          new int[1],
          0,
          1,
          columns,
          gradient,
          weights,
          new float[columns],
          new float[columns],
          step);
      assertThat(weights[columns - 1]).isNaN();
    }
  }

  @Test
  void rowsThatDoNotLieInTheirArraysAreRefused() {
    int[] row = {0};
    float[] four = new float[4];
    AdamStep step = new AdamStep(0.1f, 0, 1, 0.9, 0.999, 1e-8f);
    assertThatThrownBy(() -> kernels.adamRows(row, 1, 1, 4, four, four, four, four, step))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernels.adamRows(row, 0, 1, 4, new float[3], four, four, four, step))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> kernels.adaGradRows(row, 0, 1, 4, four, four, new float[3], 0.1f, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> kernels.adaGradRows(new int[] {1}, 0, 1, 4, four, four, four.clone(), 0.1f, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
