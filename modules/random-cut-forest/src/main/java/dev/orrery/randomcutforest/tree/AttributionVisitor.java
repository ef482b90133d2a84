package dev.orrery.randomcutforest.tree;

import java.util.Arrays;

/**
 * The score of a point in one tree, split among the dimensions: each cut that parts the point from
 * a box is shared out by how far the point lies outside in each dimension. The shares sum to the
 * score. Of a point that equals a leaf's, every dimension has the same share.
 */
public final class AttributionVisitor implements TreeVisitor {

  private final double[] share;

  /** For points of some dimensions. */
  public AttributionVisitor(int dimensions) {
    share = new double[dimensions];
  }

  /** The share of a dimension in the score of the walk that was made last. */
  public double share(int dimension) {
    return share[dimension];
  }

  @Override
  public void leaf(CutTree tree, int leaf, int depth, CutWalk walk) {
    if (walk.outside() == 0) {
      double seen = ScoreVisitor.seen(depth, tree.leafMass[leaf], tree.size());
      Arrays.fill(share, seen / share.length);
    } else {
      Arrays.fill(share, 0);
      add(1.0 / (depth + 1), walk);
    }
  }

  @Override
  public void node(CutTree tree, int node, int depth, double separation, CutWalk walk) {
    for (int j = 0; j < share.length; j++) {
      share[j] *= 1 - separation;
    }
    add(separation / (depth + 1), walk);
  }

  private void add(double part, CutWalk walk) {
    double sum = 0;
    for (int i = 0; i < walk.outside(); i++) {
      sum += walk.beyond(i);
    }
    for (int i = 0; i < walk.outside(); i++) {
      share[walk.outsideDimension(i)] += part * walk.beyond(i) / sum;
    }
  }
}
