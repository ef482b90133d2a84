package dev.orrery.linearlearner;

import dev.orrery.core.optimizer.AdaGrad;
import dev.orrery.core.optimizer.Adam;
import dev.orrery.core.optimizer.Ftrl;
import dev.orrery.core.optimizer.Optimizer;
import dev.orrery.core.optimizer.RmsProp;
import dev.orrery.core.optimizer.Sgd;
import dev.orrery.core.text.Text;

/**
 * The settings of one of the parallel models.
 *
 * @param optimizer {@code sgd}, {@code adam}, {@code rmsprop}, {@code adagrad} or {@code ftrl}
 * @param learningRate of the first steps
 * @param wd L2 regularisation
 * @param l1 L1 regularisation
 * @param momentum of sgd
 * @param beta1 of adam
 * @param beta2 of adam
 * @param biasLrMult learning rate of the intercept, in learning rates
 * @param biasWdMult L2 regularisation of the intercept, in wd
 * @param schedulerStep mini-batches between two falls of the learning rate
 * @param schedulerFactor what it is multiplied by; 1 when it does not fall
 * @param minimumLr what it does not fall below
 * @param positiveWeight what a positive row counts beside a negative one
 * @param solved whether the model begins at the optimum of the scaler's rows under its own penalty,
 *     instead of at random
 */
public record ModelSettings(
    String optimizer,
    double learningRate,
    double wd,
    double l1,
    double momentum,
    double beta1,
    double beta2,
    double biasLrMult,
    double biasWdMult,
    int schedulerStep,
    double schedulerFactor,
    double minimumLr,
    double positiveWeight,
    boolean solved) {

  /** The rule that moves the weights. */
  Optimizer rule() {
    return switch (optimizer) {
      case "sgd" -> new Sgd(momentum);
      case "rmsprop" -> RmsProp.standard();
      case "adagrad" -> new AdaGrad(1e-8);
      // The optimizer applies L1 itself, by its closed form.
      case "ftrl" -> new Ftrl(1, l1);
      default -> new Adam(beta1, beta2, 1e-8);
    };
  }

  /** The rule that moves the intercept, which L1 leaves alone. */
  Optimizer biasRule() {
    return optimizer.equals("ftrl") ? new Ftrl(1, 0) : rule();
  }

  /** Whether L1 enters by a proximal step after the update. */
  boolean l1ByProximalStep() {
    return l1 > 0 && !optimizer.equals("ftrl");
  }

  /**
   * The learning rate of an update: after every {@code schedulerStep} updates it is multiplied by
   * {@code schedulerFactor} until it reaches the minimum (spec B1.3 step 3).
   *
   * @param step number of the update, from 1
   */
  double rate(long step) {
    long falls = (step - 1) / schedulerStep;
    double rate = learningRate * Math.pow(schedulerFactor, falls);
    return Math.max(rate, Math.min(learningRate, minimumLr));
  }

  /** As SageMaker's log prints the settings of the best model. */
  String toJson() {
    return Text.format(
        "{\"learning_rate\": %s, \"wd\": %s, \"l1\": %s, \"optimizer\": \"%s\", \"momentum\": %s,"
            + " \"beta_1\": %s, \"beta_2\": %s, \"bias_lr_mult\": %s, \"bias_wd_mult\": %s,"
            + " \"lr_scheduler_step\": %d, \"lr_scheduler_factor\": %s,"
            + " \"lr_scheduler_minimum_lr\": %s, \"positive_example_weight_mult\": %s}",
        learningRate,
        wd,
        l1,
        optimizer,
        momentum,
        beta1,
        beta2,
        biasLrMult,
        biasWdMult,
        schedulerStep,
        schedulerFactor,
        minimumLr,
        positiveWeight);
  }
}
