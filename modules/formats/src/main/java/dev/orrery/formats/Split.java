package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;

/**
 * Which rows of a data argument belong to a channel. Row i, counted from 0 over all files before
 * any row is left out, is a test row when {@code i * 0x9E3779B1}, as an unsigned 32-bit number, is
 * at least {@code from * 2^32} and below {@code to * 2^32}; this needs no randomness and gives each
 * row the same part in every format.
 *
 * @param part the part to read
 * @param from where the share of the test rows begins, from 0
 * @param to where it ends, at most 1
 */
public record Split(Part part, double from, double to) {

  /** A part of the rows. */
  public enum Part {
    /** Every row. */
    ALL,
    /** The rows that are not test rows. */
    TRAIN,
    /** The test rows. */
    TEST
  }

  /** The fraction of the rule called {@code fixed}. */
  public static final double FIXED = 0.25;

  /** More folds than this leave too little in each to say anything. */
  private static final int MOST_FOLDS = 1000;

  private static final Split NONE = new Split(Part.ALL, 0, 0);

  /** All rows. */
  public static Split none() {
    return NONE;
  }

  /** The rows that are left for training. */
  public static Split train(double fraction) {
    return new Split(Part.TRAIN, 0, checked(fraction));
  }

  /** The test rows. */
  public static Split test(double fraction) {
    return new Split(Part.TEST, 0, checked(fraction));
  }

  private static double checked(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new CustomerError(
          "--split is " + fraction + " where a number between 0 and 1 or 'fixed' was expected",
          "--split");
    }
    return fraction;
  }

  /**
   * The training or the test rows of a fold of a cross-validation: the i-th of n equal shares is
   * tested on. Every row is a test row of one fold.
   *
   * @param fold from 0
   * @param folds how many there are, from 2
   */
  public static Split fold(Part part, int fold, int folds) {
    if (folds < 2 || folds > MOST_FOLDS) {
      throw new CustomerError(
          "The number of folds must be 2 to " + MOST_FOLDS + ", not " + folds, "--folds");
    }
    return new Split(part, (double) fold / folds, (fold + 1.0) / folds);
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
      return checked(Double.parseDouble(text));
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
    long hash = Integer.toUnsignedLong((int) (row * 0x9E3779B1L));
    boolean test = hash >= from * 0x1p32 && hash < to * 0x1p32;
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
