package dev.orrery.core.metric;

import java.util.function.ToDoubleFunction;

/**
 * How often a classifier called one class another. Averages are over the classes ("macro"), as
 * scikit-learn has them: over those that occur among the labels or the calls.
 */
public final class MulticlassConfusion {

  private final int classes;
  private final long[] count;
  private long rows;

  /** No rows yet, of {@code classes} classes. */
  public MulticlassConfusion(int classes) {
    this.classes = classes;
    this.count = new long[Math.multiplyExact(classes, classes)];
  }

  /** Counts a row. */
  public void add(int label, int called) {
    count[label * classes + called]++;
    rows++;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Rows of a class that were called another, or the same. */
  public long count(int label, int called) {
    return count[label * classes + called];
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Share of rows that were right; NaN without rows. */
  public double accuracy() {
    long right = 0;
    for (int c = 0; c < classes; c++) {
      right += count(c, c);
    }
    return (double) right / rows;
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
    long called = 0;
    long present = 0;
    for (int other = 0; other < classes; other++) {
      called += count(other, c);
      present += count(c, other);
    }
    long both = count(c, c);
    return new BinaryConfusion(both, called - both, present - both, rows - called - present + both);
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
