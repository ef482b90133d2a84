package dev.orrery.artifacts;

import dev.orrery.core.error.CustomerError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The contents of an MXNet array file: a list of float32 arrays, each with a name or none with one.
 * Spec A10, after {@code NDArray::Save} and {@code NDArray::Load} of Apache MXNet.
 *
 * @param arrays the arrays, in the file's order
 * @param names empty for a list without names, else one name per array
 */
public record MxNetArrays(List<Array> arrays, List<String> names) {

  static final long FILE_MAGIC = 0x112;
  static final int VERSION_1 = 0xF993FAC8;
  static final int VERSION_2 = 0xF993FAC9;
  static final int DENSE = 0;
  static final int CPU = 1;
  static final int FLOAT32 = 0;

  /**
   * One array.
   *
   * @param shape length of each dimension; empty for an array that holds nothing
   * @param values the elements, row-major; as many as the product of the shape
   */
  public record Array(List<Integer> shape, float[] values) {

    /** Checks that the elements are as many as the shape says. */
    public Array {
      shape = List.copyOf(shape);
      long elements = shape.isEmpty() ? 0 : 1;
      for (int length : shape) {
        if (length < 0) {
          throw new IllegalArgumentException("no array of shape " + shape);
        }
        elements = Math.multiplyExact(elements, length);
      }
      if (elements != values.length) {
        throw new IllegalArgumentException(values.length + " elements for shape " + shape);
      }
    }
  }

  /** Checks that there are no names or as many as arrays. */
  public MxNetArrays {
    arrays = List.copyOf(arrays);
    names = List.copyOf(names);
    if (!names.isEmpty() && names.size() != arrays.size()) {
      throw new IllegalArgumentException(names.size() + " names for " + arrays.size() + " arrays");
    }
  }

  /** A list without names. */
  public static MxNetArrays list(Array... arrays) {
    return new MxNetArrays(List.of(arrays), List.of());
  }

  /** Whether a file begins as MXNet array files do. */
  public static boolean begins(byte[] file) {
    return file.length >= Long.BYTES
        && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong() == FILE_MAGIC;
  }

  /**
   * The arrays of a file of version 0, 1 or 2. Elements of other types become float32.
   *
   * @param where how to name the file in an error
   * @throws CustomerError when it is not such a file, is cut off or damaged, holds sparse arrays,
   *     or holds a number that float32 cannot
   */
  public static MxNetArrays read(byte[] file, String where) {
    return new MxNetReader(file, where).read();
  }

  /**
   * The file of these arrays, in version 2, as MXNet writes them from a CPU.
   *
   * @throws CustomerError when it would not fit into one Java array, 2 GiB
   */
  public byte[] toBytes() {
    List<byte[]> encodedNames =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList();
    long size = 4L * Long.BYTES;
    for (Array array : arrays) {
      size += 3L * Integer.BYTES + 8L * array.shape.size();
      size += array.shape.isEmpty() ? 0 : 3L * Integer.BYTES + 4L * array.values.length;
    }
    for (byte[] name : encodedNames) {
      size += Long.BYTES + name.length;
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          "The model takes "
              + size
              + " bytes as one MXNet array file; at most 2 GiB can be written.");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(FILE_MAGIC).putLong(0).putLong(arrays.size());
    for (Array array : arrays) {
      write(array, out);
    }
    out.putLong(encodedNames.size());
    for (byte[] name : encodedNames) {
      out.putLong(name.length).put(name);
    }
    return out.array();
  }

  private static void write(Array array, ByteBuffer out) {
    out.putInt(VERSION_2).putInt(DENSE).putInt(array.shape.size());
    for (int length : array.shape) {
      out.putLong(length);
    }
    if (array.shape.isEmpty()) {
      return;
    }
    out.putInt(CPU).putInt(0).putInt(FLOAT32);
    out.asFloatBuffer().put(array.values);
    out.position(out.position() + Float.BYTES * array.values.length);
  }
}
