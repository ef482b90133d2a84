package dev.orrery.formats;

import java.io.Closeable;
import java.io.IOException;

/** The rows of one file, read forwards. */
interface RowReader extends Closeable {

  /**
   * Reads the next row that is wanted into {@code into}.
   *
   * @return false after the last row
   */
  boolean read(BatchBuilder into) throws IOException;

  /** Passes over all rows that are left, without looking at their values, and counts them. */
  long skipAll() throws IOException;

  /** Rows left out so far because of a missing cell. */
  long dropped();
}
