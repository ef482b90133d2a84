package dev.orrery.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the best of twenty runs of scikit-learn 1.2.1. */
class QualityTest {

  /** Standardised by mean and population deviation where asked for. */
  private static DenseMatrix data(String name, boolean scaled) {
    DenseMatrix rows = Data.csv(name);
    if (!scaled) {
      return rows;
    }
    float[] values = rows.values().clone();
    int d = rows.columns();
    for (int j = 0; j < d; j++) {
      double mean = 0;
      double square = 0;
      for (int i = 0; i < rows.rows(); i++) {
        mean += rows.get(i, j) / (double) rows.rows();
      }
      for (int i = 0; i < rows.rows(); i++) {
        square += Math.pow(rows.get(i, j) - mean, 2) / rows.rows();
      }
      for (int i = 0; i < rows.rows(); i++) {
        values[i * d + j] = (float) ((rows.get(i, j) - mean) / Math.sqrt(square));
      }
    }
    return new DenseMatrix(values, rows.rows(), d);
  }

  @ParameterizedTest
  @CsvSource({
    "iris.csv, false, 2, 152.34795",
    "iris.csv, false, 3, 78.851441",
    "iris.csv, false, 4, 57.228473",
    "iris.csv, true, 3, 139.8205",
    "wine.csv, false, 2, 4543749.6",
    "wine.csv, false, 3, 2370689.7",
    "wine.csv, false, 4, 1331903.1",
    "wine.csv, true, 2, 1658.7589",
    "wine.csv, true, 3, 1277.9285"
  })
  void fullBatchWithRestarts(String name, boolean scaled, int k, double reference) {
    DenseMatrix rows = data(name, scaled);
    for (int seed = 0; seed < 5; seed++) {
      RunContext context = RunContext.quiet(Data.fastest(), seed);
      KMeansModel model =
          Data.train(
              Data.hp(
                  rows.columns(),
                  k,
                  "orrery_algorithm",
                  "hamerly",
                  "init_method",
                  "kmeans++",
                  "orrery_restarts",
                  10),
              rows,
              context);
      assertThat(Data.inertia(model, rows, context) / reference).isBetween(0.9999, 1.005);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "iris.csv, false, 3, 78.851441",
    "iris.csv, true, 3, 139.8205",
    "wine.csv, true, 3, 1277.9285"
  })
  void webScale(String name, boolean scaled, int k, double reference) {
    DenseMatrix rows = data(name, scaled);
    for (int seed = 0; seed < 10; seed++) {
      RunContext context = RunContext.quiet(Data.fastest(), seed);
      KMeansModel model = Data.train(Data.hp(rows.columns(), k), rows, context);
      assertThat(Data.inertia(model, rows, context) / reference).isBetween(0.9999, 1.05);
    }
  }
}
