package dev.orrery.kernels;

/** Rows of weights moved by Adam or AdaGrad where they lie, element by element. */
final class ScalarRows {

  private ScalarRows() {}

  /** As {@link Kernels#adamRows}. */
  static void adam(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] mean,
      float[] square,
      AdamStep step) {
    float rate = step.rate();
    float decay = step.decay();
    float limit = step.limit();
    float keepMean = (float) step.keepMean();
    float keepSquare = (float) step.keepSquare();
    float freshMean = (float) (1 - step.keepMean());
    float freshSquare = (float) (1 - step.keepSquare());
    float epsilon = step.epsilon();
    for (int i = 0; i < rows; i++) {
      int at = row[firstRow + i] * columns;
      int from = i * columns;
      for (int j = 0; j < columns; j++) {
        float w = weights[at + j];
        float g = Math.max(-limit, Math.min(limit, gradient[from + j] + decay * w));
        float m = keepMean * mean[at + j] + freshMean * g;
        float s = keepSquare * square[at + j] + freshSquare * g * g;
        mean[at + j] = m;
        square[at + j] = s;
        weights[at + j] = w - rate * m / ((float) Math.sqrt(s) + epsilon);
      }
    }
  }

  /** As {@link Kernels#adaGradRows}. */
  static void adaGrad(
      int[] row,
      int firstRow,
      int rows,
      int columns,
      float[] gradient,
      float[] weights,
      float[] squares,
      float rate,
      float decay,
      float epsilon) {
    for (int i = 0; i < rows; i++) {
      int at = row[firstRow + i] * columns;
      int from = i * columns;
      for (int j = 0; j < columns; j++) {
        float w = weights[at + j];
        float g = gradient[from + j] + decay * w;
        float s = squares[at + j] + g * g;
        squares[at + j] = s;
        weights[at + j] = w - rate * g / ((float) Math.sqrt(s) + epsilon);
      }
    }
  }
}
