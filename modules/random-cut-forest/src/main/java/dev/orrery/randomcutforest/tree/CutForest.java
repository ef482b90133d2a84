package dev.orrery.randomcutforest.tree;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import java.util.List;

/**
 * Trees over points of the same dimensions. The score of a point is the mean of its trees' scores,
 * each scaled by log2(points of the tree + 1) (spec B5.3 step 4).
 *
 * <p>Work is cut into chunks of trees, each of which goes through a block of rows: a tree stays in
 * the cache while the rows pass. The chunks are summed in order, so that the number of threads
 * changes no bit.
 */
public final class CutForest {

  /** Trees of a chunk. */
  static final int TREES = 8;

  /** Values of a block of rows, so that it stays in the nearest cache beside a tree. */
  private static final int BLOCK_VALUES = 1 << 13;

  /** Values of a block of rows that are scored: many, so that many come to a node together. */
  private static final int SCORED_VALUES = 1 << 16;

  private final List<CutTree> trees;
  private final int dimensions;

  /** A forest of one or more trees. */
  public CutForest(List<CutTree> trees) {
    this.trees = List.copyOf(trees);
    this.dimensions = trees.getFirst().dimensions();
  }

  /** Its trees, which must not be changed while it is used. */
  public List<CutTree> trees() {
    return trees;
  }

  /** Values of a point. */
  public int dimensions() {
    return dimensions;
  }

  /** Rows that are worked on at once. */
  static int block(int dimensions) {
    return Math.clamp(BLOCK_VALUES / dimensions, 16, 1024);
  }

  /**
   * The anomaly scores of some rows: about 1 or less where rows are as usual, higher the more they
   * stand out; 0 while no tree has a point.
   */
  public float[] scores(DenseMatrix rows, RunContext context) {
    float[] scores = new float[rows.rows()];
    int block = Math.clamp(SCORED_VALUES / dimensions, 16, 8192);
    for (int from = 0; from < rows.rows(); from += block) {
      int count = Math.min(block, rows.rows() - from);
      float[] columns = columns(rows, from, count);
      double[] sum = new double[count];
      context
          .parallel()
          .reduce(
              trees.size(),
              TREES,
              (tree, end) -> scores(columns, count, tree, end, context.kernels()),
              part -> addTo(sum, part));
      for (int i = 0; i < count; i++) {
        scores[from + i] = (float) (sum[i] / trees.size());
      }
    }
    return scores;
  }

  /** Some rows by columns, {@code count} apart. */
  static float[] columns(DenseMatrix rows, int first, int count) {
    int d = rows.columns();
    float[] columns = new float[Math.multiplyExact(count, d)];
    for (int i = 0; i < count; i++) {
      int from = rows.rowOffset(first + i);
      for (int j = 0; j < d; j++) {
        columns[j * count + i] = rows.values()[from + j];
      }
    }
    return columns;
  }

  static void addTo(double[] sum, double[] part) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i];
    }
  }

  private double[] scores(float[] columns, int count, int fromTree, int toTree, Kernels kernels) {
    double[] part = new double[count];
    TreeScores scores = new TreeScores(dimensions, count, kernels);
    for (int t = fromTree; t < toTree; t++) {
      CutTree tree = trees.get(t);
      if (tree.size() > 0) {
        double scale = ScoreVisitor.normalizer(tree.size());
        scores.run(tree, columns, count, 0, count);
        for (int i = 0; i < count; i++) {
          part[i] += scale * scores.score(i);
        }
      }
    }
    return part;
  }

  /**
   * The share of every dimension in the score of every row.
   *
   * @return {@code rows x dimensions}, row-major; a row sums to its score
   */
  public float[] attributions(DenseMatrix rows, RunContext context) {
    float[] result = new float[Math.multiplyExact(rows.rows(), dimensions)];
    int block = block(dimensions);
    for (int from = 0; from < rows.rows(); from += block) {
      int count = Math.min(block, rows.rows() - from);
      float[] sides = CutWalk.sides(rows, from, count);
      double[] sum = new double[count * dimensions];
      context
          .parallel()
          .reduce(
              trees.size(),
              TREES,
              (tree, end) -> attributions(sides, count, tree, end, context.kernels()),
              part -> addTo(sum, part));
      for (int i = 0; i < sum.length; i++) {
        result[from * dimensions + i] = (float) (sum[i] / trees.size());
      }
    }
    return result;
  }

  private double[] attributions(
      float[] sides, int count, int fromTree, int toTree, Kernels kernels) {
    double[] part = new double[count * dimensions];
    CutWalk walk = new CutWalk(dimensions, count, kernels);
    AttributionVisitor visitor = new AttributionVisitor(dimensions, count);
    for (int t = fromTree; t < toTree; t++) {
      CutTree tree = trees.get(t);
      if (tree.size() == 0) {
        continue;
      }
      double scale = ScoreVisitor.normalizer(tree.size());
      walk.visit(tree, sides, 0, count, visitor);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < dimensions; j++) {
          part[i * dimensions + j] += scale * visitor.share(i, j);
        }
      }
    }
    return part;
  }

  /** Bytes of its trees. */
  public long bytes() {
    return trees.stream().mapToLong(CutTree::bytes).sum();
  }
}
