package dev.orrery.randomcutforest.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Collusive displacement and density, worked by hand and against what they stand for. */
class VisitorsTest {

  private static final RunContext CONTEXT =
      RunContext.quiet(Backends.select("scalar").kernels(), 7);

  private static void walk(CutTree tree, TreeVisitor visitor, float... point) {
    new CutWalk(point.length, 1, CONTEXT.kernels())
        .visit(tree, CutWalk.sides(new DenseMatrix(point, 1, point.length), 0, 1), 0, 1, visitor);
  }

  private static double displacement(CutTree tree, float... point) {
    CoDisplacementVisitor visitor = new CoDisplacementVisitor(1);
    walk(tree, visitor, point);
    return visitor.displacement(0);
  }

  private static double logDensity(CutTree tree, float... point) {
    DensityVisitor visitor = new DensityVisitor(1);
    walk(tree, visitor, point);
    return visitor.logDensity(0);
  }

  /** A tree over 0, 1 and 3 whose first cut parts 0 off, or 3. */
  private static CutTree line(boolean partsZero) {
    for (int trial = 0; ; trial++) {
      CutTree tree =
          TreeBuilder.build(new float[] {0, 1, 3}, 0, 3, 1, CONTEXT.random().stream("line", trial));
      if (tree.cutValue(tree.root()) < 1 == partsZero) {
        return tree;
      }
    }
  }

  /**
   * With {0, {1, 3}}: 3 stands beside 1, and both beside 0: max(1/1, 1/2). 0 stands beside two.
   * With {{0, 1}, 3}: 3 stands beside two; 0 beside 1, both beside 3.
   *
   * <p>The query 5 with {0, {1, 3}}: a cut parts it from all three with 2/5, where it stands beside
   * 3; else from {1, 3} with 1/2, where it stands beside 2 and they beside 0, max(2, 1/3); else
   * from 3, max(1, 1/2, 1/3). 2/5 * 3 + 3/5 * (1/2 * 2 + 1/2 * 1) = 2.1. With {{0, 1}, 3}: from all
   * with 2/5, else from 3, where it stands beside 1 and both beside 2, max(1, 2/2): 2/5 * 3 + 3/5 =
   * 1.8.
   */
  @Test
  void displacementsWorkedByHand() {
    assertThat(displacement(line(true), 3)).isEqualTo(1);
    assertThat(displacement(line(true), 0)).isEqualTo(2);
    assertThat(displacement(line(false), 3)).isEqualTo(2);
    assertThat(displacement(line(false), 0)).isEqualTo(1);
    assertThat(displacement(line(true), 5)).isCloseTo(2.1, within(1e-6));
    assertThat(displacement(line(false), 5)).isCloseTo(1.8, within(1e-6));
    CutTree one = TreeBuilder.build(new float[] {4, 4}, 0, 2, 1, CONTEXT.random().stream("one"));
    assertThat(displacement(one, 4)).isZero();
    assertThat(displacement(one, 5)).isEqualTo(2);
  }

  /** The definition, step by step, for a leaf of a tree (Guha et al. 2016; rrcf's codisp). */
  private static double byDefinition(CutTree tree, int leaf) {
    double greatest = 0;
    int reference = ~leaf;
    for (int node = tree.leafParent[leaf]; node >= 0; node = tree.parent[node]) {
      int sibling = tree.left(node) == reference ? tree.right(node) : tree.left(node);
      greatest = Math.max(greatest, (double) tree.mass(sibling) / tree.mass(reference));
      reference = node;
    }
    return greatest;
  }

  /** Inserted many times at random, a point has on average the displacement that is expected. */
  @Test
  void thatOfAnotherPointIsItsMeanWhenInserted() {
    int n = 60;
    float[] points = CutTreeTest.gaussians(n, 2, 4);
    for (float[] query : new float[][] {{0, 0}, {1.5f, -1}, {6, 2}}) {
      CutTree tree = grown(points, n);
      double expected = displacement(tree, query);
      double sum = 0;
      double squares = 0;
      int trials = 4000;
      TreeEditor editor = new TreeEditor(2, tree.capacity(), CONTEXT.kernels());
      float[] sides = CutWalk.sides(new DenseMatrix(query, 1, 2), 0, 1);
      RandomGenerator random = CONTEXT.random().stream("insert");
      for (int trial = 0; trial < trials; trial++) {
        int leaf = editor.insert(tree, sides, 0, random);
        double found = byDefinition(tree, leaf);
        editor.delete(tree, leaf);
        sum += found;
        squares += found * found;
      }
      double mean = sum / trials;
      double error = Math.sqrt((squares / trials - mean * mean) / trials);
      assertThat(mean).isCloseTo(expected, within(4 * error + 1e-9));
    }
  }

  /** A tree with room for one more point than it has. */
  private static CutTree grown(float[] points, int n) {
    CutTree tree = new CutTree(2, n + 1);
    TreeEditor editor = new TreeEditor(2, tree.capacity(), CONTEXT.kernels());
    RandomGenerator random = CONTEXT.random().stream("grow");
    float[] sides = CutWalk.sides(new DenseMatrix(points, n, 2), 0, n);
    for (int i = 0; i < n; i++) {
      int leaf = editor.insert(tree, sides, 4 * i, random);
      float[] point = {points[2 * i], points[2 * i + 1]};
      assertThat(displacement(tree, point)).isEqualTo(byDefinition(tree, leaf));
    }
    return tree;
  }

  /**
   * Two of three points are enough. With {0, {1, 3}} the query 5 comes to [1, 3], extended to 4
   * long: 2/3 of the points over 4. With {{0, 1}, 3} it comes to [0, 3], extended to 5: 1/5. The
   * point 3 lies in [1, 3], 2/3 over 2, or in [0, 3], 3/3 over 3.
   */
  @Test
  void densitiesWorkedByHand() {
    assertThat(logDensity(line(true), 5)).isCloseTo(Math.log(1 / 6.0), within(1e-6));
    assertThat(logDensity(line(false), 5)).isCloseTo(Math.log(1 / 5.0), within(1e-6));
    assertThat(logDensity(line(true), 3)).isCloseTo(Math.log(1 / 3.0), within(1e-6));
    assertThat(logDensity(line(false), 3)).isCloseTo(Math.log(1 / 3.0), within(1e-6));
    // four equal points of five hold no volume: a side is at least 10 / 5
    float[] equal = {0, 0, 0, 0, 10};
    CutTree tree = TreeBuilder.build(equal, 0, 5, 1, CONTEXT.random().stream("equal"));
    assertThat(logDensity(tree, 0)).isCloseTo(Math.log(0.8 / 2), within(1e-6));
    // the second dimension, in which all are equal, is left out
    float[] flat = {0, 7, 1, 7, 3, 7};
    CutTree two = TreeBuilder.build(flat, 0, 3, 2, CONTEXT.random().stream("flat"));
    assertThat(logDensity(two, 2, 7)).isCloseTo(Math.log(1 / 3.0), within(1e-6));
    CutTree one = TreeBuilder.build(new float[] {4, 4}, 0, 2, 1, CONTEXT.random().stream("one"));
    assertThat(logDensity(one, 4)).isZero();
  }

  /**
   * Over many trees it is near the density that the points were drawn from where these are many. In
   * the tail its boxes reach into denser places, so there it is only known to fall.
   */
  @Test
  void densitiesFollowTheBell() {
    double before = Double.POSITIVE_INFINITY;
    for (float at : new float[] {0, 1, 2, 3, 5, 9}) {
      double sum = 0;
      int trees = 100;
      for (int t = 0; t < trees; t++) {
        float[] points = CutTreeTest.gaussians(256, 2, t);
        CutTree tree = TreeBuilder.build(points, 0, 256, 2, CONTEXT.random().stream("bell", t));
        sum += logDensity(tree, at, 0) / trees;
      }
      if (at <= 1) {
        double bell = -Math.log(2 * Math.PI) - at * at / 2;
        assertThat(sum).as("at %s", at).isCloseTo(bell, within(0.4));
      }
      assertThat(sum).as("at %s", at).isLessThan(before - 0.2);
      before = sum;
    }
  }
}
