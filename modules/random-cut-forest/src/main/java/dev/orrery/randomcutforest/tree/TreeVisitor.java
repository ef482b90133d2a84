package dev.orrery.randomcutforest.tree;

/** What is made of a point's way through a tree, told from the leaf up. */
public interface TreeVisitor {

  /**
   * The point has come to a leaf.
   *
   * @param depth edges from the root
   * @param walk knows in which dimensions, and how far, the point differs from the leaf's; in none
   *     when they are equal
   */
  void leaf(CutTree tree, int leaf, int depth, CutWalk walk);

  /**
   * The way back comes to a node of which the point lies outside.
   *
   * @param depth edges from the root
   * @param separation the chance that a random cut of the node's box, extended to the point, parts
   *     the point from the box
   * @param walk knows in which dimensions, and how far, the point lies outside
   */
  void node(CutTree tree, int node, int depth, double separation, CutWalk walk);
}
