package dev.orrery.kmeans;

import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the time of the mini-batches went, for the block at the end of SageMaker's log (spec B2.3
 * step 6). Not part of what a state knows: it is neither saved nor compared.
 */
final class StepTimes {

  static final String CENTER_NORM = "compute all data-center distances: center norm";
  static final String INNER_PRODUCT = "compute all data-center distances: inner product";
  static final String MSD = "predict compute msd";
  static final String CENTER = "gradient: cluster center";

  private final Map<String, Long> nanos = new LinkedHashMap<>();

  /** Adds the time since {@code began}, a value of {@link System#nanoTime}; the time it is now. */
  long add(String step, long began) {
    long now = System.nanoTime();
    nanos.merge(step, now - began, Long::sum);
    return now;
  }

  /** Adds what another host took. */
  void add(StepTimes other) {
    other.nanos.forEach((step, taken) -> nanos.merge(step, taken, Long::sum));
  }

  /** Writes a line for each step, the longest first, and their sum; nothing when there is none. */
  void log(RunContext context) {
    long total = nanos.values().stream().mapToLong(Long::longValue).sum();
    if (total == 0) {
      return;
    }
    nanos.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(
            step ->
                context.log(
                    Text.format(
                        "%s took: %.4f%%, (%.6f secs)",
                        step.getKey(), 100.0 * step.getValue() / total, step.getValue() / 1e9)));
    context.log("TOTAL took: " + BigDecimal.valueOf(total / 1e9).toPlainString());
  }
}
