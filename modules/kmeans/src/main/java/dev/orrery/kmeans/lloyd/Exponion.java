package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;

/**
 * Hamerly's bounds with a search in a ball around the row's own center. Its radius 2 u + s, from
 * the row's distance u to its center and the center's distance s to the nearest other one, holds
 * the two nearest centers for certain. Where the paper keeps concentric rings, the neighbours are
 * fully sorted here.
 *
 * <p>Newling and Fleuret, "Fast k-means with accurate bounds" (ICML 2016).
 */
final class Exponion extends TwoBounds {

  private final CenterGaps gaps;

  Exponion(DenseMatrix rows, int k, RunContext context) {
    super(rows, k, context);
    gaps = new CenterGaps(k);
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
      int own = labels[row];
      int best = own;
      float nearest = squared[o];
      float second = Float.POSITIVE_INFINITY;
      double u = upper[row];
      double radius = (u + margins.reach(u + gaps.nearestAtMost(own))) * Margins.UP;
      for (long neighbour : gaps.neighbours(own)) {
        if (CenterGaps.gap(neighbour) > radius) {
          break;
        }
        int j = CenterGaps.center(neighbour);
        float s = squared(row, j);
        computed++;
        if (s < nearest || s == nearest && j < best) {
          second = nearest;
          nearest = s;
          best = j;
        } else if (s < second) {
          second = s;
        }
      }
      settle(row, best, nearest, second, labels);
    }
    return computed;
  }
}
