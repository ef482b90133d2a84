package dev.orrery.core.io;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Float32 numbers in binary files, many at a time: big-endian as {@link DataOutput} has them, or in
 * an order that is named.
 */
public final class FloatBlocks {

  private static final int BLOCK = 1 << 14;

  private FloatBlocks() {}

  /** Writes the first {@code count} values. */
  public static void write(float[] values, int count, DataOutput out) throws IOException {
    write(values, 0, count, ByteOrder.BIG_ENDIAN, out);
  }

  /** Writes {@code count} values from an offset, with the bytes of each in some order. */
  public static void write(float[] values, int offset, int count, ByteOrder order, DataOutput out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 * Math.min(count, BLOCK)).order(order);
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      buffer.clear().asFloatBuffer().put(values, offset + from, length);
      out.write(buffer.array(), 0, 4 * length);
    }
  }

  /**
   * Reads {@code count} values. The array grows with what is really there, so that a damaged count
   * does not take all memory.
   *
   * @throws java.io.EOFException when there are fewer
   */
  public static float[] read(int count, DataInput in) throws IOException {
    return read(count, ByteOrder.BIG_ENDIAN, in);
  }

  /** As the other one, with the bytes of a value in some order. */
  public static float[] read(int count, ByteOrder order, DataInput in) throws IOException {
    float[] values = new float[Math.min(count, BLOCK)];
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(order);
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      if (from + length > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      in.readFully(buffer.array(), 0, 4 * length);
      buffer.clear().asFloatBuffer().get(values, from, length);
    }
    return values;
  }
}
