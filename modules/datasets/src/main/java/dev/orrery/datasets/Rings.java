package dev.orrery.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rings around one center, of radius 1, 2, 3 and so on. */
final class Rings extends Generator {

  private static final Hyperparameter<Long> CLUSTERS =
      Hyperparameter.integer("clusters", 1, 100).defaultsTo("2").meaning("Number of rings.");
  private static final Hyperparameter<Double> NOISE =
      Hyperparameter.real("noise", Range.closed(0, 10))
          .defaultsTo("0.1")
          .meaning("Deviation of each feature from the ring.");

  Rings() {
    super(
        "rings",
        "Rings around one center, of radius 1, 2, 3 and so on",
        "clusters that share their mean: where k-means cannot and KNN can",
        ROWS,
        CLUSTERS,
        NOISE);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    return new Circles(values.getInt(CLUSTERS), values.get(NOISE));
  }

  private record Circles(int count, double noise) implements Recipe {

    @Override
    public List<String> features() {
      return List.of("x", "y");
    }

    @Override
    public Optional<String> label() {
      return Optional.of("ring");
    }

    @Override
    public float row(long row, Draws draws, float[] into, int at) {
      int ring = draws.below(count);
      double angle = draws.uniform(0, 2 * StrictMath.PI);
      into[at] = (float) ((ring + 1) * StrictMath.cos(angle) + noise * draws.gaussian());
      into[at + 1] = (float) ((ring + 1) * StrictMath.sin(angle) + noise * draws.gaussian());
      return ring;
    }

    @Override
    public Map<String, Object> truth() {
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("center", new double[] {0, 0});
      truth.put("radii", IntStream.rangeClosed(1, count).asDoubleStream().toArray());
      truth.put("standard_deviation", noise);
      return truth;
    }
  }
}
