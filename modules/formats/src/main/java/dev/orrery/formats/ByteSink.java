package dev.orrery.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way out, in one array that grows to the longest row. */
final class ByteSink {

  private byte[] bytes = new byte[1 << 13];
  private int size;

  int size() {
    return size;
  }

  ByteSink put(int b) {
    ensure(1);
    bytes[size++] = (byte) b;
    return this;
  }

  /** Appends a text as UTF-8. */
  ByteSink text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  /** Appends a number of 32 bits, the lowest byte first. */
  ByteSink int32(int x) {
    ensure(4);
    for (int shift = 0; shift < 32; shift += 8) {
      bytes[size++] = (byte) (x >>> shift);
    }
    return this;
  }

  /** Appends a number in protobuf's groups of seven bits. */
  ByteSink varint(int x) {
    int rest = x;
    while (rest >>> 7 != 0) {
      put(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    return put(rest);
  }

  /** Number of bytes that {@link #varint} appends. */
  static int varintSize(int x) {
    return (38 - Integer.numberOfLeadingZeros(x | 1)) / 7;
  }

  /** Writes everything and starts anew. */
  void flushTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
