package dev.orrery.kernels;

/**
 * The order in which rows are read that are each used once: a block too large for the caches is
 * read at several places in turn, because processors fetch ahead of each place and memory delivers
 * more to several than to one. The order depends on the shape alone.
 */
final class ReadingOrder {

  /** Values of a block that a second-level cache of 2 MiB does not hold. */
  private static final int LARGE = 1 << 19;

  /** Places, as a power of 2. */
  private static final int PLACES_LOG = 2;

  private ReadingOrder() {}

  /** The row that comes {@code n}-th. */
  static int row(int n, int rows, int columns) {
    int each = rows >> PLACES_LOG;
    if ((long) rows * columns < LARGE || n >= each << PLACES_LOG) {
      return n;
    }
    return (n & (1 << PLACES_LOG) - 1) * each + (n >> PLACES_LOG);
  }
}
