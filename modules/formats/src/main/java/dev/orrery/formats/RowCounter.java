package dev.orrery.formats;

/** Says which rows of a file are read, by their raw index in the whole data argument. */
final class RowCounter {

  private final Split split;
  private long next;

  RowCounter(Split split, long firstRow) {
    this.split = split;
    this.next = firstRow;
  }

  /** Counts one more row and says whether it is read. */
  boolean take() {
    return split.takes(next++);
  }
}
