package dev.orrery.randomcutforest.tree;

import dev.orrery.core.error.CustomerError;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.util.random.RandomGenerator;

/**
 * Builds a tree from a block of points (spec B5.3 step 3): the dimension of a cut is drawn in
 * proportion to the sides of the bounding box, its place uniformly in that side, until points are
 * alone or equal. Parts are made in depth-first order, the left one first.
 */
public final class TreeBuilder {

  /** Any kernels measure the same. */
  private static final Kernels KERNELS = Backends.select("scalar").kernels();

  private final float[] values;
  private final int offset;
  private final int[] order;
  private final CutTree tree;
  private final RandomGenerator random;
  private final int[] leafOf;

  private TreeBuilder(float[] values, int offset, int count, CutTree tree, RandomGenerator random) {
    this.values = values;
    this.offset = offset;
    this.order = new int[count];
    this.tree = tree;
    this.random = random;
    this.leafOf = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
  }

  /**
   * The tree of some points.
   *
   * @param values holds {@code count} points, one after the other from {@code offset} on
   * @param count at least 1
   */
  public static CutTree build(
      float[] values, int offset, int count, int dimensions, RandomGenerator random) {
    CutTree tree = new CutTree(dimensions, count);
    fill(tree, values, offset, count, random);
    return tree;
  }

  /**
   * Builds the tree of some points into an empty tree.
   *
   * @return the leaf of each point
   */
  public static int[] fill(
      CutTree tree, float[] values, int offset, int count, RandomGenerator random) {
    TreeBuilder builder = new TreeBuilder(values, offset, count, tree, random);
    builder.build();
    return builder.leafOf;
  }

  private void build() {
    // each entry: first and end of a part in the order, the node above it, and its side there
    int[][] stack = new int[order.length + 1][];
    int top = 0;
    stack[0] = new int[] {0, order.length, -1, 0};
    while (top >= 0) {
      int[] part = stack[top--];
      int reference = part(part[0], part[1]);
      tree.setParent(reference, part[2]);
      if (part[2] < 0) {
        tree.root = reference;
      } else {
        tree.child[2 * part[2] + part[3]] = reference;
      }
      if (reference >= 0) {
        int middle = divide(reference, part[0], part[1]);
        stack[++top] = new int[] {middle, part[1], reference, 1};
        stack[++top] = new int[] {part[0], middle, reference, 0};
      }
    }
  }

  /** A node with its box and cut or, for equal points, a leaf. */
  private int part(int from, int to) {
    int d = tree.dimensions();
    if (to - from == 1) {
      return leaf(from, to);
    }
    int node = tree.newNode();
    int low = 2 * node * d;
    enclose(node, from, to);
    tree.measureRange(node, KERNELS);
    double range = tree.range[node];
    if (range == 0) {
      tree.giveBack(node);
      return leaf(from, to);
    }
    if (!Double.isFinite(range)) {
      throw new CustomerError(
          "The training rows hold values that are not finite; random cut forest needs numbers",
          "train");
    }
    tree.mass[node] = to - from;
    double rest = random.nextDouble() * range;
    int dimension = -1;
    for (int j = 0; j < d; j++) {
      double side = -((double) tree.box[low + d + j] + tree.box[low + j]);
      if (side > 0) {
        dimension = j;
        if (rest < side) {
          break;
        }
        rest -= side;
      }
    }
    tree.cutDimension[node] = dimension;
    tree.cutValue[node] =
        CutWalk.between(tree.box[low + dimension], -tree.box[low + d + dimension], rest);
    return node;
  }

  private int leaf(int from, int to) {
    int leaf = tree.newLeaf(values, at(order[from]), to - from);
    for (int i = from; i < to; i++) {
      leafOf[order[i]] = leaf;
    }
    return ~leaf;
  }

  private int at(int index) {
    return offset + index * tree.dimensions();
  }

  private void enclose(int node, int from, int to) {
    int d = tree.dimensions();
    int low = 2 * node * d;
    float[] box = tree.box;
    tree.enclose(node, values, at(order[from]));
    for (int i = from + 1; i < to; i++) {
      int at = at(order[i]);
      for (int j = 0; j < d; j++) {
        box[low + j] = Math.min(box[low + j], values[at + j]);
        box[low + d + j] = Math.min(box[low + d + j], -values[at + j]);
      }
    }
  }

  /** Puts the points at or below the cut first and returns where the others begin. */
  private int divide(int node, int from, int to) {
    int dimension = tree.cutDimension[node];
    float cut = tree.cutValue[node];
    int low = from;
    int high = to - 1;
    while (low <= high) {
      if (values[at(order[low]) + dimension] <= cut) {
        low++;
      } else {
        int swapped = order[low];
        order[low] = order[high];
        order[high--] = swapped;
      }
    }
    return low;
  }
}
