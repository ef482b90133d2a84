package dev.orrery.randomcutforest.tree;

import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a tree, big-endian: int leaves, then its parts in depth-first order, the left one
 * first. A node is int cut dimension and float32 cut value; a leaf is int -(points) and its point
 * as float32 values. Boxes and counts follow from these.
 */
public final class TreeFormat {

  /** Any kernels make the same boxes. */
  private static final Kernels KERNELS = Backends.select("scalar").kernels();

  private TreeFormat() {}

  /**
   * Writes a tree.
   *
   * @return the place of each leaf among the leaves as they were written
   */
  public static int[] write(CutTree tree, DataOutput out) throws IOException {
    int d = tree.dimensions();
    int[] place = new int[tree.capacity()];
    out.writeInt(tree.leaves());
    if (tree.root() == CutTree.EMPTY) {
      return place;
    }
    ByteBuffer buffer = ByteBuffer.allocate(4 * d);
    int[] stack = new int[tree.leaves() + 1];
    int top = 0;
    int leaves = 0;
    stack[0] = tree.root();
    while (top >= 0) {
      int reference = stack[top--];
      if (reference >= 0) {
        out.writeInt(tree.cutDimension[reference]);
        out.writeFloat(tree.cutValue[reference]);
        stack[++top] = tree.right(reference);
        stack[++top] = tree.left(reference);
      } else {
        place[~reference] = leaves++;
        out.writeInt(-tree.leafMass[~reference]);
        buffer.clear().asFloatBuffer().put(tree.point, ~reference * d, d);
        out.write(buffer.array());
      }
    }
    return place;
  }

  /**
   * Reads a tree; its leaves are numbered as they were written.
   *
   * @param capacity room for points; 0 for as much as the leaves need
   * @param bytesLeft most bytes that can follow, so that a damaged number takes no memory
   * @throws IOException also when the bytes are no such tree
   */
  public static CutTree read(DataInput in, int dimensions, int capacity, long bytesLeft)
      throws IOException {
    int leaves = in.readInt();
    if (leaves < 0
        || (capacity > 0 && leaves > capacity)
        || leaves * (4L * dimensions + 4) > bytesLeft) {
      throw new IOException("a tree of " + leaves + " leaves");
    }
    CutTree tree = new CutTree(dimensions, capacity > 0 ? capacity : Math.max(1, leaves));
    if (leaves > 0) {
      new Reading(in, tree, leaves).read();
    }
    return tree;
  }

  private static final class Reading {
    private final DataInput in;
    private final CutTree tree;
    private final int leaves;

    Reading(DataInput in, CutTree tree, int leaves) {
      this.in = in;
      this.tree = tree;
      this.leaves = leaves;
    }

    void read() throws IOException {
      int d = tree.dimensions();
      ByteBuffer buffer = ByteBuffer.allocate(4 * d);
      float[] point = new float[d];
      int[] above = new int[leaves + 1];
      int[] side = new int[leaves + 1];
      int top = 0;
      int nodes = 0;
      above[0] = -1;
      while (top >= 0) {
        int node = above[top];
        int at = side[top--];
        int head = in.readInt();
        int reference;
        if (head < 0) {
          in.readFully(buffer.array());
          buffer.clear().asFloatBuffer().get(point);
          if (tree.leaves() == leaves) {
            throw new IOException("more leaves than it says");
          }
          if ((long) tree.size() - head >= Integer.MAX_VALUE) {
            throw new IOException("more points than a tree counts");
          }
          reference = ~tree.newLeaf(point, 0, -head);
        } else {
          if (nodes == leaves - 1 || head >= d) {
            throw new IOException("a cut of dimension " + head);
          }
          nodes++;
          reference = tree.newNode();
          tree.cutDimension[reference] = head;
          tree.cutValue[reference] = in.readFloat();
          above[++top] = reference;
          side[top] = 1;
          above[++top] = reference;
          side[top] = 0;
        }
        tree.setParent(reference, node);
        if (node < 0) {
          tree.root = reference;
        } else {
          tree.child[2 * node + at] = reference;
        }
      }
      if (tree.leaves() != leaves) {
        throw new IOException(tree.leaves() + " leaves where it says " + leaves);
      }
      // nodes are numbered from the top, so the children of a node come before it here
      for (int node = nodes - 1; node >= 0; node--) {
        tree.mass[node] = tree.mass(tree.left(node)) + tree.mass(tree.right(node));
        tree.encloseChildren(node, KERNELS);
      }
    }
  }
}
