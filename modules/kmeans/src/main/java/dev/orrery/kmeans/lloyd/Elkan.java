package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;

/**
 * A lower bound for every row and center: the fewest distances of all, for n k bounds in memory. A
 * bound is kept as float32 rounded down, with the way that its center had gone until then added, so
 * that the bounds need no update when centers move: what is left of one is the kept value less the
 * way that the center has gone by now.
 *
 * <p>Elkan, "Using the Triangle Inequality to Accelerate k-Means" (ICML 2003).
 */
final class Elkan extends Assigner {

  private final int chunk;
  private final CenterGaps gaps;
  private final double[] upper;

  /** Lower bounds plus ways of each chunk of rows, {@code rows x k}. */
  private final float[][] lower;

  /** How far each center moved before this pass, at least. */
  private final double[] moved;

  /** How far each center has moved in all, at least; its differences are upper bounds too. */
  private final double[] way;

  private final double[] centerNorm;

  Elkan(DenseMatrix rows, int k, int chunk, RunContext context) {
    super(rows, k, context);
    this.chunk = chunk;
    gaps = new CenterGaps(k);
    upper = new double[n];
    lower = new float[(n + chunk - 1) / chunk][];
    moved = new double[k];
    way = new double[k];
    centerNorm = new double[k];
  }

  @Override
  long prepare(float[] old, RunContext context) {
    if (old == null) {
      float[] zero = new float[k * d];
      for (int j = 0; j < k; j++) {
        centerNorm[j] = margins.distance(zero, centers, j * d, d);
      }
      return 0;
    }
    for (int j = 0; j < k; j++) {
      moved[j] = margins.distance(old, centers, j * d, d);
      way[j] = moved[j] == 0 ? way[j] : Math.nextUp(way[j] + moved[j]);
    }
    return k + gaps.measure(this, context);
  }

  @Override
  long assign(int from, int to, int[] labels) {
    if (first) {
      return start(from, to, labels);
    }
    float[] bounds = lower[from / chunk];
    long computed = 0;
    for (int i = from; i < to; i++) {
      upper[i] = (upper[i] + moved[labels[i]]) * Margins.UP;
      if (margins.reach(upper[i]) >= gaps.nearest(labels[i]) - upper[i]) {
        computed += search(i, bounds, (i - from) * k, labels);
      }
    }
    return computed;
  }

  /** Measures the centers that no bound rules out. */
  private long search(int row, float[] bounds, int base, int[] labels) {
    int a = labels[row];
    double u = upper[row];
    double reach = margins.reach(u);
    float own = Float.NaN;
    long computed = 0;
    for (int j = 0; j < k; j++) {
      if (j == a || bounds[base + j] - way[j] > reach || gaps.between(a, j) - u > reach) {
        continue;
      }
      if (Float.isNaN(own)) {
        own = squared(row, a);
        computed++;
        bounds[base + a] = kept(a, own);
        u = Math.min(u, margins.upper(own));
        reach = margins.reach(u);
        if (bounds[base + j] - way[j] > reach || gaps.between(a, j) - u > reach) {
          continue;
        }
      }
      float s = squared(row, j);
      computed++;
      bounds[base + j] = kept(j, s);
      if (s < own || s == own && j < a) {
        a = j;
        own = s;
        u = margins.upper(s);
        reach = margins.reach(u);
      }
    }
    labels[row] = a;
    upper[row] = u;
    return computed;
  }

  /** The bound of a squared distance as it is kept. */
  private float kept(int center, float squared) {
    return Margins.floor((margins.lower(squared) + way[center]) * Margins.DOWN);
  }

  /**
   * The first pass: all distances in the expanded form, in blocks, and direct ones for the centers
   * whose rounding margins leave the nearest in doubt.
   */
  private long start(int from, int to, int[] labels) {
    int rows = to - from;
    float[] bounds = new float[Math.multiplyExact(rows, k)];
    lower[from / chunk] = bounds;
    kernels.squaredDistances(x, at(from), rows, packed, bounds, 0);
    long computed = (long) rows * k;
    for (int i = from; i < to; i++) {
      computed += startRow(i, bounds, (i - from) * k, labels);
    }
    return computed;
  }

  private long startRow(int row, float[] bounds, int base, int[] labels) {
    double norm = norm(row);
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      least = Math.min(least, margins.upperOfExpanded(bounds[base + j], norm + centerNorm[j]));
    }
    double reach = margins.reach(Math.sqrt(least) * Margins.UP);
    int best = -1;
    float nearest = Float.POSITIVE_INFINITY;
    long computed = 0;
    for (int j = 0; j < k; j++) {
      double bound =
          Math.sqrt(margins.lowerOfExpanded(bounds[base + j], norm + centerNorm[j])) * Margins.DOWN;
      if (bound <= reach) {
        float s = squared(row, j);
        computed++;
        bound = margins.lower(s);
        if (s < nearest || best < 0) {
          nearest = s;
          best = j;
        }
      }
      bounds[base + j] = Margins.floor(bound);
    }
    labels[row] = best;
    upper[row] = margins.upper(nearest);
    return computed;
  }

  private double norm(int row) {
    double sum = 0;
    for (int e = at(row); e < at(row) + d; e++) {
      sum += (double) x[e] * x[e];
    }
    return Math.sqrt(sum) * (1 + 0x1p-20);
  }
}
