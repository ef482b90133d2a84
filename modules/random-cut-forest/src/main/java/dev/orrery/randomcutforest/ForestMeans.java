package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.tree.CoDisplacementVisitor;
import dev.orrery.randomcutforest.tree.CutForest;
import dev.orrery.randomcutforest.tree.CutTree;
import dev.orrery.randomcutforest.tree.CutWalk;
import dev.orrery.randomcutforest.tree.DensityVisitor;
import dev.orrery.randomcutforest.tree.TreeVisitor;
import java.util.List;
import java.util.function.IntFunction;

/** Figures of points that are the mean over the trees of what a visitor finds in each. */
final class ForestMeans {

  /** Trees of a chunk; the chunks are summed in order, whatever the threads. */
  private static final int TREES = 8;

  /** Points that walk side by side. */
  private static final int BLOCK = 256;

  /** What a visitor found of one of the points that walked last. */
  @FunctionalInterface
  private interface Figure<V> {
    double of(V visitor, int index);
  }

  private ForestMeans() {}

  /**
   * The collusive displacement of each point ({@link CoDisplacementVisitor}).
   *
   * @param points {@code n x d}, the forest's dimensions
   */
  static float[] coDisplacements(CutForest forest, DenseMatrix points, RunContext context) {
    return of(
        forest, points, context, CoDisplacementVisitor::new, CoDisplacementVisitor::displacement);
  }

  /**
   * The natural logarithm of the density about each point ({@link DensityVisitor}).
   *
   * @param points {@code n x d}, the forest's dimensions
   */
  static float[] logDensities(CutForest forest, DenseMatrix points, RunContext context) {
    return of(forest, points, context, DensityVisitor::new, DensityVisitor::logDensity);
  }

  private static <V extends TreeVisitor> float[] of(
      CutForest forest,
      DenseMatrix points,
      RunContext context,
      IntFunction<V> visitor,
      Figure<V> figure) {
    List<CutTree> trees = forest.trees().stream().filter(tree -> tree.size() > 0).toList();
    float[] means = new float[points.rows()];
    for (int first = 0; first < points.rows(); first += BLOCK) {
      int from = first;
      int count = Math.min(BLOCK, points.rows() - from);
      float[] sides = CutWalk.sides(points, from, count);
      double[] sum = new double[count];
      context
          .parallel()
          .reduce(
              trees.size(),
              TREES,
              (tree, end) -> {
                context.cancellation().check();
                double[] part = new double[count];
                CutWalk walk = new CutWalk(points.columns(), count, context.kernels());
                V found = visitor.apply(count);
                for (CutTree walked : trees.subList(tree, end)) {
                  walk.visit(walked, sides, 0, count, found);
                  for (int i = 0; i < count; i++) {
                    part[i] += figure.of(found, i);
                  }
                }
                return part;
              },
              part -> {
                for (int i = 0; i < count; i++) {
                  sum[i] += part[i];
                }
              });
      for (int i = 0; i < count; i++) {
        means[from + i] = (float) (sum[i] / Math.max(1, trees.size()));
      }
    }
    return means;
  }
}
