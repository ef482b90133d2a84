package dev.orrery.randomcutforest.tree;

import dev.orrery.kernels.Kernels;

/**
 * The scores of many points in a tree (spec B5.3 step 4, see {@link ScoreVisitor}), node by node
 * instead of point by point: the points are parted by the cuts from the root down, as quicksort
 * parts them, so that the points that come to a node lie side by side; and from the leaves up each
 * node moves the scores of all of them at once. So the lanes of a vector are points, and the work
 * that a node takes is shared by those that come to it. The score of a point does not depend on the
 * others.
 *
 * <p>It holds the arrays of one thread.
 */
final class TreeScores {

  /** More than any sum of lengths of float32, and so small that a sum of two is finite. */
  static final double FAR = 1e300;

  private final int dimensions;
  private final int most;
  private final Kernels kernels;

  /** The points in the order of the tree, and those that went right while a node parts its own. */
  private final int[] order;

  private final int[] right;

  /** The points by columns, {@code most} apart, in the order of the tree. */
  private final float[] ordered;

  private final float[] outside;
  private final double[] moving;
  private final double[] score;

  /** What the points come to, a node before its children: the reference, which points, how deep. */
  private int[] reference = new int[0];

  private int[] begin;
  private int[] end;
  private int[] depth;

  /** For trees and at most so many points of some dimensions. */
  TreeScores(int dimensions, int most, Kernels kernels) {
    this.dimensions = dimensions;
    this.most = most;
    this.kernels = kernels;
    this.order = new int[most];
    this.right = new int[most];
    this.ordered = new float[Math.multiplyExact(dimensions, most)];
    this.outside = new float[most];
    this.moving = new double[most];
    this.score = new double[most];
  }

  /**
   * The score of a point of the last call, before it is scaled by {@link ScoreVisitor#normalizer}.
   */
  double score(int index) {
    return score[index];
  }

  /**
   * Scores points in a tree that is not empty.
   *
   * @param columns the points by columns: value j of point i at {@code j * stride + i}
   * @param first the first of these points
   */
  void run(CutTree tree, float[] columns, int stride, int first, int count) {
    int parts = part(tree, columns, stride, first, count);
    for (int j = 0; j < dimensions; j++) {
      int from = j * stride + first;
      for (int k = 0; k < count; k++) {
        ordered[j * most + k] = columns[from + order[k]];
      }
    }
    for (int part = parts - 1; part >= 0; part--) {
      if (reference[part] < 0) {
        leaf(tree, ~reference[part], begin[part], end[part], depth[part]);
      } else {
        node(tree, reference[part], begin[part], end[part], depth[part]);
      }
    }
    for (int k = 0; k < count; k++) {
      score[order[k]] = moving[k];
    }
  }

  /** Parts the points by the cuts; returns how many nodes and leaves they come to. */
  private int part(CutTree tree, float[] columns, int stride, int first, int count) {
    if (reference.length < 2 * tree.capacity()) {
      reference = new int[2 * tree.capacity()];
      begin = new int[reference.length];
      end = new int[reference.length];
      depth = new int[reference.length];
    }
    for (int k = 0; k < count; k++) {
      order[k] = k;
    }
    int parts = add(0, tree.root, 0, count, 0);
    for (int part = 0; part < parts; part++) {
      int node = reference[part];
      if (node >= 0) {
        int column = tree.cutDimension[node] * stride + first;
        int middle = part(columns, column, tree.cutValue[node], begin[part], end[part]);
        parts = add(parts, tree.child[2 * node], begin[part], middle, depth[part] + 1);
        parts = add(parts, tree.child[2 * node + 1], middle, end[part], depth[part] + 1);
      }
    }
    return parts;
  }

  private int add(int parts, int to, int from, int until, int level) {
    if (from == until) {
      return parts;
    }
    reference[parts] = to;
    begin[parts] = from;
    end[parts] = until;
    depth[parts] = level;
    return parts + 1;
  }

  /** Puts those at most at the cut before the others; returns where the others begin. */
  private int part(float[] columns, int column, float cut, int from, int until) {
    int left = from;
    int beyond = 0;
    for (int k = from; k < until; k++) {
      int point = order[k];
      // without a branch, which would be guessed wrong: the sign bit is set beyond the cut
      int sign = Float.floatToRawIntBits(cut - columns[column + point]) >>> 31;
      order[left] = point;
      right[beyond] = point;
      left += 1 - sign;
      beyond += sign;
    }
    System.arraycopy(right, 0, order, left, beyond);
    return left;
  }

  private void leaf(CutTree tree, int leaf, int from, int until, int level) {
    double seen = ScoreVisitor.seen(level, tree.leafMass[leaf], tree.size());
    double other = 1.0 / (level + 1);
    for (int k = from; k < until; k++) {
      moving[k] = equal(tree.point, leaf * dimensions, k) ? seen : other;
    }
  }

  private boolean equal(float[] points, int at, int k) {
    for (int j = 0; j < dimensions; j++) {
      if (points[at + j] != ordered[j * most + k]) {
        return false;
      }
    }
    return true;
  }

  private void node(CutTree tree, int node, int from, int until, int level) {
    int box = 2 * node * dimensions;
    int count = until - from;
    kernels.outside(ordered, from, most, count, tree.box, box, dimensions, outside, 0);
    double range = tree.range[node];
    double apart = 1.0 / (level + 1);
    for (int k = 0; k < count; k++) {
      double beyond = Math.min(outside[k], FAR);
      double separation = beyond / (range + beyond);
      moving[from + k] += separation * (apart - moving[from + k]);
    }
  }
}
