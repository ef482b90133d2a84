package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Mean and population deviation of every feature in one pass: each batch in two steps, batches
 * joined in pairs (Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for
 * Computing Sample Variances", 1979).
 *
 * @param rows number of rows
 */
record Moments(long rows, List<Double> means, List<Double> deviations) {

  private static final int VALUES = 1 << 18;

  /**
   * Reads a source to its end.
   *
   * @throws CustomerError for sparse rows, which standardizing would fill
   */
  static Moments of(DataSource source, int columns) throws IOException {
    double[] mean = new double[columns];
    double[] squares = new double[columns];
    double[] sums = new double[columns];
    long rows = 0;
    try (BatchReader reader = source.open()) {
      Batch batch;
      while ((batch = reader.next(Math.max(1, VALUES / columns))) != null) {
        if (batch.features() instanceof CsrMatrix) {
          throw new CustomerError(
              Text.format(
                  "--standardize would fill the sparse rows of %s; it is for dense data",
                  source.name()),
              "--standardize");
        }
        add(batch.features().toDense(), rows, mean, squares, sums);
        rows += batch.rows();
      }
    }
    double n = rows;
    return new Moments(
        rows,
        Arrays.stream(mean).boxed().toList(),
        Arrays.stream(squares).map(square -> Math.sqrt(square / n)).boxed().toList());
  }

  private static void add(
      DenseMatrix batch, long before, double[] mean, double[] squares, double[] sums) {
    int n = batch.rows();
    int columns = batch.columns();
    Arrays.fill(sums, 0);
    for (int i = 0; i < n; i++) {
      int at = batch.rowOffset(i);
      for (int j = 0; j < columns; j++) {
        sums[j] += batch.values()[at + j];
      }
    }
    double share = (double) n / (before + n);
    for (int j = 0; j < columns; j++) {
      double own = sums[j] / n;
      double apart = own - mean[j];
      mean[j] += apart * share;
      squares[j] += apart * apart * before * share;
      sums[j] = own;
    }
    for (int i = 0; i < n; i++) {
      int at = batch.rowOffset(i);
      for (int j = 0; j < columns; j++) {
        double apart = batch.values()[at + j] - sums[j];
        squares[j] += apart * apart;
      }
    }
  }
}
