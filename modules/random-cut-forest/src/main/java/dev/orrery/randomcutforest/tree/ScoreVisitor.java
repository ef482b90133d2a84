package dev.orrery.randomcutforest.tree;

/**
 * The anomaly score of a point in one tree (spec B5.3 step 4): the expected value, over the place
 * where a random cut would part the point from the tree, of one over the depth that it would have
 * there.
 */
public final class ScoreVisitor implements TreeVisitor {

  private static final double[] LOG2 = new double[4097];

  static {
    for (int i = 1; i < LOG2.length; i++) {
      LOG2[i] = Math.log(i) / Math.log(2);
    }
  }

  private final double[] score;

  /** For as many points as walk side by side. */
  public ScoreVisitor(int block) {
    score = new double[block];
  }

  /** The score of a point that walked last, before it is scaled by {@link #normalizer}. */
  public double score(int index) {
    return score[index];
  }

  /** What the score of a tree of some points is multiplied by: log2(points + 1). */
  public static double normalizer(int points) {
    return log2(points + 1);
  }

  static double log2(int n) {
    return n < LOG2.length ? LOG2[n] : Math.log(n) / Math.log(2);
  }

  /**
   * The score of a point that equals a leaf's: it would join the leaf, which displaces the less the
   * more of the tree's points lie there.
   */
  static double seen(int depth, int leafMass, int treeMass) {
    double damp = 1 - leafMass / (2.0 * treeMass);
    return damp / (depth + log2(leafMass + 1));
  }

  @Override
  public void leaf(CutTree tree, int leaf, int depth, int index, CutWalk walk) {
    score[index] = walk.equal() ? seen(depth, tree.leafMass[leaf], tree.size()) : 1.0 / (depth + 1);
  }

  @Override
  public void node(CutTree tree, int node, int depth, double separation, int index, CutWalk walk) {
    score[index] = separation / (depth + 1) + (1 - separation) * score[index];
  }
}
