package dev.orrery.randomcutforest.tree;

/**
 * The way of points down a tree to their leaves, all points of a block a level at a time: the steps
 * of one point wait for each other, those of different points do not, and no branch has to be
 * guessed.
 *
 * <p>It holds where the points of one thread are.
 */
final class Descent {

  private final int[] place;
  private final int[] depth;
  private final int[] active;

  /** For at most so many points side by side. */
  Descent(int block) {
    this.place = new int[block];
    this.depth = new int[block];
    this.active = new int[block];
  }

  /** The leaf that a point came to. */
  int leaf(int index) {
    return ~place[index];
  }

  /** Edges from the root to the leaf that a point came to. */
  int depth(int index) {
    return depth[index];
  }

  /**
   * Takes points to their leaves.
   *
   * @param tree not empty
   * @param sides holds the sides of the points, one after the other ({@link CutWalk#sides})
   * @param first the first of these points
   */
  void run(CutTree tree, float[] sides, int first, int count) {
    int[] child = tree.child;
    int[] cutDimension = tree.cutDimension;
    float[] cutValue = tree.cutValue;
    int stride = 2 * tree.dimensions();
    int live = tree.root >= 0 ? count : 0;
    for (int i = 0; i < count; i++) {
      place[i] = tree.root;
      depth[i] = 0;
      active[i] = i;
    }
    for (int level = 1; live > 0; level++) {
      int kept = 0;
      for (int a = 0; a < live; a++) {
        int i = active[a];
        int node = place[i];
        float x = sides[(first + i) * stride + cutDimension[node]];
        // the sign bit is set where the point lies beyond the cut, which is right
        int next = child[2 * node + (Float.floatToRawIntBits(cutValue[node] - x) >>> 31)];
        place[i] = next;
        depth[i] = level;
        active[kept] = i;
        kept += 1 + (next >> 31);
      }
      live = kept;
    }
  }
}
