package dev.orrery.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What SageMaker's iterator over a channel counts, for {@code #metrics} lines that carry {@code
 * Meta} (spec A7). It is reset before every pass.
 */
final class IteratorCounts {

  private long records;
  private long batches;
  private long mostRecords;
  private long mostBatches;
  private long resets;
  private long recordsSinceReset;
  private long batchesSinceReset;

  /** A mini-batch has been read. */
  void read(int rows) {
    read(rows, 1);
  }

  /** Rows have been read in some mini-batches. */
  void read(int rows, int inBatches) {
    records += rows;
    batches += inBatches;
    recordsSinceReset += rows;
    batchesSinceReset += inBatches;
    mostRecords = Math.max(mostRecords, recordsSinceReset);
    mostBatches = Math.max(mostBatches, batchesSinceReset);
  }

  /** The channel is read from its first row again. */
  void reset() {
    resets++;
    recordsSinceReset = 0;
    batchesSinceReset = 0;
  }

  long batchesSinceReset() {
    return batchesSinceReset;
  }

  /** The counts under SageMaker's names, in its order. */
  Map<String, Long> asMap() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("Total Records Seen", records);
    counts.put("Total Batches Seen", batches);
    counts.put("Max Records Seen Between Resets", mostRecords);
    counts.put("Max Batches Seen Between Resets", mostBatches);
    counts.put("Reset Count", resets);
    counts.put("Number of Records Since Last Reset", recordsSinceReset);
    counts.put("Number of Batches Since Last Reset", batchesSinceReset);
    return counts;
  }
}
