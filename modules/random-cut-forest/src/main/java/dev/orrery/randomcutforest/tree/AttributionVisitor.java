package dev.orrery.randomcutforest.tree;

import java.util.Arrays;

/**
 * The score of a point in one tree, split among the dimensions: each cut that parts the point from
 * a box is shared out by how far the point lies outside in each dimension. The shares sum to the
 * score. Of a point that equals a leaf's, every dimension has the same share.
 */
public final class AttributionVisitor implements TreeVisitor {

  private final int dimensions;
  private final double[] share;

  /** For as many points of some dimensions as walk side by side. */
  public AttributionVisitor(int dimensions, int block) {
    this.dimensions = dimensions;
    this.share = new double[Math.multiplyExact(block, dimensions)];
  }

  /** The share of a dimension in the score of a point that walked last. */
  public double share(int index, int dimension) {
    return share[index * dimensions + dimension];
  }

  @Override
  public void leaf(CutTree tree, int leaf, int depth, int index, CutWalk walk) {
    int from = index * dimensions;
    if (walk.equal()) {
      double seen = ScoreVisitor.seen(depth, tree.leafMass[leaf], tree.size());
      Arrays.fill(share, from, from + dimensions, seen / dimensions);
    } else {
      Arrays.fill(share, from, from + dimensions, 0);
      add(1.0 / (depth + 1), from, walk);
    }
  }

  @Override
  public void node(CutTree tree, int node, int depth, double separation, int index, CutWalk walk) {
    if (separation > 0) {
      int from = index * dimensions;
      for (int j = from; j < from + dimensions; j++) {
        share[j] *= 1 - separation;
      }
      add(separation / (depth + 1), from, walk);
    }
  }

  private void add(double part, int from, CutWalk walk) {
    double scale = part / walk.measure();
    for (int j = 0; j < dimensions; j++) {
      share[from + j] += scale * walk.beyond(j);
    }
  }
}
