package dev.orrery.datasets;

import dev.orrery.core.hyperparameter.Hyperparameter;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.hyperparameter.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many columns that move together: a few orthogonal directions, and noise in all. */
final class LowRank extends Generator {

  private static final Hyperparameter<Long> FEATURES =
      Hyperparameter.integer("features", 2, 10_000)
          .defaultsTo("100")
          .meaning("Number of features.");
  private static final Hyperparameter<Long> RANK =
      Hyperparameter.integer("rank", 1, 200)
          .defaultsTo("5")
          .meaning("Number of directions in which the rows vary, at most the features.");
  private static final Hyperparameter<Double> NOISE =
      Hyperparameter.real("noise", Range.closed(0, 1000))
          .defaultsTo("0.1")
          .meaning("Deviation of every feature beside those directions.");

  LowRank() {
    super(
        "low-rank",
        "Many columns that vary in a few known directions",
        "PCA finds the subspace and its dimension",
        ROWS,
        FEATURES,
        RANK,
        NOISE);
  }

  @Override
  Recipe recipe(Hyperparameters values, Draws draws) {
    int features = values.getInt(FEATURES);
    int rank = values.getInt(RANK);
    if (rank > features) {
      throw unfit("rank", rank, "at most --features, " + features + ",");
    }
    double[] deviations = new double[rank];
    for (int i = 0; i < rank; i++) {
      deviations[i] = rank - i;
    }
    return new Subspace(
        draws.gaussians(features),
        draws.orthonormal(rank, features),
        deviations,
        values.get(NOISE));
  }

  private record Subspace(double[] mean, double[][] basis, double[] deviations, double noise)
      implements Recipe {

    @Override
    public List<String> features() {
      return Recipe.numbered(mean.length);
    }

    @Override
    public Optional<String> label() {
      return Optional.empty();
    }

    @Override
    public float row(long row, Draws draws, float[] into, int at) {
      double[] place = mean.clone();
      for (int i = 0; i < basis.length; i++) {
        double along = deviations[i] * draws.gaussian();
        for (int j = 0; j < place.length; j++) {
          place[j] += along * basis[i][j];
        }
      }
      for (int j = 0; j < place.length; j++) {
        into[at + j] = (float) (place[j] + noise * draws.gaussian());
      }
      return 0;
    }

    @Override
    public Map<String, Object> truth() {
      Map<String, Object> truth = new LinkedHashMap<>();
      truth.put("mean", mean);
      truth.put("basis", basis);
      truth.put("standard_deviations", deviations);
      truth.put("noise", noise);
      return truth;
    }
  }
}
