package dev.orrery.core.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How often a classifier called one class another. Averages are over the classes ("macro"), as
 * scikit-learn has them: over those that occur among the labels or the calls.
 */
public final class MulticlassConfusion {

  /** Classes up to which there is a place for every pair of them. */
  private static final int FEW = 1024;

  private final int classes;
  private final long[] labelled;
  private final long[] called;
  private final long[] right;

  /** Rows by label and call: {@code label * classes + called}; empty for many classes. */
  private final long[] pairs;

  /** The same for many classes: only the pairs that occur. */
  private final Map<Long, Long> manyPairs = new HashMap<>();

  private long rows;

  /** No rows yet, of {@code classes} classes. */
  public MulticlassConfusion(int classes) {
    this.classes = classes;
    this.labelled = new long[classes];
    this.called = new long[classes];
    this.right = new long[classes];
    this.pairs = new long[classes > FEW ? 0 : classes * classes];
  }

  /** Counts a row. */
  public void add(int label, int calledSo) {
    if (classes > FEW) {
      manyPairs.merge((long) label * classes + calledSo, 1L, Long::sum);
    } else {
      pairs[label * classes + calledSo]++;
    }
    labelled[label]++;
    called[calledSo]++;
    right[label] += label == calledSo ? 1 : 0;
    rows++;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Rows of a class that were called another, or the same. */
  public long count(int label, int calledSo) {
    return classes > FEW
        ? manyPairs.getOrDefault((long) label * classes + calledSo, 0L)
        : pairs[label * classes + calledSo];
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Share of rows that were right; NaN without rows. */
  public double accuracy() {
    return (double) Arrays.stream(right).sum() / rows;
  }

  /** Mean over the classes of the share of the rows called so that are. */
  public double macroPrecision() {
    return macro(BinaryConfusion::precision);
  }

  /** Mean over the classes of the share of its rows that were called so. */
  public double macroRecall() {
    return macro(BinaryConfusion::recall);
  }

  /** Mean over the classes of F beta. */
  public double macroFBeta(double beta) {
    return macro(confusion -> confusion.fBeta(beta));
  }

  /** Mean over the classes that have rows of the share that was right. */
  public double balancedAccuracy() {
    double sum = 0;
    int present = 0;
    for (int c = 0; c < classes; c++) {
      BinaryConfusion one = against(c);
      if (one.truePositives() + one.falseNegatives() > 0) {
        sum += one.recall();
        present++;
      }
    }
    return sum / present;
  }

  /** One class against all others. */
  public BinaryConfusion against(int c) {
    return new BinaryConfusion(
        right[c],
        called[c] - right[c],
        labelled[c] - right[c],
        rows - called[c] - labelled[c] + right[c]);
  }

  private double macro(ToDoubleFunction<BinaryConfusion> measure) {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < classes; c++) {
      BinaryConfusion one = against(c);
      if (one.trueNegatives() < rows) {
        sum += measure.applyAsDouble(one);
        occurring++;
      }
    }
    return sum / occurring;
  }
}
