package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.text.Text;
import java.util.Arrays;

/**
 * How far apart the blocks of consecutive rows lie that the trees are built from. In a series that
 * drifts each tree sees a level of its own, so that nearly every row stands out of most trees.
 *
 * <p>For every value of a point it takes the mean and the standard deviation of each block. A block
 * lies as far off as its mean from the median of the means, typically the median of that; its rows
 * spread by the median of the deviations. Medians, so that one block of outliers is no drift. The
 * distances and the spreads are summed over the values without a scale, as the sides of a box are
 * that the forest cuts.
 *
 * @param distance how far a block's mean typically lies off, summed over the values of a point
 * @param spread standard deviation within a block, summed alike
 * @param block rows of a block
 * @param widest the value whose means lie farthest off
 * @param widestDistance how far a block's mean of it typically lies off
 * @param widestSpread its standard deviation within a block
 */
record Drift(
    double distance,
    double spread,
    int block,
    int widest,
    double widestDistance,
    double widestSpread) {

  /**
   * From which ratio of distance to spread on it is drift. There the mean score of rows with one
   * feature and a linear trend is 1.6 times what it is with shuffled rows, and rises from there.
   */
  private static final double FAR = 1;

  /** Standard errors of a block's mean that the distance must exceed, too. */
  private static final double ERRORS = 4;

  /** Values of a point that are summed side by side, so that a row is read in one go. */
  private static final int STRIP = 64;

  /**
   * Measures the blocks of a sample.
   *
   * @param rows the sample, {@code n x d}; block t has the rows from {@code t * perTree} on
   * @param trees number of blocks, at least 1
   * @param perTree rows of a block, at least 1
   */
  static Drift of(DenseMatrix rows, int trees, int perTree) {
    double distance = 0;
    double spread = 0;
    int widest = 0;
    double widestDistance = -1;
    double widestSpread = 0;
    double[][] mean = new double[STRIP][trees];
    double[][] deviation = new double[STRIP][trees];
    for (int from = 0; from < rows.columns(); from += STRIP) {
      int width = Math.min(STRIP, rows.columns() - from);
      for (int t = 0; t < trees; t++) {
        measure(rows, t * perTree, perTree, from, width, t, mean, deviation);
      }
      for (int j = 0; j < width; j++) {
        double off = distanceFromMedian(mean[j]);
        double within = median(deviation[j]);
        distance += off;
        spread += within;
        if (off > widestDistance) {
          widest = from + j;
          widestDistance = off;
          widestSpread = within;
        }
      }
    }
    return new Drift(distance, spread, perTree, widest, widestDistance, widestSpread);
  }

  private static void measure(
      DenseMatrix rows,
      int first,
      int count,
      int from,
      int width,
      int block,
      double[][] mean,
      double[][] deviation) {
    double[] sum = new double[width];
    double[] squares = new double[width];
    for (int i = first; i < first + count; i++) {
      int at = rows.rowOffset(i) + from;
      for (int j = 0; j < width; j++) {
        sum[j] += rows.values()[at + j];
      }
    }
    for (int i = first; i < first + count; i++) {
      int at = rows.rowOffset(i) + from;
      for (int j = 0; j < width; j++) {
        double difference = rows.values()[at + j] - sum[j] / count;
        squares[j] += difference * difference;
      }
    }
    for (int j = 0; j < width; j++) {
      mean[j][block] = sum[j] / count;
      deviation[j][block] = Math.sqrt(squares[j] / Math.max(1, count - 1));
    }
  }

  private static double distanceFromMedian(double[] means) {
    double middle = median(means);
    double[] off = new double[means.length];
    for (int t = 0; t < off.length; t++) {
      off[t] = Math.abs(means[t] - middle);
    }
    return median(off);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Whether the blocks lie too far apart for the trees to be alike; never of single rows. */
  boolean isFar() {
    return block > 1 && distance > Math.max(FAR, ERRORS / Math.sqrt(block)) * spread;
  }

  /** What a user should know of it, with the value that has most to do with it. */
  String sentence(PointNames names) {
    return Text.format(
        "The rows drift: each tree was built from %,d consecutive rows, and the trees' means of %s"
            + " typically lie %.3g from their median while the rows of a tree spread by %.3g, so"
            + " that rows stand out of trees of other times and nearly all score high;"
            + " --hp orrery_partition=shuffled lets every tree see rows of all times",
        block, names.value(widest), widestDistance, widestSpread);
  }
}
