package dev.orrery.randomcutforest.tree;

/** What is made of the ways of points through a tree, each told from the leaf up. */
public interface TreeVisitor {

  /**
   * A point has come to a leaf.
   *
   * @param depth edges from the root
   * @param index which of the points that walk side by side, from 0
   * @param walk knows whether the point equals the leaf's and how far it differs in each dimension
   */
  void leaf(CutTree tree, int leaf, int depth, int index, CutWalk walk);

  /**
   * The way back of a point comes to a node.
   *
   * @param depth edges from the root
   * @param separation the chance that a random cut of the node's box, extended to the point, parts
   *     the point from the box; 0 where the point lies in the box, and its way ends
   * @param index which of the points that walk side by side, from 0
   * @param walk knows how far the point lies outside in each dimension
   */
  void node(CutTree tree, int node, int depth, double separation, int index, CutWalk walk);
}
