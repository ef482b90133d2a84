package dev.orrery.formats;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The frames of a RecordIO file (spec A1): magic number, length, payload, padding to four bytes.
 * The length's top three bits mark parts of a record as in dmlc-core, which cuts a record where its
 * payload holds the magic number and leaves that out: 0 whole, 1 first, 2 middle, 3 last.
 */
final class RecordIoFrames implements Closeable {

  static final int MAGIC = 0xCED7230A;

  /** Longest record, in bytes. */
  private static final int LONGEST = 512 << 20;

  private static final int FLAG_SHIFT = 29;
  private static final int FIRST = 1;
  private static final int LAST = 3;
  private static final int STEP = 1 << 20;

  private final InputStream in;
  private final String file;
  private final byte[] head = new byte[8];
  private byte[] payload = new byte[1 << 12];
  private int length;
  private long offset;
  private long start;
  private long record;

  RecordIoFrames(InputStream in, String file) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.file = file;
  }

  /** Bytes of the record; the first {@link #length()} count. */
  byte[] payload() {
    return payload;
  }

  int length() {
    return length;
  }

  String file() {
    return file;
  }

  /** The record's number, from 1, and the byte at which it begins. */
  String position() {
    return "record " + record + " (byte " + start + ")";
  }

  /** Goes to the next record; false after the last. */
  boolean advance() throws IOException {
    start = offset;
    record++;
    length = 0;
    int flag = frame(true);
    if (flag < 0) {
      return false;
    }
    if (flag == 0) {
      return true;
    }
    if (flag != FIRST) {
      throw error("a part of a record was found before its first part");
    }
    do {
      ensure(4);
      for (int i = 0; i < 4; i++) {
        payload[length++] = (byte) (MAGIC >>> 8 * i);
      }
      flag = frame(false);
      if (flag == 0 || flag == FIRST) {
        throw error("the record's last part is missing");
      }
    } while (flag != LAST);
    return true;
  }

  /** Appends a frame's payload and returns its flag; -1 at the end of the file. */
  private int frame(boolean first) throws IOException {
    int got = in.readNBytes(head, 0, 8);
    if (got == 0 && first) {
      return -1;
    }
    for (int i = 0; i < Math.min(got, 4); i++) {
      if (head[i] != (byte) (MAGIC >>> 8 * i)) {
        throw DataErrors.at(
            file,
            "record " + record + " (byte " + offset + ")",
            Text.format(
                "the bytes %s were found where the magic number 0a 23 d7 ce was expected",
                hex(head, Math.min(got, 4))));
      }
    }
    if (got < 8) {
      throw cutOff(8, got);
    }
    int word =
        head[4] & 0xFF | (head[5] & 0xFF) << 8 | (head[6] & 0xFF) << 16 | (head[7] & 0xFF) << 24;
    int flag = word >>> FLAG_SHIFT;
    int bytes = word & (1 << FLAG_SHIFT) - 1;
    if (flag > LAST || bytes > LONGEST - length) {
      throw error(
          Text.format(
              "a length of %d bytes was found where at most %d MiB were expected",
              Integer.toUnsignedLong(word), LONGEST >> 20));
    }
    offset += 8;
    // The memory grows with what is there, not with what an invented length promises.
    int left = bytes;
    while (left > 0) {
      int wanted = Math.min(left, STEP);
      ensure(wanted);
      int read = in.readNBytes(payload, length, wanted);
      length += read;
      left -= read;
      if (read < wanted) {
        throw cutOff(bytes, bytes - left);
      }
    }
    int padding = -bytes & 3;
    int read = in.readNBytes(head, 0, padding);
    if (read < padding) {
      throw cutOff(padding, read);
    }
    offset += bytes + padding;
    return flag;
  }

  private void ensure(int more) {
    if (payload.length - length < more) {
      payload = Arrays.copyOf(payload, Math.max(2 * payload.length, length + more));
    }
  }

  private CustomerError cutOff(int wanted, int found) {
    return error(
        Text.format(
            "the file is cut off: %d byte%s found where %d more were expected",
            found, found == 1 ? "" : "s", wanted));
  }

  private CustomerError error(String message) {
    return DataErrors.at(file, position(), message);
  }

  private static String hex(byte[] bytes, int count) {
    return java.util.HexFormat.ofDelimiter(" ").formatHex(bytes, 0, count);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
