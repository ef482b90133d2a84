package dev.orrery.kmeans;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import dev.orrery.kmeans.lloyd.ClusterSums;

/** What k-means does with rows, dense or sparse; sparse rows are never made dense as a whole. */
final class Rows {

  /** Rows that one thread takes at a time; fixed, so that sums do not depend on threads. */
  static final int CHUNK = 1024;

  private final Matrix matrix;
  private final Kernels kernels;

  Rows(Matrix matrix, Kernels kernels) {
    this.matrix = matrix;
    this.kernels = kernels;
  }

  int count() {
    return matrix.rows();
  }

  int columns() {
    return matrix.columns();
  }

  /** Copies a row into {@code out} from {@code offset}. */
  void copy(int row, float[] out, int offset) {
    switch (matrix) {
      case DenseMatrix dense ->
          System.arraycopy(dense.values(), dense.rowOffset(row), out, offset, dense.columns());
      case CsrMatrix sparse -> {
        java.util.Arrays.fill(out, offset, offset + sparse.columns(), 0);
        for (int e = sparse.rowStart()[row]; e < sparse.rowStart()[row + 1]; e++) {
          out[offset + sparse.column()[e]] = sparse.value()[e];
        }
      }
    }
  }

  /** Some rows as a dense block, in the order given. */
  float[] copyOf(int[] chosen) {
    int d = columns();
    float[] out = new float[Math.multiplyExact(chosen.length, d)];
    for (int i = 0; i < chosen.length; i++) {
      copy(chosen[i], out, i * d);
    }
    return out;
  }

  /** Label and squared distance of the rows {@code from} to {@code to - 1}. */
  void nearest(int from, int to, Packed centers, int[] labels, float[] squared) {
    switch (matrix) {
      case DenseMatrix dense ->
          kernels.nearest(
              dense.values(),
              dense.rowOffset(from),
              to - from,
              centers,
              labels,
              from,
              squared,
              from);
      case CsrMatrix sparse ->
          kernels.nearestSparse(
              sparse.rowStart(),
              sparse.column(),
              sparse.value(),
              from,
              to - from,
              centers,
              labels,
              from,
              squared,
              from);
    }
  }

  /** Label and squared distance of all rows. */
  void nearest(Packed centers, int[] labels, float[] squared, RunContext context) {
    context
        .parallel()
        .forEach(count(), CHUNK, (from, to) -> nearest(from, to, centers, labels, squared));
  }

  /** Squared distances of the rows {@code from} to {@code to - 1} to one point. */
  void distancesTo(float[] point, int from, int to, float[] squared) {
    int d = columns();
    switch (matrix) {
      case DenseMatrix dense -> {
        for (int i = from; i < to; i++) {
          squared[i] = kernels.squaredDistance(dense.values(), dense.rowOffset(i), point, 0, d);
        }
      }
      case CsrMatrix sparse ->
          nearest(from, to, kernels.pack(point, 0, 1, d), new int[to], squared);
    }
  }

  /** Adds the rows {@code from} to {@code to - 1} to the clusters of their labels. */
  void addTo(ClusterSums clusters, int from, int to, int[] labels) {
    switch (matrix) {
      case DenseMatrix dense ->
          kernels.addRowsByLabel(
              dense.values(),
              dense.rowOffset(from),
              to - from,
              dense.columns(),
              labels,
              from,
              clusters.sums,
              clusters.counts);
      case CsrMatrix sparse -> {
        for (int i = from; i < to; i++) {
          int base = labels[i] * sparse.columns();
          for (int e = sparse.rowStart()[i]; e < sparse.rowStart()[i + 1]; e++) {
            clusters.sums[base + sparse.column()[e]] += sparse.value()[e];
          }
          clusters.counts[labels[i]]++;
        }
      }
    }
  }
}
