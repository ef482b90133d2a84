package dev.orrery.linearlearner;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether rows come sorted by label, told by the runs test (Wald and Wolfowitz, "On a Test Whether
 * Two Samples are from the Same Population", 1940) on labels of two kinds: above the scaler's mean
 * label or not, class 0 or another. The rows of the first pass are looked at.
 */
final class LabelOrder {

  /** Rows below which nothing is said. */
  private static final long FEW = 30;

  private static final double DEVIATIONS = 6;

  long high;
  long low;
  long runs;

  /** Kind of the last row: 1 high, 0 low, -1 none yet. */
  int last = -1;

  /** Takes in labels in order; those above {@code middle} are the high ones. */
  void add(float[] labels, float middle) {
    for (float label : labels) {
      int kind = label > middle ? 1 : 0;
      if (kind == 1) {
        high++;
      } else {
        low++;
      }
      if (kind != last) {
        runs++;
      }
      last = kind;
    }
  }

  /** Adds what another host saw. */
  void add(LabelOrder other) {
    high += other.high;
    low += other.low;
    runs += other.runs;
  }

  /** A warning, when the runs are less than half of what a random order has, and 6 deviations. */
  Optional<String> warning() {
    double n = (double) high + low;
    if (n < FEW || high == 0 || low == 0) {
      return Optional.empty();
    }
    double product = 2.0 * high * low;
    double expected = product / n + 1;
    double variance = product * (product - n) / (n * n * (n - 1));
    if (runs > expected / 2 || expected - runs < DEVIATIONS * Math.sqrt(variance)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The training data looks sorted by label: its %.0f rows change between low and high labels"
                + " %d times where about %.0f changes would be expected in random order; shuffle the"
                + " rows, since mini-batches of like labels pull the models to and fro.",
            n,
            runs - 1,
            expected - 1));
  }

  /** Forgets what was seen. */
  void clear() {
    high = 0;
    low = 0;
    runs = 0;
    last = -1;
  }

  LabelOrder copy() {
    LabelOrder copy = new LabelOrder();
    copy.high = high;
    copy.low = low;
    copy.runs = runs;
    copy.last = last;
    return copy;
  }
}
