package dev.orrery.randomcutforest.tree;

import dev.orrery.kernels.Kernels;
import java.util.Arrays;

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

  /** Takes one more point that equals a leaf's. */
  void again(int leaf) {
    leafMass[leaf]++;
    size++;
    for (int node = leafParent[leaf]; node >= 0; node = parent[node]) {
      mass[node]++;
    }
  }

  /** Takes one of several points out of a leaf. */
  void once(int leaf) {
    leafMass[leaf]--;
    size--;
    for (int node = leafParent[leaf]; node >= 0; node = parent[node]) {
      mass[node]--;
    }
  }

  /** Takes the last point out of a leaf, which may be made anew; its point stays until then. */
  void giveBackLeaf(int leaf) {
    leafMass[leaf] = 0;
    leaves--;
    size--;
    freeLeaves.give(leaf);
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

  int parentOf(int reference) {
    return reference >= 0 ? parent[reference] : leafParent[~reference];
  }

  void replaceChild(int above, int old, int now) {
    if (above < 0) {
      root = now;
    } else {
      child[2 * above + (child[2 * above] == old ? 0 : 1)] = now;
    }
  }

  /** The leaf that a point comes to by the cuts of a tree that is not empty. */
  int leafOf(float[] values, int at) {
    int reference = root;
    while (reference >= 0) {
      int right = values[at + cutDimension[reference]] > cutValue[reference] ? 1 : 0;
      reference = child[2 * reference + right];
    }
    return ~reference;
  }

  /** Whether a leaf's point is the one at a place. */
  boolean equalsLeaf(int leaf, float[] values, int at) {
    int from = leaf * dimensions;
    for (int j = 0; j < dimensions; j++) {
      if (point[from + j] != values[at + j]) {
        return false;
      }
    }
    return true;
  }

  // ---------------------------------------------------------------- boxes

  /** Makes a node's box a point, without measuring it. */
  void enclose(int node, float[] values, int at) {
    int low = 2 * node * dimensions;
    for (int j = 0; j < dimensions; j++) {
      box[low + j] = values[at + j];
      box[low + dimensions + j] = -values[at + j];
    }
  }

  /** Sums the sides of a node's box. */
  void measureRange(int node, Kernels kernels) {
    int low = 2 * node * dimensions;
    range[node] = kernels.enclose(box, low, box, low, dimensions, box, low);
  }

  /** Makes a node's box the bounding box of its children's. */
  void encloseChildren(int node, Kernels kernels) {
    int low = 2 * node * dimensions;
    // a leaf, if there is one, is the lesser reference
    int first = Math.min(child[2 * node], child[2 * node + 1]);
    int second = Math.max(child[2 * node], child[2 * node + 1]);
    int from = 2 * first * dimensions;
    if (first < 0) {
      enclose(node, point, ~first * dimensions);
      from = low;
    }
    if (second < 0) {
      join(node, ~second);
      second = node;
    }
    int other = 2 * second * dimensions;
    range[node] = kernels.enclose(box, from, box, other, dimensions, box, low);
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
