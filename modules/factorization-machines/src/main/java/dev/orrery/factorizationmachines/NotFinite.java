package dev.orrery.factorizationmachines;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.text.Text;

/** What is said when a training has left the numbers. */
final class NotFinite {

  private NotFinite() {}

  /**
   * The error.
   *
   * @param what what is not finite and since when, the beginning of a sentence
   * @param channel the channel whose rows show it
   */
  static CustomerError error(String what, Hyperparameters hyperparameters, String channel) {
    if (FactorizationMachinesHyperparameters.als(hyperparameters)) {
      return new CustomerError(
          what + "; put features and labels on a smaller scale, or raise factors_wd", channel);
    }
    return new CustomerError(
        Text.format(
            "%s, at the learning rates bias_lr=%s, linear_lr=%s and factors_lr=%s; try lower rates,"
                + " clip_gradient, or features and labels on a smaller scale",
            what,
            hyperparameters.get(FactorizationMachinesHyperparameters.BIAS.learningRate()),
            hyperparameters.get(FactorizationMachinesHyperparameters.LINEAR.learningRate()),
            hyperparameters.get(FactorizationMachinesHyperparameters.FACTORS.learningRate())),
        channel);
  }
}
