package dev.orrery.randomcutforest.tree;

import dev.orrery.kernels.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Inserts points into trees and deletes them, such that a tree is distributed as if it had been
 * built from the points that it holds (Guha, Mishra, Roy and Schrijvers, "Robust Random Cut Forest
 * Based Anomaly Detection on Streams", ICML 2016, algorithms 1 and 2).
 *
 * <p>It holds the arrays of one thread.
 */
public final class TreeEditor {

  private final int dimensions;
  private final Kernels kernels;
  private final CutWalk walk;

  /** How far a point lies outside of the boxes above its leaf. */
  private final float[] beyond;

  /** A box as it was. */
  private final float[] before;

  /**
   * For trees of some dimensions.
   *
   * @param capacity most points of a tree
   */
  public TreeEditor(int dimensions, int capacity, Kernels kernels) {
    this.dimensions = dimensions;
    this.kernels = kernels;
    this.walk = new CutWalk(dimensions, 1, kernels);
    this.beyond = new float[capacity];
    this.before = new float[2 * dimensions];
  }

  /**
   * Inserts a point (paper, algorithm 2): from the leaf up, every box that the point lies outside
   * of draws a cut of the box with the point; the highest of these cuts that parts the point from
   * the box is where it goes.
   *
   * @param sides holds the sides of the point ({@link CutWalk#sides}), from {@code at} on
   * @return its leaf, which an equal point shares
   */
  public int insert(CutTree tree, float[] sides, int at, RandomGenerator random) {
    return insert(tree, -1, sides, at, random);
  }

  /**
   * Inserts a point.
   *
   * @param found the leaf that the point has come to, even if the tree has lost other leaves since;
   *     -1 when it is not known
   */
  int insert(CutTree tree, int found, float[] sides, int at, RandomGenerator random) {
    if (tree.root == CutTree.EMPTY) {
      int first = tree.newLeaf(sides, at, 1);
      tree.root = ~first;
      tree.leafParent[first] = -1;
      return first;
    }
    // where a leaf is gone, the points that came to it come to others; else they come to the same
    boolean known = found >= 0 && tree.leafMass[found] > 0;
    int leaf = known ? found : tree.leafOf(sides, at);
    walk.start(tree, leaf, sides, at);
    if (walk.equal()) {
      tree.again(leaf);
      return leaf;
    }
    int sibling = ~leaf;
    walk.draw(random.nextDouble() * walk.measure());
    int dimension = walk.drawnDimension();
    float cut = walk.drawnCut();
    int node = tree.leafParent[leaf];
    int boxes = kernels.excessAlong(tree.parent, node, tree.box, sides, at, 2 * dimensions, beyond);
    for (int k = 0; k < boxes && beyond[k] != 0; k++) {
      double outside = Math.min(beyond[k], TreeScores.FAR);
      double drawn = random.nextDouble() * (tree.range[node] + outside);
      if (drawn < outside) {
        sibling = node;
        walk.reach(node);
        walk.draw(drawn);
        dimension = walk.drawnDimension();
        cut = walk.drawnCut();
      }
      node = tree.parent[node];
    }
    int added = tree.newLeaf(sides, at, 1);
    putAbove(tree, sibling, added, dimension, sides[at + dimension] <= cut, cut);
    extend(tree, tree.leafParent[added], sibling, sides, at, node);
    return added;
  }

  /** Puts a node above a sibling, of which a leaf is the other child; it has no box yet. */
  private static void putAbove(
      CutTree tree, int sibling, int leaf, int dimension, boolean left, float cut) {
    int node = tree.newNode();
    int above = tree.parentOf(sibling);
    tree.child[2 * node] = left ? ~leaf : sibling;
    tree.child[2 * node + 1] = left ? sibling : ~leaf;
    tree.cutDimension[node] = dimension;
    tree.cutValue[node] = cut;
    tree.mass[node] = tree.mass(sibling) + 1;
    tree.parent[node] = above;
    tree.replaceChild(above, sibling, node);
    tree.leafParent[leaf] = node;
    tree.setParent(sibling, node);
    for (int up = above; up >= 0; up = tree.parent[up]) {
      tree.mass[up]++;
    }
  }

  /** Makes the box of the node above a sibling, and extends those above it up to an end. */
  private void extend(CutTree tree, int node, int sibling, float[] sides, int at, int end) {
    float[] box = tree.box;
    int low = 2 * node * dimensions;
    int from = low;
    if (sibling >= 0) {
      from = 2 * sibling * dimensions;
    } else {
      tree.enclose(node, tree.point, ~sibling * dimensions);
    }
    tree.range[node] = kernels.enclose(box, from, sides, at, dimensions, box, low);
    for (int up = tree.parent[node]; up != end; up = tree.parent[up]) {
      low = 2 * up * dimensions;
      tree.range[up] = kernels.enclose(box, low, sides, at, dimensions, box, low);
    }
  }

  /**
   * Takes one point out of a leaf (paper, algorithm 1): the last point of a leaf takes the node
   * above with it, and the boxes that it had a part in shrink.
   */
  public void delete(CutTree tree, int leaf) {
    if (tree.leafMass[leaf] > 1) {
      tree.once(leaf);
      return;
    }
    int node = tree.leafParent[leaf];
    tree.giveBackLeaf(leaf);
    if (node < 0) {
      tree.root = CutTree.EMPTY;
      return;
    }
    int sibling = tree.child[2 * node] == ~leaf ? tree.right(node) : tree.left(node);
    int above = tree.parent[node];
    tree.replaceChild(above, node, sibling);
    tree.setParent(sibling, above);
    tree.giveBack(node);
    boolean shrinks = true;
    for (int up = above; up >= 0; up = tree.parent[up]) {
      tree.mass[up]--;
      shrinks = shrinks && shrink(tree, up);
    }
  }

  /** Makes a node's box the bounding box of its children's; false when it was that already. */
  private boolean shrink(CutTree tree, int node) {
    int low = 2 * node * dimensions;
    System.arraycopy(tree.box, low, before, 0, before.length);
    tree.encloseChildren(node, kernels);
    return !Arrays.equals(before, 0, before.length, tree.box, low, low + before.length);
  }
}
