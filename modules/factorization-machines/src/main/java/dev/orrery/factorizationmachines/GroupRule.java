package dev.orrery.factorizationmachines;

import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.optimizer.AdaGrad;
import dev.orrery.core.optimizer.Adam;
import dev.orrery.core.optimizer.Optimizer;
import dev.orrery.factorizationmachines.FactorizationMachinesHyperparameters.ParameterGroup;
import dev.orrery.kernels.AdamStep;
import dev.orrery.kernels.Kernels;

/**
 * How the weights of one group are moved.
 *
 * @param optimizer the rule
 * @param learningRate 0 or more; with 0 they stay
 * @param weightDecay 0 or more
 * @param clip most that an element of the gradient may be; negative for no limit
 */
record GroupRule(Optimizer optimizer, double learningRate, double weightDecay, float clip) {

  static GroupRule of(Hyperparameters hyperparameters, ParameterGroup group, boolean used) {
    return new GroupRule(
        FactorizationMachinesHyperparameters.optimizer(hyperparameters),
        used ? hyperparameters.get(group.learningRate()) : 0,
        hyperparameters.get(group.weightDecay()),
        (float)
            (double)
                hyperparameters.getOr(FactorizationMachinesHyperparameters.CLIP_GRADIENT, -1.0));
  }

  boolean moves() {
    return learningRate > 0;
  }

  /**
   * Moves some rows of weights. A clipped gradient has the weight decay in it where the rule is
   * Adam, as in MXNet's {@code adam_update}.
   *
   * @param row the rows to move, from {@code first}
   * @param gradient {@code count x columns} from 0, in the order of {@code row}; is changed
   * @param weights rows of {@code columns} values; the slots are as long
   * @param step number of the update, from 1
   */
  void move(
      Kernels kernels,
      int[] row,
      int first,
      int count,
      int columns,
      float[] gradient,
      float[] weights,
      float[][] slots,
      long step) {
    if (clip >= 0 && !(optimizer instanceof Adam)) {
      for (int i = 0; i < count * columns; i++) {
        gradient[i] = Math.clamp(gradient[i], -clip, clip);
      }
    }
    float decay = (float) weightDecay;
    switch (optimizer) {
      case Adam adam -> {
        AdamStep same =
            new AdamStep(
                adam.rate(learningRate, step),
                decay,
                clip >= 0 ? clip : Float.POSITIVE_INFINITY,
                adam.beta1(),
                adam.beta2(),
                (float) adam.epsilon());
        kernels.adamRows(row, first, count, columns, gradient, weights, slots[0], slots[1], same);
      }
      case AdaGrad adaGrad ->
          kernels.adaGradRows(
              row,
              first,
              count,
              columns,
              gradient,
              weights,
              slots[0],
              (float) learningRate,
              decay,
              (float) adaGrad.epsilon());
      default -> {
        for (int i = 0; i < count; i++) {
          int at = row[first + i] * columns;
          optimizer.update(
              weights, gradient, slots, at, i * columns, columns, learningRate, weightDecay, step);
        }
      }
    }
  }
}
