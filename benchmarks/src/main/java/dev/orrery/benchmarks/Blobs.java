package dev.orrery.benchmarks;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.util.random.RandomGenerator;

/** Generated data of the benchmarks: overlapping Gaussian blobs, the same for everybody. */
final class Blobs {

  private Blobs() {}

  /**
   * Rows around centers that are themselves normally distributed, with the same deviation.
   *
   * @param rows number of rows
   * @param columns number of columns
   * @param blobs number of centers
   */
  static DenseMatrix of(int rows, int columns, int blobs, long seed) {
    RandomStreams streams = new RandomStreams(seed);
    RandomGenerator ofCenters = streams.stream("blobs.centers");
    float[] centers = new float[blobs * columns];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = (float) ofCenters.nextGaussian();
    }
    RandomGenerator ofRows = streams.stream("blobs.rows");
    float[] values = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      int blob = ofRows.nextInt(blobs) * columns;
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = centers[blob + j] + (float) ofRows.nextGaussian();
      }
    }
    return new DenseMatrix(values, rows, columns);
  }

  /** The first {@code k} rows, as the starting centers that every contender is given. */
  static float[] firstRows(DenseMatrix rows, int k) {
    float[] first = new float[k * rows.columns()];
    System.arraycopy(rows.values(), rows.offset(), first, 0, first.length);
    return first;
  }

  /** A matrix as the peers take it. */
  static double[][] asDoubles(DenseMatrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }

  /** Sum of the squared distances of all rows to the nearest center, by the textbook kernels. */
  static double inertia(DenseMatrix rows, float[] centers) {
    Kernels kernels = Backends.select("textbook").kernels();
    int columns = rows.columns();
    Packed packed = kernels.pack(centers, 0, centers.length / columns, columns);
    int[] nearest = new int[rows.rows()];
    float[] squared = new float[rows.rows()];
    kernels.nearest(rows.values(), rows.offset(), rows.rows(), packed, nearest, 0, squared, 0);
    double sum = 0;
    for (float distance : squared) {
      sum += distance;
    }
    return sum;
  }
}
