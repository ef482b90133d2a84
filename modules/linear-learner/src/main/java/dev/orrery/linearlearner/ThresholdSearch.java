package dev.orrery.linearlearner;

import dev.orrery.core.metric.BinaryConfusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The best threshold of one model by a criterion, among all that make a difference. */
final class ThresholdSearch {

  /** Thresholds of the curve that is kept to be drawn. */
  private static final int CURVE = 120;

  /**
   * What was found.
   *
   * @param threshold rows that score at least this are called positive; on the scale of the scores
   * @param value of the criterion there
   * @param allowed whether the criterion's constraint could be met
   * @param confusion what comes of it
   */
  record Choice(double threshold, double value, boolean allowed, BinaryConfusion confusion) {}

  private final Criterion criterion;
  private final double natural;
  private final long[] order;
  private final int n;
  private long positives;

  /**
   * A search.
   *
   * @param natural the threshold that is preferred when several are equally good
   * @param scores a finite number per row
   * @param labels 0 or 1
   */
  ThresholdSearch(Criterion criterion, double natural, float[] scores, float[] labels) {
    this.criterion = criterion;
    this.natural = natural;
    n = scores.length;
    order = new long[n];
    for (int i = 0; i < n; i++) {
      // The bits of the negated score, made to sort as numbers do, above the label.
      int bits = Float.floatToRawIntBits(0.0f - scores[i]);
      long sortable = bits ^ (bits >> 31 & 0x7fffffff);
      int label = labels[i] > 0.5f ? 1 : 0;
      order[i] = sortable << 1 | label;
      positives += label;
    }
    Arrays.sort(order);
  }

  /**
   * The best threshold: it lies halfway between two scores, so that rounding does not change sides.
   * When no threshold meets the constraint, the one that comes nearest to it.
   */
  Choice best() {
    Choice best = null;
    for (int called = 0; ; called = endOfTies(called)) {
      Choice here = at(called);
      if (best == null || better(here, best)) {
        best = here;
      }
      if (called == n) {
        return best;
      }
    }
  }

  /** Thresholds, falling, each with the criterion's value there; at most {@link #CURVE}. */
  List<float[]> curve() {
    List<float[]> points = new ArrayList<>();
    int most = Math.min(CURVE, n);
    for (int p = 0; p < most; p++) {
      int called = endOfTies((int) ((long) p * (n - 1) / Math.max(1, most - 1)));
      Choice here = at(called);
      points.add(new float[] {(float) here.threshold, (float) here.value});
    }
    return points;
  }

  private boolean better(Choice one, Choice other) {
    if (one.allowed != other.allowed) {
      return one.allowed;
    }
    if (!one.allowed) {
      double nearer = criterion.second(one.confusion) - criterion.second(other.confusion);
      if (nearer != 0) {
        return nearer > 0;
      }
    }
    if (one.value != other.value) {
      return one.value > other.value;
    }
    double second = criterion.second(one.confusion) - criterion.second(other.confusion);
    if (second != 0) {
      return second > 0;
    }
    return Math.abs(one.threshold - natural) < Math.abs(other.threshold - natural);
  }

  private int counted;
  private long truePositives;

  /** The threshold that calls the first so many rows positive; calls must come in rising order. */
  private Choice at(int called) {
    if (called < counted) {
      counted = 0;
      truePositives = 0;
    }
    while (counted < called) {
      truePositives += order[counted++] & 1;
    }
    long falsePositives = called - truePositives;
    BinaryConfusion confusion =
        new BinaryConfusion(
            truePositives,
            falsePositives,
            positives - truePositives,
            n - positives - falsePositives);
    return new Choice(
        threshold(called), criterion.value(confusion), criterion.allows(confusion), confusion);
  }

  /** Halfway; at the ends one beyond the outermost score, or natural where that calls the same. */
  private double threshold(int called) {
    double above = called == 0 ? Double.POSITIVE_INFINITY : score(called - 1);
    double below = called == n ? Double.NEGATIVE_INFINITY : score(called);
    if (natural > below && natural <= above) {
      return natural;
    }
    return called == 0 ? below + 1 : called == n ? above - 1 : (above + below) / 2;
  }

  private int endOfTies(int from) {
    int end = from;
    while (end < n && order[end] >> 1 == order[from] >> 1) {
      end++;
    }
    return end;
  }

  private double score(int i) {
    int sortable = (int) (order[i] >> 1);
    return 0.0f - Float.intBitsToFloat(sortable ^ (sortable >> 31 & 0x7fffffff));
  }
}
