package dev.orrery.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two half circles of radius 1 that reach into each other. */
final class Moons extends Generator {

  private static final Hyperparameter<Double> NOISE =
      Hyperparameter.real("noise", Range.closed(0, 10))
          .defaultsTo("0.1")
          .meaning("Deviation of each feature from the half circle.");

  Moons() {
    super(
        "moons",
        "Two half circles that reach into each other",
        "two classes that no straight line parts: KNN against a linear model",
        ROWS,
        NOISE);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    return new HalfCircles(values.get(NOISE));
  }

  private record HalfCircles(double noise) implements Recipe {

    @Override
    public List<String> features() {
      return List.of("x", "y");
    }

    @Override
    public Optional<String> label() {
      return Optional.of("moon");
    }

    @Override
    public float row(long row, Draws draws, float[] into, int at) {
      int moon = draws.below(2);
      double angle = draws.uniform(0, StrictMath.PI);
      double x = StrictMath.cos(angle);
      double y = StrictMath.sin(angle);
      into[at] = (float) ((moon == 0 ? x : 1 - x) + noise * draws.gaussian());
      into[at + 1] = (float) ((moon == 0 ? y : 0.5 - y) + noise * draws.gaussian());
      return moon;
    }

    @Override
    public Map<String, Object> truth() {
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("circle_centers", new double[][] {{0, 0}, {1, 0.5}});
      truth.put("radius", 1.0);
      truth.put("halves", List.of("upper", "lower"));
      truth.put("standard_deviation", noise);
      return truth;
    }
  }
}
