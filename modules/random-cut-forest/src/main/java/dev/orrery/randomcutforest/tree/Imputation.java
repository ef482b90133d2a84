package dev.orrery.randomcutforest.tree;

import java.util.Arrays;
import java.util.List;

/**
 * Likely values for those that a point lacks. In every tree the point goes down by the cuts of what
 * it has; where the cut is of a value that it lacks both sides are looked at. Of the leaves so
 * reached the one that lies nearest in what the point has tells what is missing, and the median
 * over the trees is taken (the idea of Guha et al. 2016, section 5: a missing value is one that
 * makes the point least anomalous).
 */
public final class Imputation {

  private final CutForest forest;
  private final boolean[] missing;
  private final double[] scale;
  private final float[] point;

  /**
   * The imputation of a point.
   *
   * @param point of the forest's dimensions; what stands where a value is missing does not matter
   * @param missing which dimensions are missing, at least one
   */
  public Imputation(CutForest forest, float[] point, int[] missing) {
    this.forest = forest;
    this.point = point.clone();
    this.missing = new boolean[point.length];
    for (int dimension : missing) {
      this.missing[dimension] = true;
    }
    this.scale = sides(forest.trees(), point.length);
  }

  /** One over the mean side of the trees' boxes in each dimension, so that all count alike. */
  private static double[] sides(List<CutTree> trees, int dimensions) {
    double[] scale = new double[dimensions];
    for (CutTree tree : trees) {
      if (tree.size() > 0) {
        float[] low = tree.low(tree.root());
        float[] high = tree.high(tree.root());
        for (int j = 0; j < dimensions; j++) {
          scale[j] += ((double) high[j] - low[j]) / trees.size();
        }
      }
    }
    for (int j = 0; j < dimensions; j++) {
      scale[j] = scale[j] > 0 ? 1 / scale[j] : 0;
    }
    return scale;
  }

  /** The point with its missing values filled in. */
  public float[] impute() {
    List<CutTree> trees = forest.trees().stream().filter(tree -> tree.size() > 0).toList();
    float[] filled = point.clone();
    int[] leaf = new int[trees.size()];
    for (int t = 0; t < leaf.length; t++) {
      leaf[t] = nearest(trees.get(t));
    }
    float[] values = new float[leaf.length];
    for (int j = 0; j < point.length; j++) {
      if (missing[j]) {
        for (int t = 0; t < leaf.length; t++) {
          values[t] = trees.get(t).point[leaf[t] * point.length + j];
        }
        filled[j] = median(values.clone());
      }
    }
    return filled;
  }

  private static float median(float[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  /** The nearest of the leaves that the point can come to. */
  private int nearest(CutTree tree) {
    int[] stack = new int[tree.leaves() + 1];
    int top = 0;
    stack[0] = tree.root();
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    while (top >= 0) {
      int reference = stack[top--];
      if (reference < 0) {
        double distance = distance(tree, ~reference);
        if (distance < least) {
          least = distance;
          best = ~reference;
        }
      } else if (missing[tree.cutDimension[reference]]) {
        stack[++top] = tree.right(reference);
        stack[++top] = tree.left(reference);
      } else {
        boolean right = point[tree.cutDimension[reference]] > tree.cutValue[reference];
        stack[++top] = right ? tree.right(reference) : tree.left(reference);
      }
    }
    return best;
  }

  private double distance(CutTree tree, int leaf) {
    double sum = 0;
    for (int j = 0; j < point.length; j++) {
      if (!missing[j]) {
        sum += Math.abs((double) tree.point[leaf * point.length + j] - point[j]) * scale[j];
      }
    }
    return sum;
  }
}
