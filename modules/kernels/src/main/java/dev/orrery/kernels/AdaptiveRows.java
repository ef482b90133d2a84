package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of weights moved by Adam or AdaGrad where they lie, a vector of columns at a time. Rows of
 * one column leave a vector empty for the most part and are moved one by one.
 */
final class AdaptiveRows {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private AdaptiveRows() {}

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
    FloatVector limit = FloatVector.broadcast(SPECIES, step.limit());
    FloatVector floor = limit.neg();
    FloatVector decay = FloatVector.broadcast(SPECIES, step.decay());
    FloatVector keepMean = FloatVector.broadcast(SPECIES, (float) step.keepMean());
    FloatVector keepSquare = FloatVector.broadcast(SPECIES, (float) step.keepSquare());
    FloatVector freshMean = FloatVector.broadcast(SPECIES, (float) (1 - step.keepMean()));
    FloatVector freshSquare = FloatVector.broadcast(SPECIES, (float) (1 - step.keepSquare()));
    FloatVector epsilon = FloatVector.broadcast(SPECIES, step.epsilon());
    FloatVector rate = FloatVector.broadcast(SPECIES, step.rate());
    int whole = columns - columns % LANES;
    VectorMask<Float> rest = SPECIES.indexInRange(whole, columns);
    for (int i = 0; i < rows; i++) {
      int at = row[firstRow + i] * columns;
      int from = i * columns;
      for (int j = 0; j < whole; j += LANES) {
        FloatVector w = FloatVector.fromArray(SPECIES, weights, at + j);
        FloatVector g = decay.fma(w, FloatVector.fromArray(SPECIES, gradient, from + j));
        g = g.min(limit).max(floor);
        FloatVector m = FloatVector.fromArray(SPECIES, mean, at + j).mul(keepMean);
        m = freshMean.fma(g, m);
        FloatVector s = FloatVector.fromArray(SPECIES, square, at + j).mul(keepSquare);
        s = freshSquare.mul(g).fma(g, s);
        m.intoArray(mean, at + j);
        s.intoArray(square, at + j);
        w.sub(rate.mul(m).div(s.sqrt().add(epsilon))).intoArray(weights, at + j);
      }
      if (whole < columns) {
        int to = at + whole;
        FloatVector w = FloatVector.fromArray(SPECIES, weights, to, rest);
        FloatVector g = decay.fma(w, FloatVector.fromArray(SPECIES, gradient, from + whole, rest));
        g = g.min(limit).max(floor);
        FloatVector m = FloatVector.fromArray(SPECIES, mean, to, rest).mul(keepMean);
        m = freshMean.fma(g, m);
        FloatVector s = FloatVector.fromArray(SPECIES, square, to, rest).mul(keepSquare);
        s = freshSquare.mul(g).fma(g, s);
        m.intoArray(mean, to, rest);
        s.intoArray(square, to, rest);
        w.sub(rate.mul(m).div(s.sqrt().add(epsilon))).intoArray(weights, to, rest);
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
    FloatVector decays = FloatVector.broadcast(SPECIES, decay);
    FloatVector rates = FloatVector.broadcast(SPECIES, rate);
    FloatVector epsilons = FloatVector.broadcast(SPECIES, epsilon);
    int whole = columns - columns % LANES;
    VectorMask<Float> rest = SPECIES.indexInRange(whole, columns);
    for (int i = 0; i < rows; i++) {
      int at = row[firstRow + i] * columns;
      int from = i * columns;
      for (int j = 0; j < whole; j += LANES) {
        FloatVector w = FloatVector.fromArray(SPECIES, weights, at + j);
        FloatVector g = decays.fma(w, FloatVector.fromArray(SPECIES, gradient, from + j));
        FloatVector s = g.fma(g, FloatVector.fromArray(SPECIES, squares, at + j));
        s.intoArray(squares, at + j);
        w.sub(rates.mul(g).div(s.sqrt().add(epsilons))).intoArray(weights, at + j);
      }
      if (whole < columns) {
        int to = at + whole;
        FloatVector w = FloatVector.fromArray(SPECIES, weights, to, rest);
        FloatVector g = decays.fma(w, FloatVector.fromArray(SPECIES, gradient, from + whole, rest));
        FloatVector s = g.fma(g, FloatVector.fromArray(SPECIES, squares, to, rest));
        s.intoArray(squares, to, rest);
        w.sub(rates.mul(g).div(s.sqrt().add(epsilons))).intoArray(weights, to, rest);
      }
    }
  }
}
