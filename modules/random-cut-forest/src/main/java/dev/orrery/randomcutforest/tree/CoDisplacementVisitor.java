package dev.orrery.randomcutforest.tree;

import java.util.Arrays;

/**
 * The collusive displacement of a point in one tree (Guha et al. 2016, section 3): of all parts of
 * the tree that the point lies in, the greatest ratio of the points beside such a part, which would
 * move up if it were taken away, to the points in it. It is high for a point that stands alone, and
 * for one of a few that stand together.
 *
 * <p>Of a point that the tree has, it is what the {@code rrcf} library computes. Another counts as
 * if it had been inserted: the expected value over the place where a random cut parts it from the
 * tree.
 */
public final class CoDisplacementVisitor implements TreeVisitor {

  private final double[] displacement;

  /** The chance at each node of a point's way that a cut there parts it, from the leaf up. */
  private final double[][] separation;

  private final int[] steps;
  private final int[] leafOf;

  /** Points in the parts from a leaf up to the root. */
  private int[] mass = new int[16];

  /** For as many points as walk side by side. */
  public CoDisplacementVisitor(int block) {
    displacement = new double[block];
    separation = new double[block][16];
    steps = new int[block];
    leafOf = new int[block];
  }

  /** The displacement of a point that walked last, at least 0. */
  public double displacement(int index) {
    return displacement[index];
  }

  @Override
  public void leaf(CutTree tree, int leaf, int depth, int index, CutWalk walk) {
    leafOf[index] = leaf;
    steps[index] = 0;
    if (walk.equal()) {
      displacement[index] = ofLeaf(climb(tree, leaf));
      return;
    }
    add(1, index);
    if (depth == 0) {
      displacement[index] = expected(climb(tree, leaf), index);
    }
  }

  @Override
  public void node(CutTree tree, int node, int depth, double parted, int index, CutWalk walk) {
    add(parted, index);
    if (parted == 0 || depth == 0) {
      displacement[index] = expected(climb(tree, leafOf[index]), index);
    }
  }

  private void add(double parted, int index) {
    if (steps[index] == separation[index].length) {
      separation[index] = Arrays.copyOf(separation[index], 2 * steps[index]);
    }
    separation[index][steps[index]++] = parted;
  }

  /** Takes down the masses from a leaf to the root; returns how many there are. */
  private int climb(CutTree tree, int leaf) {
    int count = 1;
    mass[0] = tree.leafMass[leaf];
    for (int node = tree.leafParent[leaf]; node >= 0; node = tree.parent[node]) {
      if (count == mass.length) {
        mass = Arrays.copyOf(mass, 2 * count);
      }
      mass[count++] = tree.mass[node];
    }
    return count;
  }

  private double ofLeaf(int count) {
    double greatest = 0;
    for (int i = 1; i < count; i++) {
      greatest = Math.max(greatest, (double) (mass[i] - mass[i - 1]) / mass[i - 1]);
    }
    return greatest;
  }

  /**
   * From the root down: parted from a part of n points, the point stands alone beside n; the parts
   * above hold one point more than they did.
   */
  private double expected(int count, int index) {
    double sum = 0;
    double reached = 1;
    double above = 0;
    for (int i = count - 1; i >= 0 && reached > 0; i--) {
      double parted = i < steps[index] ? separation[index][i] : 0;
      sum += reached * parted * Math.max(mass[i], above);
      reached *= 1 - parted;
      if (i > 0) {
        above = Math.max(above, (double) (mass[i] - mass[i - 1]) / (mass[i - 1] + 1));
      }
    }
    return sum;
  }
}
