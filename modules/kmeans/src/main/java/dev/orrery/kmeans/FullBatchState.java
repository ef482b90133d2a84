package dev.orrery.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.kmeans.lloyd.Progress;
import java.util.Arrays;

/**
 * All the rows, for the full-batch extensions: the documented exception to a state of bounded size.
 * Sparse rows are kept dense, since every pass adds them to dense sums.
 */
public final class FullBatchState implements KMeansState {

  /** Number of features. */
  final int d;

  /** Rows by rows, with room to grow. */
  private float[] values;

  private int rows;

  /** Where a finish stands that was cancelled; null when none was. */
  Restarts restarts;

  /**
   * Where a finish of several runs stands.
   *
   * <p>Mutable; belongs to the state.
   */
  static final class Restarts {
    /** What was asked for; another wish begins anew. */
    final String wish;

    /** The run that is under way, from 0. */
    int restart;

    /** Where it stands; null before its first centers are chosen. */
    Progress current;

    /** Centers of the best finished run; null before one is finished. */
    float[] best;

    double bestInertia;
    int bestRestart;
    int bestIterations;
    long distances;
    long saved;

    Restarts(String wish) {
      this.wish = wish;
    }
  }

  FullBatchState(int d) {
    this(d, new float[0], 0);
  }

  FullBatchState(int d, float[] values, int rows) {
    this.d = d;
    this.values = values;
    this.rows = rows;
  }

  /** Takes in some rows. */
  void add(Matrix more) {
    int from = rows * d;
    long needed = ((long) rows + more.rows()) * d;
    if (needed > Integer.MAX_VALUE - 8 || 4 * needed > Runtime.getRuntime().maxMemory()) {
      throw new CustomerError(
          "Full-batch k-means keeps all rows in memory as one float32 array, and "
              + ((long) rows + more.rows())
              + " rows of "
              + d
              + " features are too many; use orrery_algorithm=sagemaker or minibatch, or more heap",
          "--hp orrery_algorithm");
    }
    if (needed > values.length) {
      long room = Math.clamp(needed + needed / 2, needed, (long) Integer.MAX_VALUE - 8);
      values = Arrays.copyOf(values, (int) room);
    }
    DenseMatrix dense = more.toDense();
    System.arraycopy(dense.values(), dense.offset(), values, from, more.rows() * d);
    rows += more.rows();
    restarts = null;
  }

  /** The rows, sharing the state's array. */
  DenseMatrix rows() {
    return new DenseMatrix(values, rows, d);
  }

  @Override
  public long rowsSeen() {
    return rows;
  }
}
