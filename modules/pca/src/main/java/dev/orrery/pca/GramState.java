package dev.orrery.pca;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.run.RunContext;

/**
 * The state of {@code regular}: the sum of the rows' outer products, {@code d x d} in double.
 *
 * <p>It is kept as a few partial sums, so that several threads can add at once without copies: the
 * k-th part of every full buffer goes into the k-th of them. Few features, or few rows in all, are
 * multiplied in double too; else the kernel does it, which sums some rows in float.
 */
final class GramState extends PcaState {

  /** Features up to which products are formed in double, whatever the rows. */
  private static final int PRECISE_FEATURES = 32;

  /** Products up to which they are, for data that does not fill the buffer once. */
  private static final double PRECISE_PRODUCTS = 1L << 30;

  /** Partial sums; only the upper triangles count. */
  final double[][] lanes;

  GramState(int d, float[] shift) {
    super(d, shift);
    lanes = new double[lanes(d)][Math.multiplyExact(d, d)];
  }

  /** Partial sums for d features: as many threads can work at once. */
  static int lanes(int d) {
    return Math.clamp((1L << 23) / ((long) d * d), 2, 8);
  }

  @Override
  boolean keepsSparse(CsrMatrix sparse) {
    long elements = sparse.rowStart()[sparse.rows()] - sparse.rowStart()[0];
    double perRow = (double) elements / Math.max(1, sparse.rows());
    return 20 * perRow * perRow < (double) d * d;
  }

  @Override
  void fold(float[] x, int count, RunContext context) {
    boolean precise =
        d <= PRECISE_FEATURES
            || rows == 0 && count < bufferRows(d) && (double) count * d * d <= PRECISE_PRODUCTS;
    int each = bufferRows(d) / lanes.length;
    context
        .parallel()
        .reduce(
            lanes.length,
            1,
            (lane, end) -> {
              int from = Math.min(count, lane * each);
              int to = end == lanes.length ? count : Math.min(count, end * each);
              if (precise) {
                addPrecisely(x, from, to, lanes[lane]);
              } else {
                context.kernels().addGram(x, from * d, to - from, d, lanes[lane]);
              }
              return columnSums(x, from, to, d);
            },
            this::addColumnSums);
  }

  /** Adds outer products to the upper triangle, four rows at a time. */
  private void addPrecisely(float[] x, int from, int to, double[] gram) {
    double[] four = new double[4 * d];
    for (int first = from; first < to; first += 4) {
      int count = Math.min(4, to - first);
      for (int k = 0; k < 4 * d; k++) {
        four[k] = k < count * d ? x[first * d + k] : 0;
      }
      for (int i = 0; i < d; i++) {
        double a = four[i];
        double b = four[d + i];
        double c = four[2 * d + i];
        double e = four[3 * d + i];
        int row = i * d;
        for (int j = i; j < d; j++) {
          double near = Math.fma(b, four[d + j], Math.fma(a, four[j], gram[row + j]));
          gram[row + j] = Math.fma(e, four[3 * d + j], Math.fma(c, four[2 * d + j], near));
        }
      }
    }
  }

  @Override
  void foldSparse(CsrMatrix sparse, RunContext context) {
    int pieces = (sparse.rows() - 1) / SPARSE_ROWS + 1;
    context
        .parallel()
        .forEach(
            lanes.length,
            1,
            (lane, end) -> {
              for (int piece = lane; piece < pieces; piece += lanes.length) {
                int to = Math.min(sparse.rows(), (piece + 1) * SPARSE_ROWS);
                for (int i = piece * SPARSE_ROWS; i < to; i++) {
                  addSparseRow(sparse, i, lanes[lane]);
                }
              }
            });
  }

  private void addSparseRow(CsrMatrix sparse, int row, double[] gram) {
    int end = sparse.rowStart()[row + 1];
    for (int p = sparse.rowStart()[row]; p < end; p++) {
      double value = sparse.value()[p];
      int at = sparse.column()[p] * d;
      for (int q = p; q < end; q++) {
        gram[at + sparse.column()[q]] += value * sparse.value()[q];
      }
    }
  }

  @Override
  GramState empty() {
    return new GramState(d, shift);
  }

  @Override
  void addSums(PcaState other) {
    addCounts(other);
    for (int lane = 0; lane < lanes.length; lane++) {
      double[] from = ((GramState) other).lanes[lane];
      double[] to = lanes[lane];
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  /**
   * The scatter matrix of the rows, both triangles: the sum of outer products around the mean, or
   * around 0.
   */
  double[] scatterMatrix(boolean centered, RunContext context) {
    double[] mean = shiftedMean(centered);
    double[] matrix = new double[d * d];
    context
        .parallel()
        .forEach(
            d,
            Math.max(1, (1 << 16) / d),
            (from, to) -> {
              for (int i = from; i < to; i++) {
                for (double[] lane : lanes) {
                  for (int j = i; j < d; j++) {
                    matrix[i * d + j] += lane[i * d + j];
                  }
                }
                for (int j = i; j < d; j++) {
                  matrix[i * d + j] -= mean[i] * sum[j];
                }
              }
            });
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i * d + j] = matrix[j * d + i];
      }
    }
    return matrix;
  }
}
