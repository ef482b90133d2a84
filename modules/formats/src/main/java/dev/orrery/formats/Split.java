package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;

/**
 * Which rows of a data argument belong to a channel. Row i, counted from 0 over all files before
 * any row is left out, is a test row when {@code i * 0x9E3779B1}, as an unsigned 32-bit number, is
 * below {@code fraction * 2^32}; this needs no randomness and gives each row the same part in every
 * format.
 *
 * @param part the part to read
 * @param fraction share of the test rows, between 0 and 1
 */
public record Split(Part part, double fraction) {

  /** A part of the rows. */
  public enum Part {
    ALL,
    TRAIN,
    TEST
  }

  /** The fraction of the rule called {@code fixed}. */
  public static final double FIXED = 0.25;

  private static final Split NONE = new Split(Part.ALL, 0);

  /** Checks the fraction. */
  public Split {
    if (part != Part.ALL && !(fraction > 0 && fraction < 1)) {
      throw new CustomerError(
          "--split is " + fraction + " where a number between 0 and 1 or 'fixed' was expected",
          "--split");
    }
  }

  /** All rows. */
  public static Split none() {
    return NONE;
  }

  /** The rows that are left for training. */
  public static Split train(double fraction) {
    return new Split(Part.TRAIN, fraction);
  }

  /** The test rows. */
  public static Split test(double fraction) {
    return new Split(Part.TEST, fraction);
  }

  /**
   * The fraction of a text: a number between 0 and 1, or {@code fixed}.
   *
   * @throws CustomerError for another text
   */
  public static double fraction(String text) {
    if (text.equals("fixed")) {
      return FIXED;
    }
    try {
      return new Split(Part.TEST, Double.parseDouble(text)).fraction();
    } catch (NumberFormatException e) {
      throw new CustomerError(
          "--split is '" + text + "' where a number between 0 and 1 or 'fixed' was expected",
          "--split",
          e);
    }
  }

  /** Whether the row with this raw index, from 0, is read. */
  public boolean takes(long row) {
    if (part == Part.ALL) {
      return true;
    }
    boolean test = Integer.toUnsignedLong((int) (row * 0x9E3779B1L)) < fraction * 0x1p32;
    return test == (part == Part.TEST);
  }

  /** How many of the first {@code rows} rows are read. */
  public long count(long rows) {
    if (part == Part.ALL) {
      return rows;
    }
    long taken = 0;
    for (long row = 0; row < rows; row++) {
      taken += takes(row) ? 1 : 0;
    }
    return taken;
  }
}
