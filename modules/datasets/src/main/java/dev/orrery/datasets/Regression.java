package dev.orrery.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A straight line in many dimensions, with noise: label = bias + weights . features + noise. */
final class Regression extends Generator {

  private static final Hyperparameter<Long> FEATURES =
      Hyperparameter.integer("features", 1, 100_000)
          .defaultsTo("10")
          .meaning("Number of features, each of mean 0 and deviation 1.");
  private static final Hyperparameter<Long> INFORMATIVE =
      Hyperparameter.integer("informative", 0, 100_000)
          .auto("all features")
          .meaning("How many of the features, the first, have a weight other than 0.");
  private static final Hyperparameter<Double> NOISE =
      Hyperparameter.real("noise", Range.closed(0, 1e6))
          .defaultsTo("1")
          .meaning("Deviation of the label from the line: the error that no model goes below.");

  Regression() {
    super(
        "regression",
        "A linear model of known weights, with noise",
        "linear learner finds the weights; its error ends at the noise",
        ROWS,
        FEATURES,
        INFORMATIVE,
        NOISE);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    int features = values.getInt(FEATURES);
    long informative = values.getOr(INFORMATIVE, (long) features);
    if (informative > features) {
      throw unfit("informative", informative, "at most --features, " + features + ",");
    }
    double[] weights = new double[features];
    for (int j = 0; j < informative; j++) {
      weights[j] = draws.sign() * draws.uniform(1, 10);
    }
    return new Line(weights, draws.uniform(-10, 10), values.get(NOISE));
  }

  private record Line(double[] weights, double bias, double noise) implements Recipe {

    @Override
    public List<String> features() {
      return Recipe.numbered(weights.length);
    }

    @Override
    public Optional<String> label() {
      return Optional.of("target");
    }

    @Override
    public float row(long row, Draws draws, float[] into, int at) {
      double sum = bias;
      for (int j = 0; j < weights.length; j++) {
        // The label is that of the features as they are told, in float32.
        into[at + j] = (float) draws.gaussian();
        sum += weights[j] * into[at + j];
      }
      return (float) (sum + noise * draws.gaussian());
    }

    @Override
    public Map<String, Object> truth() {
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("weights", weights);
      truth.put("bias", bias);
      truth.put("best_rmse", noise);
      return truth;
    }
  }
}
