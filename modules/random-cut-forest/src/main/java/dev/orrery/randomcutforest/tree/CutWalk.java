package dev.orrery.randomcutforest.tree;

/**
 * The way of a point through a tree: down to a leaf by the cuts, and up again as long as the point
 * lies outside of the boxes. It is what score, attribution, neighbours and insertion have in
 * common; a {@link TreeVisitor} makes of it what it wants.
 *
 * <p>A box lies in the boxes above it. So a dimension in which the point lies inside of one box
 * need not be looked at again, a point below the lower end of one box can only be below the lower
 * end of the next, and once no dimension is left the walk is over: no cut of a higher box can part
 * the point from it.
 *
 * <p>The inner loops have no branches, which would be guessed wrong half of the time: a sign bit
 * says whether the point is outside. It holds the scratch space of one thread.
 */
public final class CutWalk {

  private final int dimensions;

  /** For each dimension outside: its side, which is the dimension, or that plus dimensions. */
  private final int[] side;

  /** Value of the point there, with its sign turned on an upper side. */
  private final float[] value;

  private int outside;
  private double extension;
  private int depth;
  private float[] values;
  private int at;

  /** What the point was compared with last: sides from {@code base} on, or a leaf's point. */
  private float[] corners;

  private int base;
  private boolean atLeaf;
  private int drawnDimension;
  private float drawnCut;

  /** A walk of points of some dimensions. */
  public CutWalk(int dimensions) {
    this.dimensions = dimensions;
    this.side = new int[dimensions + 1];
    this.value = new float[dimensions + 1];
  }

  /** Number of dimensions in which the point lies outside of the box that was reached. */
  public int outside() {
    return outside;
  }

  /** One of these dimensions. */
  public int outsideDimension(int index) {
    int one = side[index];
    return one < dimensions ? one : one - dimensions;
  }

  /** How far outside the point lies in it: positive, as the box would have to grow. */
  public double beyond(int index) {
    return Math.abs((double) end(index) - values[at + outsideDimension(index)]);
  }

  /** The end of the box that the point is beyond of in one of these dimensions. */
  private float end(int index) {
    if (atLeaf) {
      return corners[base + outsideDimension(index)];
    }
    int one = side[index];
    return one < dimensions ? corners[base + one] : -corners[base + one];
  }

  /** Sum of {@link #beyond} over these dimensions, but for rounding. */
  public double extension() {
    return extension;
  }

  /**
   * Walks a point through a tree that is not empty and tells the visitor of the leaf and of every
   * box above it that the point lies outside of.
   *
   * @param point holds the point, from {@code offset} on
   */
  public void visit(CutTree tree, float[] point, int offset, TreeVisitor visitor) {
    int leaf = start(tree, point, offset);
    visitor.leaf(tree, leaf, depth, this);
    for (int node = tree.leafParent[leaf]; node >= 0 && outside > 0; node = tree.parent[node]) {
      leave(tree, node);
      depth--;
      if (outside > 0) {
        visitor.node(tree, node, depth, extension / (tree.range[node] + extension), this);
      }
    }
  }

  /** Goes down to the leaf of a point and compares the point with the leaf's. */
  int start(CutTree tree, float[] point, int offset) {
    values = point;
    at = offset;
    int[] child = tree.child;
    int[] cutDimension = tree.cutDimension;
    float[] cutValue = tree.cutValue;
    int reference = tree.root;
    int level = 0;
    while (reference >= 0) {
      int right = point[offset + cutDimension[reference]] > cutValue[reference] ? 1 : 0;
      reference = child[2 * reference + right];
      level++;
    }
    depth = level;
    int leaf = ~reference;
    compareWithLeaf(tree, leaf);
    return leaf;
  }

  private void compareWithLeaf(CutTree tree, int leaf) {
    float[] points = tree.point;
    int first = leaf * dimensions;
    int count = 0;
    for (int j = 0; j < dimensions; j++) {
      float x = values[at + j];
      int difference = Float.floatToRawIntBits(points[first + j] - x);
      int above = difference >> 31; // all ones when the point lies above
      side[count] = j + (above & dimensions);
      value[count] = Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ above & 0x80000000);
      count += -(difference << 1) >>> 31 | (difference << 1) >>> 31; // 1 unless it is zero
    }
    outside = count;
    atLeaf = true;
    corners = points;
    base = first;
  }

  /** The sum of how far the point lies from the leaf's in all dimensions. */
  void measureLeaf() {
    double sum = 0;
    for (int i = 0; i < outside; i++) {
      sum += beyond(i);
    }
    extension = sum;
  }

  /** Comes to a node from below: keeps the sides that the point is outside of. */
  void leave(CutTree tree, int node) {
    float[] box = tree.box;
    int first = 2 * node * dimensions;
    int most = outside;
    int count = 0;
    double sum = 0;
    for (int i = 0; i < most; i++) {
      int one = side[i];
      float x = value[i];
      int difference = Float.floatToRawIntBits(x - box[first + one]);
      int beyond = difference >> 31; // all ones when the point is outside
      side[count] = one;
      value[count] = x;
      sum -= Float.intBitsToFloat(difference & beyond);
      count -= beyond;
    }
    outside = count;
    extension = sum;
    atLeaf = false;
    corners = box;
    base = first;
  }

  /**
   * The cut at a place of the part by which the box that was reached grows.
   *
   * @param place from 0 to below {@link #extension}
   */
  void draw(double place) {
    int i = 0;
    double rest = place;
    while (i < outside - 1 && rest >= beyond(i)) {
      rest -= beyond(i++);
    }
    drawnDimension = outsideDimension(i);
    float x = values[at + drawnDimension];
    float end = end(i);
    // from the point up to the lower end of the box, or from its upper end up to the point
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
