package dev.orrery.pca;

import dev.orrery.core.algorithm.State;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.run.RunContext;

/**
 * What a training has learned from the rows so far. All sums are taken over rows from which a fixed
 * {@code shift} was taken out: near the mean, nothing is lost to cancellation when the mean itself
 * is taken out at the end.
 *
 * <p>Dense rows wait in a buffer until it is full, so that the work on them is done in the same
 * pieces whatever the mini-batch. Sparse rows are taken in as they are, where there is no shift.
 */
public abstract sealed class PcaState implements State permits GramState, SketchState, RangeState {

  /** Values in the buffer; its rows are 16 to 8,192. */
  private static final int BUFFER_VALUES = 1 << 22;

  /** Sparse rows that one thread takes at a time. */
  static final int SPARSE_ROWS = 512;

  final int d;

  /** d values that are taken out of every row. */
  final float[] shift;

  /** Whether any of them is not 0. */
  final boolean shifted;

  /** Sum of the shifted rows, and of their squares, by column. */
  final double[] sum;

  final double[] squares;

  /** Rows in these sums. */
  long rows;

  /** Rows taken in over all passes, those in the buffer included. */
  long rowsSeen;

  /** Shifted rows that wait, {@code bufferRows(d) x d}; null until the first is there. */
  float[] buffer;

  int waiting;

  /** Rows at which the next step is worth drawing, and what the last one drew; not kept. */
  long nextStep;

  PcaStep.Picture lastPicture;

  PcaState(int d, float[] shift) {
    this.d = d;
    this.shift = shift;
    boolean any = false;
    for (float s : shift) {
      any |= s != 0;
    }
    shifted = any;
    sum = new double[d];
    squares = new double[d];
  }

  static int bufferRows(int d) {
    return Math.clamp(BUFFER_VALUES / d, 16, 8192);
  }

  @Override
  public final long rowsSeen() {
    return rowsSeen;
  }

  /** Whether sparse rows of so many elements are cheaper to take in one by one than as dense. */
  abstract boolean keepsSparse(CsrMatrix sparse);

  /** Adds the first {@code count} rows of the buffer. */
  abstract void fold(float[] x, int count, RunContext context);

  /** Adds sparse rows, which have no shift. */
  abstract void foldSparse(CsrMatrix sparse, RunContext context);

  /** An empty state of the same kind, shift and subspace. */
  abstract PcaState empty();

  /** Adds the sums of another state of the same kind and shift, whose buffer is empty. */
  abstract void addSums(PcaState other);

  /** A copy that can go on by itself. */
  final PcaState copy() {
    PcaState copy = empty();
    copy.addSums(this);
    copy.rowsSeen = rowsSeen;
    copy.waiting = waiting;
    copy.buffer = buffer == null ? null : buffer.clone();
    return copy;
  }

  final void add(Matrix matrix, RunContext context) {
    rowsSeen += matrix.rows();
    if (matrix instanceof CsrMatrix sparse && !shifted && keepsSparse(sparse)) {
      foldSparse(sparse, context);
      countSparse(sparse);
      rows += sparse.rows();
      return;
    }
    if (buffer == null) {
      buffer = new float[Math.multiplyExact(bufferRows(d), d)];
    }
    int capacity = bufferRows(d);
    for (int from = 0; from < matrix.rows(); ) {
      int count = Math.min(capacity - waiting, matrix.rows() - from);
      int first = from;
      int to = waiting;
      context
          .parallel()
          .forEach(
              count,
              Math.max(64, (1 << 18) / d),
              (low, high) -> shiftedRows(matrix, first + low, first + high, buffer, to + low));
      waiting += count;
      from += count;
      if (waiting == capacity) {
        flush(context);
      }
    }
  }

  /** Takes in the rows that wait. */
  final void flush(RunContext context) {
    if (waiting > 0) {
      fold(buffer, waiting, context);
      rows += waiting;
      waiting = 0;
    }
  }

  private void shiftedRows(Matrix matrix, int from, int end, float[] out, int row) {
    switch (matrix) {
      case DenseMatrix dense -> {
        float[] x = dense.values();
        for (int i = from; i < end; i++) {
          int at = dense.rowOffset(i);
          int to = (row + i - from) * d;
          if (shifted) {
            for (int j = 0; j < d; j++) {
              out[to + j] = x[at + j] - shift[j];
            }
          } else {
            System.arraycopy(x, at, out, to, d);
          }
        }
      }
      case CsrMatrix sparse -> {
        for (int i = from; i < end; i++) {
          int to = (row + i - from) * d;
          for (int j = 0; j < d; j++) {
            out[to + j] = -shift[j];
          }
          for (int e = sparse.rowStart()[i]; e < sparse.rowStart()[i + 1]; e++) {
            out[to + sparse.column()[e]] += sparse.value()[e];
          }
        }
      }
    }
  }

  private void countSparse(CsrMatrix sparse) {
    for (int e = sparse.rowStart()[0]; e < sparse.rowStart()[sparse.rows()]; e++) {
      double x = sparse.value()[e];
      sum[sparse.column()[e]] += x;
      squares[sparse.column()[e]] += x * x;
    }
  }

  /** Column sums of some dense rows: {@code d} sums, then {@code d} sums of squares. */
  static double[] columnSums(float[] x, int from, int end, int d) {
    double[] sums = new double[2 * d];
    for (int i = from; i < end; i++) {
      int at = i * d;
      for (int j = 0; j < d; j++) {
        sums[j] += x[at + j];
      }
      for (int j = 0; j < d; j++) {
        sums[d + j] += (double) x[at + j] * x[at + j];
      }
    }
    return sums;
  }

  final void addColumnSums(double[] sums) {
    for (int j = 0; j < d; j++) {
      sum[j] += sums[j];
      squares[j] += sums[d + j];
    }
  }

  final void addCounts(PcaState other) {
    for (int j = 0; j < d; j++) {
      sum[j] += other.sum[j];
      squares[j] += other.squares[j];
    }
    rows += other.rows;
    rowsSeen += other.rowsSeen;
  }

  /**
   * The mean of the shifted rows; zeros when the mean is not to be taken out.
   *
   * @param centered whether it is
   */
  final double[] shiftedMean(boolean centered) {
    double[] mean = new double[d];
    if (centered && rows > 0) {
      for (int j = 0; j < d; j++) {
        mean[j] = sum[j] / rows;
      }
    }
    return mean;
  }

  /** The sum of the rows' squared distances to their mean, or to 0 when it is not taken out. */
  final double scatter(boolean centered) {
    double total = 0;
    for (int j = 0; j < d; j++) {
      double mean = centered && rows > 0 ? sum[j] / rows : 0;
      total += Math.max(0, squares[j] - mean * sum[j]);
    }
    return total;
  }
}
