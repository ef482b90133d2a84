package dev.orrery.tuning.compare;

import dev.orrery.core.run.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A small forest of regression trees (Breiman, "Random Forests", Machine Learning 45, 2001), to
 * tell how much of a figure goes with each of a few hyperparameters. Every tree is grown on a
 * bootstrap sample and judged on the rows that are not in it.
 */
final class RegressionForest {

  private static final int TREES = 200;
  private static final int LEAST_LEAF = 2;
  private static final int PERMUTATIONS = 5;

  private final double[][] x;
  private final double[] y;

  /**
   * @param x rows of features
   * @param y a value for each
   */
  RegressionForest(double[][] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** A split, or a leaf where there are no children. */
  private record Node(int feature, double threshold, double value, Node low, Node high) {

    double predict(double[] row) {
      Node node = this;
      while (node.low != null) {
        node = row[node.feature] <= node.threshold ? node.low : node.high;
      }
      return node.value;
    }
  }

  /**
   * For each feature by how much the mean squared error of rows that a tree has not seen rises when
   * the feature's values are permuted among them, at least 0.
   */
  double[] permutationImportance() {
    int n = y.length;
    int features = x[0].length;
    double[] rise = new double[features];
    RandomStreams streams = new RandomStreams(0);
    int judged = 0;
    for (int t = 0; t < TREES; t++) {
      RandomGenerator random = streams.stream("tuning.importance", t);
      int[] rows = new int[n];
      boolean[] seen = new boolean[n];
      for (int i = 0; i < n; i++) {
        rows[i] = random.nextInt(n);
        seen[rows[i]] = true;
      }
      int[] left = IntStream.range(0, n).filter(i -> !seen[i]).toArray();
      if (left.length < 2) {
        continue;
      }
      judged++;
      Node tree = grow(rows);
      double error = error(tree, left, left, -1);
      for (int f = 0; f < features; f++) {
        for (int p = 0; p < PERMUTATIONS; p++) {
          rise[f] += (error(tree, left, shuffled(left, random), f) - error) / PERMUTATIONS;
        }
      }
    }
    for (int f = 0; f < features; f++) {
      rise[f] = judged == 0 ? 0 : Math.max(0, rise[f] / judged);
    }
    return rise;
  }

  /** Mean squared error on some rows, with one feature taken from others. */
  private double error(Node tree, int[] rows, int[] others, int feature) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] row = x[rows[i]];
      if (feature >= 0) {
        row = row.clone();
        row[feature] = x[others[i]][feature];
      }
      double miss = y[rows[i]] - tree.predict(row);
      sum += miss * miss;
    }
    return sum / rows.length;
  }

  private static int[] shuffled(int[] rows, RandomGenerator random) {
    int[] mixed = rows.clone();
    for (int i = mixed.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = mixed[i];
      mixed[i] = mixed[j];
      mixed[j] = swapped;
    }
    return mixed;
  }

  private Node grow(int[] rows) {
    double mean = Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElseThrow();
    double least = squares(rows, mean) * (1 - 1e-9);
    int feature = -1;
    double threshold = 0;
    for (int f = 0; f < x[0].length && rows.length >= 2 * LEAST_LEAF; f++) {
      int by = f;
      int[] sorted =
          Arrays.stream(rows)
              .boxed()
              .sorted((a, b) -> Double.compare(x[a][by], x[b][by]))
              .mapToInt(i -> i)
              .toArray();
      double lowSum = 0;
      double lowSquares = 0;
      double highSum = Arrays.stream(rows).mapToDouble(i -> y[i] - mean).sum();
      double highSquares = squares(rows, mean);
      for (int i = 0; i < sorted.length - 1; i++) {
        double value = y[sorted[i]] - mean;
        lowSum += value;
        lowSquares += value * value;
        highSum -= value;
        highSquares -= value * value;
        int low = i + 1;
        int high = sorted.length - low;
        double here = x[sorted[i]][f];
        double next = x[sorted[i + 1]][f];
        if (here == next || low < LEAST_LEAF || high < LEAST_LEAF) {
          continue;
        }
        double error = lowSquares - lowSum * lowSum / low + highSquares - highSum * highSum / high;
        if (error < least) {
          least = error;
          feature = f;
          threshold = here + (next - here) / 2;
        }
      }
    }
    if (feature < 0) {
      return new Node(-1, 0, mean, null, null);
    }
    int by = feature;
    double at = threshold;
    return new Node(
        feature,
        threshold,
        mean,
        grow(Arrays.stream(rows).filter(i -> x[i][by] <= at).toArray()),
        grow(Arrays.stream(rows).filter(i -> x[i][by] > at).toArray()));
  }

  private double squares(int[] rows, double mean) {
    double sum = 0;
    for (int i : rows) {
      sum += (y[i] - mean) * (y[i] - mean);
    }
    return sum;
  }
}
