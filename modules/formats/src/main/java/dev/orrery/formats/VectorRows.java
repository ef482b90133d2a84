package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;

/** Rows that come as vectors: checks each and hands it to the batch, dense or sparse. */
abstract class VectorRows implements RowReader {

  /** What is expected of the rows of a file. */
  record Expected(
      String channel,
      int columns,
      int labels,
      String firstFile,
      RowCounter counter,
      boolean dropMissing,
      boolean keepMissing) {}

  private final Expected expected;
  private final Vector row = new Vector();
  private long dropped;

  VectorRows(Expected expected) {
    this.expected = expected;
  }

  /** Reads the next row as it stands; false after the last. */
  abstract boolean parse(Vector into) throws IOException;

  /** Passes over the next row; false after the last. */
  abstract boolean skip() throws IOException;

  /** Name of the file. */
  abstract String file();

  /** Where the last row is in the file, such as {@code line 12}. */
  abstract String position();

  @Override
  public final boolean read(BatchBuilder into) throws IOException {
    while (true) {
      if (!expected.counter().take()) {
        if (!skip()) {
          return false;
        }
        continue;
      }
      row.clear();
      if (!parse(row)) {
        return false;
      }
      if (append(into)) {
        into.commit();
        return true;
      }
      dropped++;
    }
  }

  private boolean append(BatchBuilder into) {
    check(row, this);
    if (row.width != Vector.UNTOLD && row.width != expected.columns()) {
      if (expected.channel().equals(RequestReader.CHANNEL)) {
        throw DataErrors.featureDim(
            expected.channel(), file() + " " + position(), expected.columns(), row.width);
      }
      throw error(
          Text.format(
              "%d feature%s found where %d were expected, as in %s",
              row.width, row.width == 1 ? "" : "s", expected.columns(), expected.firstFile()));
    }
    if (expected.labels() > 0 && row.labelCount != expected.labels()) {
      throw error(
          Text.format(
              "%d label%s found where %d %s expected, as in the first row",
              row.labelCount,
              row.labelCount == 1 ? "" : "s",
              expected.labels(),
              expected.labels() == 1 ? "was" : "were"));
    }
    if (row.sparse) {
      into.beginSparse();
      for (int i = 0; i < row.count; i++) {
        if (row.keys[i] >= expected.columns()) {
          throw error(
              Text.format(
                  "the index %d was found where one from 0 to %d was expected",
                  row.keys[i], expected.columns() - 1));
        }
        if (!usable(row.values[i], "feature " + row.keys[i], expected.keepMissing())) {
          return false;
        }
        into.element((int) row.keys[i], row.values[i]);
      }
    } else {
      int offset = into.beginDense();
      for (int j = 0; j < row.count; j++) {
        if (!usable(row.values[j], "feature " + j, expected.keepMissing())) {
          return false;
        }
      }
      System.arraycopy(row.values, 0, into.target(), offset, row.count);
    }
    for (int j = 0; j < expected.labels(); j++) {
      if (!usable(row.labels[j], "label", false)) {
        return false;
      }
      into.label(j, row.labels[j]);
    }
    return true;
  }

  /**
   * Whether a value is finite, or missing and to be kept; false when it is missing and its row is
   * to be left out.
   */
  private boolean usable(float value, String what, boolean keepMissing) {
    if (Float.isFinite(value) || keepMissing && Float.isNaN(value)) {
      return true;
    }
    if (Float.isNaN(value) && expected.dropMissing()) {
      return false;
    }
    throw DataErrors.notFinite(expected.channel(), file() + " " + position() + ", " + what, value);
  }

  /** Checks what can be told from a row alone; sorts the keys of a sparse one. */
  static void check(Vector row, VectorRows at) {
    if (row.sparse) {
      if (row.keyCount != row.count) {
        throw at.error(
            Text.format(
                "%d keys and %d values were found where a value for each key was expected",
                row.keyCount, row.count));
      }
      long bound = row.width == Vector.UNTOLD ? Integer.MAX_VALUE : row.width;
      for (int i = 0; i < row.keyCount; i++) {
        if (row.keys[i] < 0 || row.keys[i] >= bound) {
          throw at.error(
              Text.format(
                  "the key %s was found where one from 0 to %d was expected",
                  Long.toUnsignedString(row.keys[i]), bound - 1));
        }
      }
      if (!row.sort()) {
        throw at.error("a key was found twice where each was expected once");
      }
    } else {
      if (row.width != row.count) {
        throw at.error(
            Text.format("%d values were found where the shape asks for %d", row.count, row.width));
      }
      if (row.width == 0) {
        throw at.error("no features were found where at least one was expected");
      }
    }
    if (row.width > Integer.MAX_VALUE - 8) {
      throw at.error(
          Text.format("%d features were found where at most 2147483639 were expected", row.width));
    }
  }

  /** A failure at the last row. */
  final CustomerError error(String message) {
    return DataErrors.at(file(), position(), message);
  }

  @Override
  public final long skipAll() throws IOException {
    long rows = 0;
    while (skip()) {
      rows++;
    }
    return rows;
  }

  @Override
  public final long dropped() {
    return dropped;
  }
}
