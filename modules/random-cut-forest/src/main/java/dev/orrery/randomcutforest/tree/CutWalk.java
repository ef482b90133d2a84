package dev.orrery.randomcutforest.tree;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.kernels.Kernels;

/**
 * The way of points through a tree: down to a leaf by the cuts, and up again as long as the point
 * lies outside of the boxes. It is what score, attribution, neighbours and insertion have in
 * common; a {@link TreeVisitor} makes of it what it wants. A box lies in the boxes above it, so
 * once the point lies in one the walk is over: no cut of a higher box can part the point from it.
 *
 * <p>The points of a block go level by level, side by side: the steps of one point wait for each
 * other, those of different points do not, and no branch has to be guessed. That takes half the
 * time of one point after the other.
 *
 * <p>A point is given by its <em>sides</em>, as the boxes are: its values, then its values with
 * their signs turned, {@code 2 * dimensions} numbers ({@link #sides}). So how far it lies outside
 * of a box, over both sides of all dimensions, is one call of a kernel.
 *
 * <p>It holds where one thread is.
 */
public final class CutWalk {

  private final int dimensions;
  private final Kernels kernels;
  private final Descent descent;
  private final int[] place;
  private final int[] depth;
  private final int[] active;
  private float[] point;
  private int at;

  private CutTree tree;

  /** Where what the point was compared with last begins: the sides of a box, or a leaf's point. */
  private int reachedAt;

  private boolean atLeaf;
  private boolean equal;
  private int drawnDimension;
  private float drawnCut;

  /**
   * A walk of points of some dimensions.
   *
   * @param block most points that walk side by side
   */
  public CutWalk(int dimensions, int block, Kernels kernels) {
    this.dimensions = dimensions;
    this.kernels = kernels;
    this.descent = new Descent(block);
    this.place = new int[block];
    this.depth = new int[block];
    this.active = new int[block];
  }

  /**
   * The sides of some rows, {@code count * 2 * columns} values.
   *
   * @param first the first of these rows
   */
  public static float[] sides(DenseMatrix rows, int first, int count) {
    int d = rows.columns();
    float[] sides = new float[Math.multiplyExact(count, 2 * d)];
    for (int i = 0; i < count; i++) {
      int from = rows.rowOffset(first + i);
      for (int j = 0; j < d; j++) {
        sides[2 * i * d + j] = rows.values()[from + j];
        sides[(2 * i + 1) * d + j] = -rows.values()[from + j];
      }
    }
    return sides;
  }

  /** Whether the leaf that was reached has the very point. */
  public boolean equal() {
    return equal;
  }

  /** How far the point lies outside of the box, or from the leaf, that was reached. */
  public double beyond(int dimension) {
    float x = point[at + dimension];
    if (atLeaf) {
      return Math.abs((double) tree.point[reachedAt + dimension] - x);
    }
    float[] reached = tree.box;
    double below = (double) reached[reachedAt + dimension] - x;
    double above = (double) reached[reachedAt + dimensions + dimension] + x;
    return Math.max(0, Math.max(below, above));
  }

  /** Sum of {@link #beyond} over the dimensions. */
  double measure() {
    double sum = 0;
    for (int j = 0; j < dimensions; j++) {
      sum += beyond(j);
    }
    return sum;
  }

  /**
   * Walks points through a tree that is not empty and tells the visitor of the leaf of each and of
   * the boxes above it, up to the first that it lies in.
   *
   * @param sides holds the sides of the points, one after the other
   * @param first the first of these points
   * @param count how many, at most the block
   */
  public void visit(CutTree walked, float[] sides, int first, int count, TreeVisitor visitor) {
    tree = walked;
    descent.run(walked, sides, first, count);
    point = sides;
    int live = 0;
    for (int i = 0; i < count; i++) {
      int leaf = descent.leaf(i);
      depth[i] = descent.depth(i);
      compare(leaf, (first + i) * 2 * dimensions);
      visitor.leaf(walked, leaf, depth[i], i, this);
      place[i] = walked.leafParent[leaf];
      active[live] = i;
      live += !equal && place[i] >= 0 ? 1 : 0;
    }
    while (live > 0) {
      int kept = 0;
      for (int a = 0; a < live; a++) {
        int i = active[a];
        int node = place[i];
        at = (first + i) * 2 * dimensions;
        double beyond = leave(node);
        int level = --depth[i];
        visitor.node(walked, node, level, beyond / (walked.range[node] + beyond), i, this);
        place[i] = walked.parent[node];
        active[kept] = i;
        kept += level > 0 & beyond > 0 ? 1 : 0;
      }
      live = kept;
    }
  }

  private void compare(int leaf, int offset) {
    at = offset;
    reachedAt = leaf * dimensions;
    atLeaf = true;
    equal = tree.equalsLeaf(leaf, point, offset);
  }

  /** Begins at the leaf that a point has come to, which it is compared with. */
  void start(CutTree walked, int leaf, float[] sides, int offset) {
    tree = walked;
    point = sides;
    compare(leaf, offset);
  }

  /**
   * Comes to a node from below.
   *
   * @return how far the point lies outside of its box, the sum of {@link #beyond} to float32
   *     precision; 0 only if it lies in the box
   */
  private double leave(int node) {
    reach(node);
    return Math.min(kernels.excess(tree.box, reachedAt, point, at, 2 * dimensions), TreeScores.FAR);
  }

  /** Comes to a node, whose box the point is compared with. */
  void reach(int node) {
    reachedAt = 2 * node * dimensions;
    atLeaf = false;
  }

  /**
   * The cut at a place of the part by which the box that was reached grows.
   *
   * @param place from 0 to below {@link #measure}
   */
  void draw(double place) {
    double rest = place;
    int dimension = -1;
    double length = 0;
    for (int j = 0; j < dimensions; j++) {
      double beyond = beyond(j);
      if (beyond > 0) {
        rest = dimension < 0 ? rest : rest - length;
        dimension = j;
        length = beyond;
        if (rest < beyond) {
          break;
        }
      }
    }
    float x = point[at + dimension];
    float end = atLeaf ? tree.point[reachedAt + dimension] : tree.box[reachedAt + dimension];
    if (!atLeaf && x > end) {
      end = -tree.box[reachedAt + dimensions + dimension];
    }
    // from the point up to the lower end of the box, or from its upper end up to the point
    drawnDimension = dimension;
    drawnCut = x < end ? between(x, end, rest) : between(end, x, rest);
  }

  int drawnDimension() {
    return drawnDimension;
  }

  float drawnCut() {
    return drawnCut;
  }

  /** {@code low + step} as a cut that parts low from high: at least low, and below high. */
  static float between(float low, float high, double step) {
    float cut = (float) (low + step);
    return cut >= high ? Math.nextDown(high) : Math.max(cut, low);
  }
}
