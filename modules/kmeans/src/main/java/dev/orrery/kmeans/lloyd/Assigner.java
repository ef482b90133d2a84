package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;

/**
 * Finds the nearest center of every row, pass after pass. The nearest is decided as if by {@link
 * Kernels#squaredDistance}, ties going to the lowest index, so that every variant gives the same
 * labels; what they know from earlier passes only spares them distances.
 */
abstract class Assigner {

  final Kernels kernels;
  final float[] x;
  final int offset;
  final int n;
  final int d;
  final int k;
  final Margins margins;

  /** The centers of this pass, {@code k x d}, and the same packed. */
  float[] centers;

  Packed packed;

  /** Whether this is the first pass, so that there are no bounds yet. */
  boolean first;

  Assigner(DenseMatrix rows, int k, RunContext context) {
    this.kernels = context.kernels();
    this.x = rows.values();
    this.offset = rows.offset();
    this.n = rows.rows();
    this.d = rows.columns();
    this.k = k;
    this.margins = new Margins(d);
  }

  /**
   * Begins a pass with new centers.
   *
   * @return number of distances computed between centers
   */
  final long next(float[] newCenters, RunContext context) {
    float[] old = centers;
    first = old == null;
    centers = newCenters;
    packed = kernels.pack(newCenters, 0, k, d);
    return prepare(old, context);
  }

  /** Learns how far the centers are apart and how far they moved; {@code old} null at first. */
  long prepare(float[] old, RunContext context) {
    return 0;
  }

  /**
   * Labels the rows {@code from} to {@code to - 1}. Called from several threads, with the same
   * chunks in every pass.
   *
   * @param labels on entry those of the pass before, except in the first
   * @return number of distances computed
   */
  abstract long assign(int from, int to, int[] labels);

  /** Index of the first element of a row. */
  final int at(int row) {
    return offset + row * d;
  }

  /** The computed squared distance of a row and a center. */
  final float squared(int row, int center) {
    return kernels.squaredDistance(x, at(row), centers, center * d, d);
  }
}
