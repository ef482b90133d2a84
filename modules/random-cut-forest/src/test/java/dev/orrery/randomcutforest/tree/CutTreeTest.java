package dev.orrery.randomcutforest.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backends;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutTreeTest {

  private static final RunContext CONTEXT =
      RunContext.quiet(Backends.select("scalar").kernels(), 7);

  static float[] gaussians(int rows, int d, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test");
    float[] values = new float[rows * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double score(CutTree tree, float... point) {
    ScoreVisitor visitor = new ScoreVisitor(1);
    new CutWalk(point.length, 1, CONTEXT.kernels())
        .visit(tree, CutWalk.sides(new DenseMatrix(point, 1, point.length), 0, 1), 0, 1, visitor);
    return visitor.score(0);
  }

  /**
   * The points 0, 1 and 3 on a line. The first cut is uniform in [0, 3]: with chance 1/3 it parts 0
   * from {1, 3}, with 2/3 it parts {0, 1} from 3. The query 5 goes right. In the first shape it
   * meets leaf 3 at depth 2, boxes [1, 3] and [0, 3]: outside by 2, so it is parted at [1, 3] with
   * 2/4 and at [0, 3] with 2/5: 2/5 * 1 + 3/5 (1/2 * 1/2 + 1/2 * 1/3) = 13/20. In the second leaf 3
   * lies at depth 1 under [0, 3]: 2/5 * 1 + 3/5 * 1/2 = 7/10. Expected 1/3 * 13/20 + 2/3 * 7/10 =
   * 41/60.
   */
  @Test
  void threePointsOnALineWorkedByHand() {
    float[] points = {0, 1, 3};
    double sum = 0;
    int firstShape = 0;
    int trials = 20_000;
    for (int trial = 0; trial < trials; trial++) {
      CutTree tree = TreeBuilder.build(points, 0, 3, 1, CONTEXT.random().stream("hand", trial));
      boolean parts0 = tree.cutValue(tree.root()) < 1;
      firstShape += parts0 ? 1 : 0;
      double score = score(tree, 5);
      assertThat(score).isCloseTo(parts0 ? 13 / 20.0 : 7 / 10.0, within(1e-7));
      sum += score;
    }
    // 4 standard errors of a share of 1/3, and of a mean of two values 0.05 apart
    assertThat(firstShape / (double) trials).isCloseTo(1 / 3.0, within(0.0134));
    assertThat(sum / trials).isCloseTo(41 / 60.0, within(0.0007));
  }

  @Test
  void equalPointsShareALeafAndAreDamped() {
    float[] points = {2, 2, 2, 5};
    CutTree tree = TreeBuilder.build(points, 0, 4, 1, CONTEXT.random().stream("equal"));
    assertThat(tree.leaves()).isEqualTo(2);
    assertThat(tree.nodes()).isEqualTo(3);
    assertThat(tree.levels()).isEqualTo(2);
    assertThat(tree.size()).isEqualTo(4);
    // leaf of 3 among 4 at depth 1: (1 - 3/8) / (1 + log2(4))
    assertThat(score(tree, 2)).isCloseTo(0.625 / 3, within(1e-12));
    assertThat(score(tree, 5)).isCloseTo((1 - 1 / 8.0) / (1 + 1), within(1e-12));
  }

  @Test
  void oneLeafAlone() {
    CutTree tree = TreeBuilder.build(new float[] {4, 4}, 0, 2, 1, CONTEXT.random().stream("x"));
    assertThat(tree.nodes()).isEqualTo(1);
    assertThat(score(tree, 9)).isEqualTo(1);
    assertThat(score(tree, 4)).isCloseTo(0.5 / (Math.log(3) / Math.log(2)), within(1e-12));
  }

  /** Deleting what was inserted last gives the very tree back: cuts, boxes, counts. */
  @Property(tries = 100, seed = "20261121")
  void deletionUndoesInsertion(
      @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(min = 1, max = 5) int d) {
    float[] values = gaussians(n + 1, d, n * 31L + d);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(values[i] * 2); // with equal values and equal points
    }
    CutTree tree = new CutTree(d, n + 1);
    TreeBuilder.fill(tree, values, 0, n, CONTEXT.random().stream("undo", n, d));
    List<Object> before = shape(tree, tree.root());
    TreeEditor editor = new TreeEditor(d, tree.capacity(), CONTEXT.kernels());
    float[] sides = CutWalk.sides(new DenseMatrix(values, n + 1, d), n, 1);
    int leaf = editor.insert(tree, sides, 0, CONTEXT.random().stream("undo.in", n, d));
    assertThat(tree.size()).isEqualTo(n + 1);
    assertThat(shape(tree, tree.root())).isNotEqualTo(before);
    editor.delete(tree, leaf);
    assertThat(shape(tree, tree.root())).isEqualTo(before);
  }

  /** Everything there is to know about a part of a tree but for its numbers. */
  static List<Object> shape(CutTree tree, int reference) {
    List<Object> shape = new ArrayList<>();
    if (reference == CutTree.EMPTY) {
      return shape;
    }
    shape.add(tree.mass(reference));
    shape.add(Arrays.toString(tree.low(reference)).replace("-0.0", "0.0"));
    shape.add(Arrays.toString(tree.high(reference)).replace("-0.0", "0.0"));
    if (reference >= 0) {
      shape.add(tree.cutDimension(reference));
      shape.add(tree.cutValue(reference));
      shape.add(tree.range[reference]);
      shape.add(shape(tree, tree.left(reference)));
      shape.add(shape(tree, tree.right(reference)));
    }
    return shape;
  }

  /** After any insertions and deletions every box is the bounding box of its points. */
  @Property(tries = 50, seed = "20261121")
  void boxesStayTight(@ForAll @IntRange(min = 2, max = 60) int steps) {
    int d = 3;
    float[] values = gaussians(steps, d, steps);
    float[] sides = CutWalk.sides(new DenseMatrix(values, steps, d), 0, steps);
    CutTree tree = new CutTree(d, 20);
    TreeEditor editor = new TreeEditor(d, tree.capacity(), CONTEXT.kernels());
    RandomGenerator random = CONTEXT.random().stream("tight", steps);
    List<Integer> leaves = new ArrayList<>();
    List<float[]> kept = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      if (leaves.size() == 20 || (!leaves.isEmpty() && random.nextInt(3) == 0)) {
        int gone = random.nextInt(leaves.size());
        editor.delete(tree, leaves.remove(gone));
        kept.remove(gone);
      }
      leaves.add(editor.insert(tree, sides, 2 * i * d, random));
      kept.add(Arrays.copyOfRange(values, i * d, (i + 1) * d));
    }
    assertThat(tree.size()).isEqualTo(kept.size());
    check(tree, tree.root(), kept);
  }

  private static void check(CutTree tree, int reference, List<float[]> points) {
    int d = tree.dimensions();
    float[] low = points.getFirst().clone();
    float[] high = points.getFirst().clone();
    for (float[] point : points) {
      for (int j = 0; j < d; j++) {
        low[j] = Math.min(low[j], point[j]);
        high[j] = Math.max(high[j], point[j]);
      }
    }
    assertThat(tree.low(reference)).containsExactly(low);
    assertThat(tree.high(reference)).containsExactly(high);
    assertThat(tree.mass(reference)).isEqualTo(points.size());
    if (reference >= 0) {
      int j = tree.cutDimension(reference);
      float cut = tree.cutValue(reference);
      check(tree, tree.left(reference), points.stream().filter(p -> p[j] <= cut).toList());
      check(tree, tree.right(reference), points.stream().filter(p -> p[j] > cut).toList());
    }
  }

  /**
   * A tree that grew by insertion is distributed as one that was built (paper, theorem 3): the
   * chance that the first cut of 0, 1, 3 parts 0 is 1/3 in whatever order they come.
   */
  @Test
  void insertionIsDistributedAsBuilding() {
    int trials = 20_000;
    for (float[] order : new float[][] {{0, 1, 3}, {3, 0, 1}, {1, 3, 0}}) {
      int parts0 = 0;
      for (int trial = 0; trial < trials; trial++) {
        CutTree tree = new CutTree(1, 3);
        TreeEditor editor = new TreeEditor(1, 3, CONTEXT.kernels());
        RandomGenerator random = CONTEXT.random().stream("order", trial);
        for (float x : order) {
          editor.insert(tree, new float[] {x, -x}, 0, random);
        }
        parts0 += tree.cutValue(tree.root()) < 1 ? 1 : 0;
      }
      assertThat(parts0 / (double) trials).isCloseTo(1 / 3.0, within(0.0134));
    }
  }

  @Property(tries = 30, seed = "20261121")
  void attributionsSumToTheScore(@ForAll @IntRange(min = 1, max = 20) int d) {
    float[] values = gaussians(200, d, d);
    List<CutTree> trees = new ArrayList<>();
    for (int t = 0; t < 10; t++) {
      trees.add(TreeBuilder.build(values, t * 20 * d, 20, d, CONTEXT.random().stream("sum", t, d)));
    }
    CutForest forest = new CutForest(trees);
    DenseMatrix queries = new DenseMatrix(gaussians(30, d, 99 + d), 30, d);
    float[] scores = forest.scores(queries, CONTEXT);
    float[] shares = forest.attributions(queries, CONTEXT);
    for (int i = 0; i < 30; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        assertThat(shares[i * d + j]).isNotNegative();
        sum += shares[i * d + j];
      }
      assertThat(sum).isCloseTo(scores[i], within(2e-5 * scores[i]));
    }
  }

  /** Scored together points have the scores that they have alone, and that a walk tells. */
  @Property(tries = 60, seed = "20261121")
  void pointsScoredTogetherHaveTheScoresOfWalks(
      @ForAll @IntRange(min = 1, max = 100) int n, @ForAll @IntRange(min = 1, max = 12) int d) {
    float[] values = gaussians(n + 40, d, n * 31L + d);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(values[i] * 4); // with equal values, some as those of the tree
    }
    CutTree tree = TreeBuilder.build(values, 0, n, d, CONTEXT.random().stream("together", n, d));
    DenseMatrix rows = new DenseMatrix(values, n + 40, d);
    float[] columns = CutForest.columns(rows, 0, n + 40);
    TreeScores together = new TreeScores(d, n + 40, CONTEXT.kernels());
    together.run(tree, columns, n + 40, 0, n + 40);
    TreeScores alone = new TreeScores(d, 1, CONTEXT.kernels());
    for (int i = 0; i < n + 40; i++) {
      alone.run(tree, columns, n + 40, i, 1);
      assertThat(together.score(i)).isEqualTo(alone.score(0));
      double walked = score(tree, Arrays.copyOfRange(values, i * d, (i + 1) * d));
      assertThat(together.score(i)).isCloseTo(walked, within(1e-6 * walked));
    }
  }

  @Test
  void valuesNearTheEndOfFloat32AreScored() {
    float big = 3e38f;
    float[] values = {-big, -big, big, big, 0, 1};
    CutTree tree = TreeBuilder.build(values, 0, 3, 2, CONTEXT.random().stream("big"));
    assertThat(score(tree, -3.3e38f, 3.3e38f)).isBetween(0.0, 1.0);
    assertThat(score(tree, big, -big)).isBetween(0.0, 1.0);
    TreeScores scores = new TreeScores(2, 1, CONTEXT.kernels());
    scores.run(tree, new float[] {-3.3e38f, 3.3e38f}, 1, 0, 1);
    assertThat(scores.score(0)).isBetween(0.0, 1.0);
  }

  /** Its count would be negative, and a score of it would look beside a table. */
  @Test
  void aLeafOfMorePointsThanCanBeIsDamage() {
    byte[] one = {0, 0, 0, 1, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0};

    assertThatThrownBy(
            () ->
                TreeFormat.read(
                    new DataInputStream(new ByteArrayInputStream(one)), 1, 0, one.length))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("points");
  }
}
