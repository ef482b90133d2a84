package dev.orrery.factorizationmachines;

import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.factorizationmachines.FactorizationMachinesHyperparameters.ParameterGroup;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How the weights begin (spec B6.1). */
final class Initialization {

  /** MXNet's own scale of a uniform initializer. */
  private static final double DEFAULT_SCALE = 0.07;

  /** Values that one stream of random numbers fills; part of what a seed means. */
  private static final int CHUNK = 1 << 16;

  private Initialization() {}

  static Weights weights(Hyperparameters hyperparameters, Fields fields, RunContext context) {
    int n = hyperparameters.getInt(FactorizationMachinesHyperparameters.FEATURE_DIM);
    int k = hyperparameters.getInt(FactorizationMachinesHyperparameters.NUM_FACTORS);
    float[] bias = new float[1];
    float[] linear = new float[n];
    float[] factors = new float[Math.multiplyExact(n, k * fields.count())];
    if (hyperparameters.get(FactorizationMachinesHyperparameters.USE_BIAS)) {
      fill(bias, FactorizationMachinesHyperparameters.BIAS, hyperparameters, context);
    }
    if (hyperparameters.get(FactorizationMachinesHyperparameters.USE_LINEAR)) {
      fill(linear, FactorizationMachinesHyperparameters.LINEAR, hyperparameters, context);
    }
    fill(factors, FactorizationMachinesHyperparameters.FACTORS, hyperparameters, context);
    return new Weights(k, fields, bias, linear, factors);
  }

  private static void fill(
      float[] weights, ParameterGroup group, Hyperparameters hyperparameters, RunContext context) {
    String method = hyperparameters.get(group.initMethod());
    if (method.equals(FactorizationMachinesHyperparameters.CONSTANT)) {
      Arrays.fill(weights, (float) (double) hyperparameters.getOr(group.initValue(), 0.0));
      return;
    }
    boolean normal = method.equals(FactorizationMachinesHyperparameters.NORMAL);
    double scale =
        normal
            ? hyperparameters.get(group.initSigma())
            : hyperparameters.getOr(group.initScale(), DEFAULT_SCALE);
    context
        .parallel()
        .forEach(
            weights.length,
            CHUNK,
            (from, to) -> {
              RandomGenerator random =
                  context.random().stream("fm.init." + group.name(), from / CHUNK);
              for (int i = from; i < to; i++) {
                weights[i] =
                    (float)
                        (scale * (normal ? random.nextGaussian() : 2 * random.nextDouble() - 1));
              }
            });
  }
}
