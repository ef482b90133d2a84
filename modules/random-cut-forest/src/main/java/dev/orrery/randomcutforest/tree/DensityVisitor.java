package dev.orrery.randomcutforest.tree;

/**
 * How dense the points of one tree lie about a point, as the natural logarithm of their share per
 * unit of volume. Of the boxes on the point's way it takes the smallest that holds at least the
 * square root of the tree's points, and extends it to the point: {@code ln(points in it / points of
 * the tree) - sum of ln(side)}. A logarithm, because volumes of many dimensions leave the range of
 * numbers.
 *
 * <p>A side counts as no shorter than the side of the whole tree over its points, which is as fine
 * as they can tell; a dimension in which all points of the tree are equal is left out. So the value
 * is good for comparing points in one forest, not for comparing forests. Where points are few it is
 * too high, since the box reaches into denser places.
 */
public final class DensityVisitor implements TreeVisitor {

  private final double[] logDensity;
  private final boolean[] settled;

  /** For as many points as walk side by side. */
  public DensityVisitor(int block) {
    logDensity = new double[block];
    settled = new boolean[block];
  }

  /** The logarithm of the density about a point that walked last. */
  public double logDensity(int index) {
    return logDensity[index];
  }

  @Override
  public void leaf(CutTree tree, int leaf, int depth, int index, CutWalk walk) {
    settled[index] = false;
    if (depth == 0 || enough(tree, tree.leafMass[leaf])) {
      settle(tree, ~leaf, index, walk.equal() ? null : walk);
    } else if (walk.equal()) {
      climb(tree, tree.leafParent[leaf], index);
    }
  }

  @Override
  public void node(CutTree tree, int node, int depth, double separation, int index, CutWalk walk) {
    if (settled[index]) {
      return;
    }
    if (depth == 0 || enough(tree, tree.mass[node])) {
      settle(tree, node, index, walk);
    } else if (separation == 0) {
      climb(tree, tree.parent[node], index);
    }
  }

  /** Goes on above a box that holds the point, where the walk is over. */
  private void climb(CutTree tree, int from, int index) {
    int node = from;
    while (tree.parent[node] >= 0 && !enough(tree, tree.mass[node])) {
      node = tree.parent[node];
    }
    settle(tree, node, index, null);
  }

  private static boolean enough(CutTree tree, int points) {
    return (long) points * points >= tree.size();
  }

  /**
   * Measures a box or a leaf's point.
   *
   * @param walk knows how far the point lies outside; null where it lies within
   */
  private void settle(CutTree tree, int reference, int index, CutWalk walk) {
    settled[index] = true;
    double sum = Math.log((double) tree.mass(reference) / tree.size());
    for (int j = 0; tree.root >= 0 && j < tree.dimensions(); j++) {
      double whole = side(tree, tree.root, j);
      if (whole > 0) {
        double side = reference >= 0 ? side(tree, reference, j) : 0;
        side += walk == null ? 0 : walk.beyond(j);
        sum -= Math.log(Math.max(side, whole / tree.size()));
      }
    }
    logDensity[index] = sum;
  }

  private static double side(CutTree tree, int node, int dimension) {
    int low = 2 * node * tree.dimensions() + dimension;
    return -(double) tree.box[low + tree.dimensions()] - tree.box[low];
  }
}
