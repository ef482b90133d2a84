package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The lines of a text file as ranges of bytes in one buffer, which grows to the longest line and no
 * further. A line ends at LF, CRLF or CR; empty lines are passed over; a byte-order mark is
 * skipped. Where quotes count, a line break within a quoted CSV cell does not end the line.
 */
final class LineBuffer implements Closeable {

  /** Longest line, in bytes. */
  private static final int LIMIT = 1 << 26;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  /** Where a byte of a CSV line lies. */
  private enum Quote {
    CELL_START,
    OUTSIDE,
    INSIDE,
    AFTER
  }

  private final InputStream in;
  private final String file;
  private final boolean quotes;
  private byte[] bytes;
  private int start;
  private int end;
  private int next;
  private int limit;
  private boolean atEnd;
  private long linesBefore;
  private long line;

  /**
   * Lines of a stream.
   *
   * @param file name for messages
   * @param quotes whether quoted CSV cells may contain line breaks
   */
  LineBuffer(InputStream in, String file, boolean quotes) throws IOException {
    this(in, file, quotes, 1 << 18);
  }

  LineBuffer(InputStream in, String file, boolean quotes, int capacity) throws IOException {
    this.in = in;
    this.file = file;
    this.quotes = quotes;
    this.bytes = new byte[capacity];
    while (limit < 3 && !atEnd) {
      fill();
    }
    if (limit >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      next = 3;
    } else if (limit >= 2
        && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
            || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
      throw new CustomerError(
          file + " line 1: the text is UTF-16 where UTF-8 was expected", file + " line 1");
    }
  }

  /** The buffer; the line lies in {@code [start(), end())}. */
  byte[] bytes() {
    return bytes;
  }

  /** Index of the line's first byte. */
  int start() {
    return start;
  }

  /** Index after the line's last byte, its line break not counted. */
  int end() {
    return end;
  }

  /** Number of the physical line on which the current line starts, from 1. */
  long line() {
    return line;
  }

  /** Goes to the next line that is not empty; false after the last. */
  boolean advance() throws IOException {
    do {
      if (!advanceAny()) {
        return false;
      }
    } while (start == end);
    return true;
  }

  private boolean advanceAny() throws IOException {
    start = next;
    line = linesBefore + 1;
    int at = start;
    while (true) {
      at = stop(at);
      if (at < limit) {
        if (bytes[at] == '"') {
          at = endOfQuotedLine();
        }
        break;
      }
      if (atEnd) {
        break;
      }
      int scanned = at - start;
      fill();
      at = start + scanned;
    }
    if (at == limit && at == start) {
      return false;
    }
    end = at;
    next = at;
    if (at < limit) {
      next = at + 1;
      if (bytes[at] == '\r') {
        if (next == limit && !atEnd) {
          int length = end - start;
          fill();
          end = start + length;
          next = end + 1;
        }
        if (next < limit && bytes[next] == '\n') {
          next++;
        }
      }
    }
    linesBefore++;
    return true;
  }

  /** Index of the first line break (or quote, where they count) from {@code from}; or limit. */
  private int stop(int from) {
    byte[] b = bytes;
    int at = from;
    int end = limit;
    long quote = quotes ? '"' * ONES : '\n' * ONES;
    for (; at <= end - 8; at += 8) {
      long word = (long) LONGS.get(b, at);
      long lf = word ^ '\n' * ONES;
      long cr = word ^ '\r' * ONES;
      long q = word ^ quote;
      // The top bit of a byte is set where the byte is zero (and perhaps in a byte after it).
      long found = ((lf - ONES & ~lf) | (cr - ONES & ~cr) | (q - ONES & ~q)) & TOPS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; at < end; at++) {
      if (b[at] == '\n' || b[at] == '\r' || quotes && b[at] == '"') {
        return at;
      }
    }
    return end;
  }

  /** Index of the line break that ends a line with quotes; counts the breaks within cells. */
  private int endOfQuotedLine() throws IOException {
    Quote state = Quote.CELL_START;
    long breaks = 0;
    byte before = 0;
    for (int at = 0; ; at++) {
      while (start + at == limit && !atEnd) {
        fill();
      }
      if (start + at == limit) {
        if (state == Quote.INSIDE) {
          throw new CustomerError(
              Text.format("%s line %d: a quote is opened and never closed", file, line),
              file + " line " + line);
        }
        linesBefore += breaks;
        return limit;
      }
      byte b = bytes[start + at];
      boolean lineBreak = b == '\n' || b == '\r';
      if (state == Quote.INSIDE) {
        breaks += lineBreak && !(b == '\n' && before == '\r') ? 1 : 0;
        state = b == '"' ? Quote.AFTER : Quote.INSIDE;
      } else if (lineBreak) {
        linesBefore += breaks;
        return start + at;
      } else if (b == ',') {
        state = Quote.CELL_START;
      } else {
        // A quote opens a cell at its start, or goes on with it when doubled.
        state = b == '"' && state != Quote.OUTSIDE ? Quote.INSIDE : Quote.OUTSIDE;
      }
      before = b;
    }
  }

  /** Reads more bytes behind those of the current line, which moves to the front of the buffer. */
  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, limit - start);
      limit -= start;
      start = 0;
    }
    if (limit == bytes.length) {
      if (limit >= LIMIT) {
        throw new CustomerError(
            Text.format("%s line %d: the line is longer than %d MiB", file, line, LIMIT >> 20),
            file + " line " + line);
      }
      bytes = Arrays.copyOf(bytes, 2 * limit);
    }
    int read = in.read(bytes, limit, bytes.length - limit);
    if (read < 0) {
      atEnd = true;
    } else {
      limit += read;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
