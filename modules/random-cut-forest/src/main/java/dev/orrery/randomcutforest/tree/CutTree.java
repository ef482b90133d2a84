package dev.orrery.randomcutforest.tree;

import dev.orrery.kernels.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One random cut tree over at most {@code capacity} points, as a structure of arrays (Guha, Mishra,
 * Roy and Schrijvers, "Robust Random Cut Forest Based Anomaly Detection on Streams", ICML 2016).
 *
 * <p>A <em>reference</em> names a part of the tree: 0 or more is an internal node, {@code ~leaf} a
 * leaf, {@link #EMPTY} nothing. An internal node has a cut (points of which the value in {@link
 * #cutDimension} is at most {@link #cutValue} lie left) and the bounding box of its points. Equal
 * points share one leaf with a count.
 *
 * <p>Not safe for several threads while it changes.
 */
public final class CutTree {

  /** The reference to nothing. */
  public static final int EMPTY = Integer.MIN_VALUE;

  private final int dimensions;
  private final int capacity;

  /** {@code child[2 * node]} is the reference to the left part, the next one to the right part. */
  final int[] child;

  /** The node above each node; -1 above the root. */
  final int[] parent;

  final int[] cutDimension;
  final float[] cutValue;

  /** Points below each node, equal ones counted. */
  final int[] mass;

  /**
   * Per node the sides of its box: the lower end in every dimension, then the upper ends with their
   * signs turned, {@code 2 * dimensions} values. So "outside" is one comparison on either side: a
   * value lies outside of a side by {@code box - value}, or {@code box - (-value)}, if positive.
   */
  final float[] box;

  /** Sum over the dimensions of the side lengths of each node's box. */
  final double[] range;

  /** The point of each leaf: {@code dimensions} values. */
  final float[] point;

  final int[] leafMass;

  /** The node above each leaf; -1 where the leaf is the root. */
  final int[] leafParent;

  int root = EMPTY;
  private int size;
  private int leaves;
  private final FreeList freeNodes;
  private final FreeList freeLeaves;

  /**
   * A tree without points.
   *
   * @param dimensions values of a point, at least 1
   * @param capacity most points it holds, at least 1
   */
  public CutTree(int dimensions, int capacity) {
    this.dimensions = dimensions;
    this.capacity = capacity;
    int nodes = capacity - 1;
    this.child = new int[2 * nodes];
    this.parent = new int[nodes];
    this.cutDimension = new int[nodes];
    this.cutValue = new float[nodes];
    this.mass = new int[nodes];
    this.box = new float[Math.multiplyExact(nodes, 2 * dimensions)];
    this.range = new double[nodes];
    this.point = new float[Math.multiplyExact(capacity, dimensions)];
    this.leafMass = new int[capacity];
    this.leafParent = new int[capacity];
    this.freeNodes = new FreeList(nodes);
    this.freeLeaves = new FreeList(capacity);
  }

  /** Values of a point. */
  public int dimensions() {
    return dimensions;
  }

  /** Most points it holds. */
  public int capacity() {
    return capacity;
  }

  /** Points it holds, equal ones counted. */
  public int size() {
    return size;
  }

  /** Distinct points, which is the number of leaves. */
  public int leaves() {
    return leaves;
  }

  /** Nodes, leaves included: twice the distinct points less one; 0 when it is empty. */
  public int nodes() {
    return leaves == 0 ? 0 : 2 * leaves - 1;
  }

  /** The reference to the root. */
  public int root() {
    return root;
  }

  /** The reference to the part of a node that lies on the low side of its cut. */
  public int left(int node) {
    return child[2 * node];
  }

  /** The reference to the part of a node that lies on the high side of its cut. */
  public int right(int node) {
    return child[2 * node + 1];
  }

  /** The dimension that a node is cut in. */
  public int cutDimension(int node) {
    return cutDimension[node];
  }

  /** Where a node is cut; points at the cut lie left. */
  public float cutValue(int node) {
    return cutValue[node];
  }

  /** Points below a reference, equal ones counted. */
  public int mass(int reference) {
    return reference >= 0 ? mass[reference] : leafMass[~reference];
  }

  /** A copy of the lower corner of the bounding box of a reference's points. */
  public float[] low(int reference) {
    return reference >= 0 ? corner(box, 2 * reference) : corner(point, ~reference);
  }

  /** A copy of the upper corner of the bounding box of a reference's points. */
  public float[] high(int reference) {
    if (reference < 0) {
      return corner(point, ~reference);
    }
    float[] high = corner(box, 2 * reference + 1);
    for (int j = 0; j < dimensions; j++) {
      high[j] = -high[j];
    }
    return high;
  }

  private float[] corner(float[] values, int index) {
    return Arrays.copyOfRange(values, index * dimensions, (index + 1) * dimensions);
  }

  /**
   * Copies the distinct points, in no order that means anything.
   *
   * @return the index after the last value
   */
  public int copyPoints(float[] to, int at) {
    int end = at;
    for (int leaf = 0; leaf < capacity; leaf++) {
      if (leafMass[leaf] > 0) {
        System.arraycopy(point, leaf * dimensions, to, end, dimensions);
        end += dimensions;
      }
    }
    return end;
  }

  /** Levels from the root to the deepest leaf, both counted; 0 when it is empty. */
  public int levels() {
    if (root == EMPTY) {
      return 0;
    }
    int[] stack = new int[2 * leaves];
    int[] level = new int[2 * leaves];
    int deepest = 0;
    int top = 0;
    stack[0] = root;
    level[0] = 1;
    while (top >= 0) {
      int reference = stack[top];
      int at = level[top--];
      deepest = Math.max(deepest, at);
      if (reference >= 0) {
        stack[++top] = left(reference);
        level[top] = at + 1;
        stack[++top] = right(reference);
        level[top] = at + 1;
      }
    }
    return deepest;
  }

  /** Bytes of its arrays. */
  public long bytes() {
    return 4L * (child.length + parent.length + cutDimension.length + cutValue.length)
        + 4L * (mass.length + box.length + point.length + leafMass.length + leafParent.length)
        + 8L * range.length
        + 4L * (freeNodes.length() + freeLeaves.length());
  }

  // ---------------------------------------------------------------- making parts

  int newLeaf(float[] values, int at, int count) {
    int leaf = freeLeaves.take();
    System.arraycopy(values, at, point, leaf * dimensions, dimensions);
    leafMass[leaf] = count;
    leaves++;
    size += count;
    return leaf;
  }

  int newNode() {
    return freeNodes.take();
  }

  void giveBack(int node) {
    freeNodes.give(node);
  }

  void setParent(int reference, int node) {
    if (reference >= 0) {
      parent[reference] = node;
    } else {
      leafParent[~reference] = node;
    }
  }

  private int parentOf(int reference) {
    return reference >= 0 ? parent[reference] : leafParent[~reference];
  }

  private void replaceChild(int above, int old, int now) {
    if (above < 0) {
      root = now;
    } else {
      child[2 * above + (child[2 * above] == old ? 0 : 1)] = now;
    }
  }

  /** Sums the sides of a node's box. */
  void measureRange(int node) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    // four sums, since one would wait for itself
    double a = 0;
    double b = 0;
    double c = 0;
    double e = 0;
    int j = 0;
    for (; j + 3 < dimensions; j += 4) {
      a -= (double) box[high + j] + box[low + j];
      b -= (double) box[high + j + 1] + box[low + j + 1];
      c -= (double) box[high + j + 2] + box[low + j + 2];
      e -= (double) box[high + j + 3] + box[low + j + 3];
    }
    for (; j < dimensions; j++) {
      a -= (double) box[high + j] + box[low + j];
    }
    range[node] = (a + b) + (c + e);
  }

  // ---------------------------------------------------------------- insertion and deletion

  /**
   * Inserts a point such that the tree is distributed as if it had been built with it (paper,
   * algorithm 2): from the leaf up, every box that the point lies outside of draws a cut of the box
   * with the point; the highest of these cuts that parts the point from the box is where it goes.
   *
   * @param sides holds the sides of the point ({@link CutWalk#sides}), from {@code at} on
   * @param walk of these dimensions
   * @return its leaf, which an equal point shares
   */
  public int insert(float[] sides, int at, CutWalk walk, RandomGenerator random) {
    if (root == EMPTY) {
      int first = newLeaf(sides, at, 1);
      root = ~first;
      leafParent[first] = -1;
      return first;
    }
    int leaf = walk.start(this, sides, at);
    if (walk.equal()) {
      leafMass[leaf]++;
      size++;
      for (int node = leafParent[leaf]; node >= 0; node = parent[node]) {
        mass[node]++;
      }
      return leaf;
    }
    int sibling = ~leaf;
    walk.draw(random.nextDouble() * walk.measure());
    int dimension = walk.drawnDimension();
    float cut = walk.drawnCut();
    int node = leafParent[leaf];
    for (; node >= 0; node = parent[node]) {
      double beyond = walk.leave(node);
      if (beyond == 0) {
        break;
      }
      double drawn = random.nextDouble() * (range[node] + beyond);
      if (drawn < beyond) {
        sibling = node;
        walk.draw(drawn);
        dimension = walk.drawnDimension();
        cut = walk.drawnCut();
      }
    }
    int added = insertAbove(sibling, dimension, cut, sides, at);
    int up = leafParent[added];
    takeBox(up, sibling);
    for (; up != node; up = parent[up]) {
      walk.kernels()
          .lesser(box, 2 * up * dimensions, sides, at, 2 * dimensions, box, 2 * up * dimensions);
      measureRange(up);
    }
    return added;
  }

  /** Makes a leaf and a node of it and a sibling, which has no box yet. */
  private int insertAbove(int sibling, int dimension, float cut, float[] sides, int at) {
    int leaf = newLeaf(sides, at, 1);
    int node = newNode();
    int above = parentOf(sibling);
    boolean left = sides[at + dimension] <= cut;
    child[2 * node] = left ? ~leaf : sibling;
    child[2 * node + 1] = left ? sibling : ~leaf;
    cutDimension[node] = dimension;
    cutValue[node] = cut;
    mass[node] = mass(sibling) + 1;
    parent[node] = above;
    replaceChild(above, sibling, node);
    leafParent[leaf] = node;
    setParent(sibling, node);
    for (int up = above; up >= 0; up = parent[up]) {
      mass[up]++;
    }
    return leaf;
  }

  /**
   * Takes one point out of a leaf such that the tree is distributed as if it had been built without
   * it (paper, algorithm 1): the last point of a leaf takes the node above with it, and the boxes
   * that it had a part in shrink.
   */
  public void delete(int leaf, Kernels kernels) {
    size--;
    if (leafMass[leaf] > 1) {
      leafMass[leaf]--;
      for (int node = leafParent[leaf]; node >= 0; node = parent[node]) {
        mass[node]--;
      }
      return;
    }
    leafMass[leaf] = 0;
    leaves--;
    int node = leafParent[leaf];
    freeLeaves.give(leaf);
    if (node < 0) {
      root = EMPTY;
      return;
    }
    int sibling = child[2 * node] == ~leaf ? child[2 * node + 1] : child[2 * node];
    int above = parent[node];
    replaceChild(above, node, sibling);
    setParent(sibling, above);
    freeNodes.give(node);
    boolean shrinks = true;
    for (int up = above; up >= 0; up = parent[up]) {
      mass[up]--;
      shrinks = shrinks && touches(up, leaf) && encloseChildren(up, kernels);
    }
  }

  /** Whether a point lies on a side of a node's box. */
  private boolean touches(int node, int leaf) {
    int low = 2 * node * dimensions;
    int high = low + dimensions;
    int at = leaf * dimensions;
    for (int j = 0; j < dimensions; j++) {
      if (point[at + j] == box[low + j] || -point[at + j] == box[high + j]) {
        return true;
      }
    }
    return false;
  }

  /** Makes a node's box a point. */
  void enclose(int node, float[] values, int at) {
    int low = 2 * node * dimensions;
    for (int j = 0; j < dimensions; j++) {
      box[low + j] = values[at + j];
      box[low + dimensions + j] = -values[at + j];
    }
  }

  /** Makes a node's box the bounding box of its children's; false when it was that already. */
  boolean encloseChildren(int node, Kernels kernels) {
    int low = 2 * node * dimensions;
    float[] before = Arrays.copyOfRange(box, low, low + 2 * dimensions);
    int left = child[2 * node];
    int right = child[2 * node + 1];
    if (left >= 0 && right >= 0) {
      int sides = 2 * dimensions;
      kernels.lesser(box, left * sides, box, right * sides, sides, box, low);
    } else {
      takeBox(node, Math.max(left, right));
      join(node, ~Math.min(left, right));
    }
    if (Arrays.equals(before, 0, before.length, box, low, low + before.length)) {
      return false;
    }
    measureRange(node);
    return true;
  }

  private void takeBox(int node, int reference) {
    if (reference >= 0) {
      System.arraycopy(box, 2 * reference * dimensions, box, 2 * node * dimensions, 2 * dimensions);
    } else {
      enclose(node, point, ~reference * dimensions);
    }
  }

  /** Extends a node's box to a leaf, without measuring it. */
  private void join(int node, int leaf) {
    int low = 2 * node * dimensions;
    for (int j = 0; j < dimensions; j++) {
      float value = point[leaf * dimensions + j];
      box[low + j] = Math.min(box[low + j], value);
      box[low + dimensions + j] = Math.min(box[low + dimensions + j], -value);
    }
  }
}
