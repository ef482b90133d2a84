package dev.orrery.randomcutforest.tree;

import dev.orrery.kernels.Kernels;

/**
 * The scores of a few points in a tree that changes after them (spec B5.3 step 4, see {@link
 * ScoreVisitor}), point by point: down by the cuts, all side by side, and up again, one after the
 * other, as long as a point lies outside of the boxes. {@link TreeScores} is for many points that
 * come to the same tree.
 *
 * <p>It holds the arrays of one thread.
 */
final class PathScores {

  private final int dimensions;
  private final Kernels kernels;
  private final Descent descent;
  private final double[] score;

  /** How far a point lies outside of the boxes on its way up. */
  private final float[] beyond;

  /**
   * For trees of some dimensions.
   *
   * @param capacity most points of a tree
   * @param block most points at once
   */
  PathScores(int dimensions, int capacity, int block, Kernels kernels) {
    this.dimensions = dimensions;
    this.kernels = kernels;
    this.descent = new Descent(block);
    this.score = new double[block];
    this.beyond = new float[capacity];
  }

  /** The score of a point of the last call, scaled by {@link ScoreVisitor#normalizer}. */
  double score(int index) {
    return score[index];
  }

  /** The leaf that a point of the last call came to. */
  int leaf(int index) {
    return descent.leaf(index);
  }

  /**
   * Scores points in a tree that is not empty.
   *
   * @param sides holds the sides of the points, one after the other ({@link CutWalk#sides})
   * @param first the first of these points
   */
  void run(CutTree tree, float[] sides, int first, int count) {
    descent.run(tree, sides, first, count);
    double scale = ScoreVisitor.normalizer(tree.size());
    for (int i = 0; i < count; i++) {
      int at = (first + i) * 2 * dimensions;
      score[i] = scale * climb(tree, descent.leaf(i), descent.depth(i), sides, at);
    }
  }

  private double climb(CutTree tree, int leaf, int depth, float[] sides, int at) {
    if (tree.equalsLeaf(leaf, sides, at)) {
      return ScoreVisitor.seen(depth, tree.leafMass[leaf], tree.size());
    }
    int node = tree.leafParent[leaf];
    int boxes = kernels.excessAlong(tree.parent, node, tree.box, sides, at, 2 * dimensions, beyond);
    double moving = 1.0 / (depth + 1);
    for (int k = 0; k < boxes; k++) {
      double outside = Math.min(beyond[k], TreeScores.FAR);
      double separation = outside / (tree.range[node] + outside);
      moving = separation / (depth - k) + (1 - separation) * moving;
      node = tree.parent[node];
    }
    return moving;
  }
}
