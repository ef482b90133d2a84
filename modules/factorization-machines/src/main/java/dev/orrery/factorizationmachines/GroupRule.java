package dev.orrery.factorizationmachines;

import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.optimizer.Adam;
import dev.orrery.core.optimizer.Optimizer;
import dev.orrery.factorizationmachines.FactorizationMachinesHyperparameters.ParameterGroup;

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
   * Moves the first {@code count} weights. A clipped gradient has the weight decay in it where the
   * rule is Adam, as in MXNet's {@code adam_update}.
   *
   * @param gradient is changed
   */
  void apply(float[] weights, float[] gradient, float[][] slots, int count, long step) {
    double decay = weightDecay;
    if (clip >= 0) {
      float within = optimizer instanceof Adam ? (float) decay : 0;
      for (int i = 0; i < count; i++) {
        gradient[i] = Math.clamp(gradient[i] + within * weights[i], -clip, clip);
      }
      decay = optimizer instanceof Adam ? 0 : decay;
    }
    optimizer.update(weights, gradient, slots, 0, 0, count, learningRate, decay, step);
  }
}
