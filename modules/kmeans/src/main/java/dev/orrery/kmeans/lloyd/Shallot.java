package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;

/**
 * Exponion with a ball that shrinks. The row's former second nearest center is measured first; the
 * nearer of the two is the middle of the ball, and the distances d1, d2 to both give its radius d1
 * + d2, which shrinks with every nearer second that is met.
 *
 * <p>Borgelt, "Even Faster Exact k-Means Clustering" (IDA 2020).
 */
final class Shallot extends TwoBounds {

  private final CenterGaps gaps;
  private final int[] second;

  Shallot(DenseMatrix rows, int k, RunContext context) {
    super(rows, k, context);
    gaps = new CenterGaps(k);
    second = new int[n];
  }

  @Override
  void second(int row, int center) {
    second[row] = center;
  }

  @Override
  long measureCenters(RunContext context) {
    return gaps.measure(this, context);
  }

  @Override
  double apart(int center) {
    return gaps.nearest(center);
  }

  @Override
  long search(int[] open, float[] squared, int count, int[] labels) {
    long computed = 0;
    for (int o = 0; o < count; o++) {
      int row = open[o];
      int best = labels[row];
      float nearest = squared[o];
      int next = second[row];
      float nextSquared = squared(row, next);
      computed++;
      if (nextSquared < nearest || nextSquared == nearest && next < best) {
        int swap = best;
        best = next;
        next = swap;
        float swapped = nearest;
        nearest = nextSquared;
        nextSquared = swapped;
      }
      int middle = best;
      int measured = next;
      double toMiddle = margins.upper(nearest);
      double radius = radius(toMiddle, nextSquared);
      for (long neighbour : gaps.neighbours(middle)) {
        if (CenterGaps.gap(neighbour) > radius) {
          break;
        }
        int j = CenterGaps.center(neighbour);
        if (j == measured) {
          continue;
        }
        float s = squared(row, j);
        computed++;
        if (s < nearest || s == nearest && j < best) {
          next = best;
          nextSquared = nearest;
          best = j;
          nearest = s;
          radius = radius(toMiddle, nextSquared);
        } else if (s < nextSquared) {
          next = j;
          nextSquared = s;
          radius = radius(toMiddle, nextSquared);
        }
      }
      settle(row, best, nearest, nextSquared, labels);
      second[row] = next;
    }
    return computed;
  }

  /** A center further than this from the middle is further from the row than the second. */
  private double radius(double toMiddle, float secondSquared) {
    return (toMiddle + margins.reach(margins.upper(secondSquared))) * Margins.UP;
  }
}
