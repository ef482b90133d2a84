package dev.orrery.randomcutforest;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random cut forest in plain loops, written to be read (spec B5.3; Guha et al. 2016). A tree is
 * either a leaf, which has one point and how many points equal it, or a node, which has a box, a
 * cut and two trees. It draws its random numbers as the fast version does, so with the same
 * generators the trees are the same.
 */
public final class RandomCutForestTextbook {

  /** A tree: a leaf where {@code left} is null. */
  record Tree(
      float[] low, float[] high, int points, int dimension, float cut, Tree left, Tree right) {

    boolean isLeaf() {
      return left == null;
    }
  }

  private RandomCutForestTextbook() {}

  /**
   * The score of every query: the mean over the trees.
   *
   * @param rows the sample; tree i is built from its i-th block of {@code rows / trees} rows
   * @param random one generator per tree
   */
  public static double[] scores(
      float[][] rows, int trees, float[][] queries, List<RandomGenerator> random) {
    int perTree = rows.length / trees;
    double[] scores = new double[queries.length];
    for (int t = 0; t < trees; t++) {
      List<float[]> block = new ArrayList<>();
      for (int i = t * perTree; i < (t + 1) * perTree; i++) {
        block.add(rows[i]);
      }
      Tree tree = build(block, random.get(t));
      for (int q = 0; q < queries.length; q++) {
        scores[q] += score(tree, queries[q], 0, perTree) * log2(perTree + 1) / trees;
      }
    }
    return scores;
  }

  /** Cuts the box of the points at random and goes on with both parts. */
  static Tree build(List<float[]> points, RandomGenerator random) {
    int d = points.getFirst().length;
    float[] low = points.getFirst().clone();
    float[] high = points.getFirst().clone();
    for (float[] point : points) {
      for (int j = 0; j < d; j++) {
        low[j] = Math.min(low[j], point[j]);
        high[j] = Math.max(high[j], point[j]);
      }
    }
    double range = 0;
    for (int j = 0; j < d; j++) {
      range += (double) high[j] - low[j];
    }
    if (range == 0) { // all points are equal
      return new Tree(low, high, points.size(), -1, 0, null, null);
    }
    // A place on all sides laid end to end: so a dimension is as likely as its side is long.
    double place = random.nextDouble() * range;
    int dimension = 0;
    while (dimension < d - 1 && place >= (double) high[dimension] - low[dimension]) {
      place -= (double) high[dimension] - low[dimension];
      dimension++;
    }
    float cut = (float) (low[dimension] + place);
    if (cut >= high[dimension]) { // rounding must not leave the right part empty
      cut = Math.nextDown(high[dimension]);
    }
    List<float[]> left = new ArrayList<>();
    List<float[]> right = new ArrayList<>();
    for (float[] point : points) {
      (point[dimension] <= cut ? left : right).add(point);
    }
    return new Tree(
        low, high, points.size(), dimension, cut, build(left, random), build(right, random));
  }

  /**
   * The score of a point in a tree at some depth: the expected value of one over the depth at which
   * the point would be alone, over the place where a random cut would part it from the tree.
   */
  static double score(Tree tree, float[] point, int depth, int treePoints) {
    double outside = 0;
    double range = 0;
    for (int j = 0; j < point.length; j++) {
      outside += Math.max(0, (double) tree.low[j] - point[j]);
      outside += Math.max(0, (double) point[j] - tree.high[j]);
      range += (double) tree.high[j] - tree.low[j];
    }
    if (tree.isLeaf()) {
      if (outside > 0) {
        return 1.0 / (depth + 1);
      }
      double damp = 1 - tree.points / (2.0 * treePoints);
      return damp / (depth + log2(tree.points + 1));
    }
    // A random cut of the box with the point parts them if it falls where the box has to grow.
    double parted = outside / (outside + range);
    Tree side = point[tree.dimension] <= tree.cut ? tree.left : tree.right;
    double deeper = score(side, point, depth + 1, treePoints);
    return parted / (depth + 1) + (1 - parted) * deeper;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
