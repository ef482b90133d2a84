package dev.orrery.linearlearner;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether rows come sorted by label, told by the runs test (Wald and Wolfowitz, "On a Test Whether
 * Two Samples are from the Same Population", 1940) on labels of two kinds: above the scaler's mean
 * label or not, class 0 or another. The rows of the first pass are looked at.
 */
final class LabelOrder {

  /** Rows below which nothing is said. */
  private static final long FEW = 30;

  private static final double DEVIATIONS = 6;

  /** Classes without rows that are named. */
  private static final int SHOWN = 10;

  long high;
  long low;
  long runs;

  /** Kind of the last row: 1 high, 0 low, -1 none yet. */
  int last = -1;

  /** Classes that a label of a classifier was of. */
  BitSet seen = new BitSet();

  /** Takes in labels in order; those above {@code middle} are the high ones. */
  void add(float[] labels, float middle, boolean classes) {
    for (float label : labels) {
      if (classes) {
        seen.set((int) label);
      }
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
    seen.or(other.seen);
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
        Text.format(
            "The training data looks sorted by label: its %.0f rows change between low and high labels"
                + " %d times where about %.0f changes would be expected in random order; shuffle the"
                + " rows, since mini-batches of like labels pull the models to and fro.",
            n, runs - 1, expected - 1));
  }

  /**
   * Says which classes no row had.
   *
   * @param fresh whether the models have learned from no other data
   * @throws CustomerError when a binary classifier that has learned nothing else saw one class
   */
  void checkClasses(PredictorType type, int classes, boolean fresh, RunContext context) {
    if (type == PredictorType.REGRESSOR || seen.isEmpty()) {
      return;
    }
    if (type == PredictorType.BINARY) {
      if (seen.cardinality() == 2) {
        return;
      }
      String found =
          Text.format(
              "All %d rows of the train dataset have the label %d; a binary classifier learns from rows of both classes, 0 and 1.",
              high + low, seen.nextSetBit(0));
      if (fresh) {
        throw new CustomerError(found, "train");
      }
      context.warn(found);
      return;
    }
    int missing = classes - seen.cardinality();
    if (missing > 0) {
      String which =
          IntStream.range(0, classes)
              .filter(c -> !seen.get(c))
              .limit(SHOWN)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(", ", "", missing > SHOWN ? ", ..." : ""));
      context.warn(
          Text.format(
              "%d of the %d classes have no row in the train dataset (%s), so nothing is learned of them; lower num_classes or add such rows.",
              missing, classes, which));
    }
  }

  /** Forgets what was seen. */
  void clear() {
    high = 0;
    low = 0;
    runs = 0;
    last = -1;
    seen.clear();
  }

  LabelOrder copy() {
    LabelOrder copy = new LabelOrder();
    copy.high = high;
    copy.low = low;
    copy.runs = runs;
    copy.last = last;
    copy.seen = (BitSet) seen.clone();
    return copy;
  }
}
