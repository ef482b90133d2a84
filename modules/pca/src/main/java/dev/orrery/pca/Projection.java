package dev.orrery.pca;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;

/** Rows along the components of a model, and what is lost of them. */
final class Projection {

  /** Rows that one thread takes at a time; fixed, so that sums do not depend on threads. */
  private static final int ROWS = 1024;

  private final float[] v;
  private final float[] rows;
  private final float[] mean;
  private final float[] meanRest;
  private final int k;
  private final int d;

  /**
   * Takes over the arrays of a model.
   *
   * @param v {@code d x k}, a component per column
   * @param rows {@code k x d}, the same a component per row
   * @param mean d values that are taken out of the rows
   * @param meanRest what float32 leaves over of them
   */
  Projection(float[] v, float[] rows, float[] mean, float[] meanRest) {
    this.v = v;
    this.rows = rows;
    this.mean = mean;
    this.meanRest = meanRest;
    this.d = mean.length;
    this.k = v.length / d;
  }

  /** {@code (x - mean) v}, {@code rows x k}, not whitened. */
  float[] of(Matrix matrix, RunContext context) {
    if (matrix.columns() != d) {
      throw new CustomerError(
          "The feature dimension of the input: "
              + matrix.columns()
              + " does not match the feature dimension of the model: "
              + d
              + ". Please fix the input and try again.");
    }
    float[] out = new float[Math.multiplyExact(matrix.rows(), k)];
    var packed = context.kernels().pack(rows, 0, k, d);
    double[] meanAlong = new double[k];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < k; i++) {
        meanAlong[i] += ((double) mean[j] + meanRest[j]) * v[j * k + i];
      }
    }
    context
        .parallel()
        .forEach(
            matrix.rows(),
            ROWS,
            (from, to) -> {
              switch (matrix) {
                case DenseMatrix dense -> {
                  float[] x = centered(dense, from, to);
                  context.kernels().multiplyTransposed(x, 0, to - from, packed, out, from * k);
                }
                case CsrMatrix sparse -> {
                  context
                      .kernels()
                      .multiplySparse(
                          sparse.rowStart(),
                          sparse.column(),
                          sparse.value(),
                          from,
                          to - from,
                          v,
                          k,
                          out,
                          from * k);
                  for (int i = from * k; i < to * k; i++) {
                    out[i] -= (float) meanAlong[i % k];
                  }
                }
              }
            });
    return out;
  }

  /** The difference from the mean is near exact where both are near, so the rest goes out after. */
  private float[] centered(Matrix matrix, int from, int to) {
    DenseMatrix dense = matrix.slice(from, to).toDense();
    float[] x = new float[(to - from) * d];
    for (int i = 0; i < to - from; i++) {
      int at = dense.rowOffset(i);
      for (int j = 0; j < d; j++) {
        x[i * d + j] = dense.values()[at + j] - mean[j] - meanRest[j];
      }
    }
    return x;
  }

  /** The rows without the mean; the rows themselves where it is 0. */
  Matrix centered(Matrix matrix) {
    boolean zero = true;
    for (int j = 0; j < d; j++) {
      zero &= mean[j] == 0 && meanRest[j] == 0;
    }
    return zero ? matrix : new DenseMatrix(centered(matrix, 0, matrix.rows()), matrix.rows(), d);
  }

  /**
   * Squared distance of each row to its reconstruction, and to the mean.
   *
   * @param projections of the rows, {@code rows x k}, not whitened
   */
  void errors(Matrix matrix, float[] projections, float[] error, float[] size, RunContext context) {
    var packed = context.kernels().pack(v, 0, d, k);
    context
        .parallel()
        .forEach(
            matrix.rows(),
            ROWS,
            (from, to) -> {
              float[] x = centered(matrix, from, to);
              float[] back = new float[(to - from) * d];
              context
                  .kernels()
                  .multiplyTransposed(projections, from * k, to - from, packed, back, 0);
              for (int i = from; i < to; i++) {
                int at = (i - from) * d;
                error[i] = context.kernels().squaredDistance(x, at, back, at, d);
                size[i] = context.kernels().dot(x, at, x, at, d);
              }
            });
  }

  /** Sums over some rows: of the squared errors of reconstruction and of the squared distances. */
  double[] errorAndScatter(Matrix matrix, RunContext context) {
    float[] error = new float[matrix.rows()];
    float[] size = new float[matrix.rows()];
    errors(matrix, of(matrix, context), error, size, context);
    double[] sums = new double[2];
    for (int i = 0; i < error.length; i++) {
      sums[0] += error[i];
      sums[1] += size[i];
    }
    return sums;
  }
}
