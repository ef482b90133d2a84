package dev.orrery.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A binary classifier at every threshold: the rows ordered by falling score, rows of equal score
 * taken together.
 */
public final class RankingCurve {

  /**
   * The classifier at one threshold.
   *
   * @param threshold rows with at least this score are called positive
   * @param confusion what comes of it
   */
  public record Point(double threshold, BinaryConfusion confusion) {}

  /** Points that are kept at most, spread evenly over the distinct scores. */
  private static final int MOST_POINTS = 1 << 14;

  private final List<Point> points;
  private final double rocAuc;
  private final double averagePrecision;

  private RankingCurve(List<Point> points, double rocAuc, double averagePrecision) {
    this.points = List.copyOf(points);
    this.rocAuc = rocAuc;
    this.averagePrecision = averagePrecision;
  }

  /**
   * The curve of some rows.
   *
   * @param scores a number per row; NaN is not allowed
   * @param labels 1 for positive, 0 for negative
   */
  public static RankingCurve of(float[] scores, float[] labels) {
    int n = scores.length;
    // Order by falling score: the bits of a float, made to sort as the numbers do, above the index.
    long[] order = new long[n];
    long positives = 0;
    for (int i = 0; i < n; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalArgumentException("score " + i + " is not a number");
      }
      int bits = Float.floatToIntBits(-scores[i] + 0.0f);
      int sortable = bits ^ (bits >> 31 & 0x7fffffff);
      order[i] = ((long) sortable << 32) | i;
      positives += labels[i] > 0.5f ? 1 : 0;
    }
    Arrays.sort(order);
    long negatives = n - positives;
    int distinct = 0;
    for (int i = 0; i < n; i++) {
      boolean first = i == 0 || scores[(int) order[i]] != scores[(int) order[i - 1]];
      distinct += first ? 1 : 0;
    }
    List<Point> points = new ArrayList<>(Math.min(distinct, MOST_POINTS));
    int place = 0;
    long tp = 0;
    long fp = 0;
    double area = 0;
    double precisionSum = 0;
    for (int i = 0; i < n; ) {
      float score = scores[(int) order[i]];
      long tpBefore = tp;
      long fpBefore = fp;
      while (i < n && scores[(int) order[i]] == score) {
        if (labels[(int) order[i++]] > 0.5f) {
          tp++;
        } else {
          fp++;
        }
      }
      area += (fp - fpBefore) * (tp + tpBefore) / 2.0;
      precisionSum += (tp - tpBefore) * ((double) tp / (tp + fp));
      if (isKept(place++, distinct)) {
        points.add(new Point(score, new BinaryConfusion(tp, fp, positives - tp, negatives - fp)));
      }
    }
    return new RankingCurve(
        points,
        positives == 0 || negatives == 0 ? Double.NaN : area / ((double) positives * negatives),
        positives == 0 ? Double.NaN : precisionSum / positives);
  }

  /** All of a few scores; else every so many, always with the first and the last. */
  private static boolean isKept(int place, int distinct) {
    if (distinct <= MOST_POINTS || place == 0) {
      return true;
    }
    long steps = MOST_POINTS - 1;
    return place * steps / (distinct - 1) != (place - 1) * steps / (distinct - 1);
  }

  /**
   * Points by falling threshold: one per distinct score, or, where these are more than 16384, as
   * many spread evenly over them. The areas are of all scores.
   */
  public List<Point> points() {
    return points;
  }

  /**
   * Area under the receiver operating characteristic: the chance that a positive row scores higher
   * than a negative one, ties counting half; NaN when one class is missing.
   */
  public double rocAuc() {
    return rocAuc;
  }

  /** Mean precision over the positive rows, without interpolation; NaN when there are none. */
  public double averagePrecision() {
    return averagePrecision;
  }
}
