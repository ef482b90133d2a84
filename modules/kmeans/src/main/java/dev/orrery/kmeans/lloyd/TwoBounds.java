package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;

/**
 * Hamerly's two bounds per row: an upper one on the distance to its own center, a lower one on the
 * distance to all others. A row whose bounds do not meet keeps its center unseen; what is done for
 * the others is the variants' own.
 *
 * <p>Hamerly, "Making k-means Even Faster" (SDM 2010).
 */
abstract class TwoBounds extends Assigner {

  final double[] upper;
  final double[] lower;

  /** How far each center moved before this pass, at least. */
  private final double[] moved;

  private int furthest;
  private double most;
  private double secondMost;

  TwoBounds(DenseMatrix rows, int k, RunContext context) {
    super(rows, k, context);
    upper = new double[n];
    lower = new double[n];
    moved = new double[k];
  }

  @Override
  final long prepare(float[] old, RunContext context) {
    if (old == null) {
      return 0;
    }
    most = 0;
    secondMost = 0;
    furthest = 0;
    for (int j = 0; j < k; j++) {
      moved[j] = margins.distance(old, centers, j * d, d);
      if (moved[j] > most) {
        secondMost = most;
        most = moved[j];
        furthest = j;
      } else if (moved[j] > secondMost) {
        secondMost = moved[j];
      }
    }
    return k + measureCenters(context);
  }

  /** Measures the centers against each other; returns the number of distances computed. */
  abstract long measureCenters(RunContext context);

  /** At most the distance of a center to the nearest other one. */
  abstract double apart(int center);

  /**
   * Finds the nearest centers of the rows whose bounds meet, and sets label and bounds.
   *
   * @param open the rows, {@code count} of them
   * @param squared the squared distance of each to its own center
   * @return number of distances computed
   */
  abstract long search(int[] open, float[] squared, int count, int[] labels);

  @Override
  final long assign(int from, int to, int[] labels) {
    if (first) {
      return start(from, to, labels);
    }
    int[] open = new int[to - from];
    float[] squared = new float[to - from];
    int count = 0;
    long tightened = 0;
    for (int i = from; i < to; i++) {
      int a = labels[i];
      double u = (upper[i] + moved[a]) * Margins.UP;
      double l = (lower[i] - (a == furthest ? secondMost : most)) * Margins.DOWN;
      lower[i] = l;
      if (margins.reach(u) >= Math.max(l, apart(a) - u)) {
        float s = squared(i, a);
        tightened++;
        u = Math.min(u, margins.upper(s));
        if (margins.reach(u) >= Math.max(l, apart(a) - u)) {
          squared[count] = s;
          open[count++] = i;
        }
      }
      upper[i] = u;
    }
    return tightened + search(open, squared, count, labels);
  }

  private long start(int from, int to, int[] labels) {
    int rows = to - from;
    int[] index = new int[2 * rows];
    float[] distance = new float[2 * rows];
    kernels.topK(x, at(from), rows, packed, 2, index, distance);
    for (int i = 0; i < rows; i++) {
      settle(from + i, index[2 * i], distance[2 * i], distance[2 * i + 1], labels);
      second(from + i, index[2 * i + 1]);
    }
    return (long) rows * k;
  }

  /** Remembers which center is the second nearest of a row, where a variant wants to know. */
  void second(int row, int center) {}

  /** Gives a row its label and exact bounds. */
  final void settle(int row, int nearest, float squared, float secondSquared, int[] labels) {
    labels[row] = nearest;
    upper[row] = margins.upper(squared);
    lower[row] = margins.lower(secondSquared);
  }
}
