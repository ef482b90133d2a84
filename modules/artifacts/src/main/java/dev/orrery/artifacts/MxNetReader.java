package dev.orrery.artifacts;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one MXNet array file. Every count in the file is held against the bytes that are left
 * before memory is taken for it.
 */
final class MxNetReader {

  /** MXNet itself allows 32 dimensions. */
  private static final int MAX_DIMENSIONS = 32;

  /** Integers up to here are float32 numbers. */
  private static final long EXACT_INTEGERS = 1L << 24;

  private final ByteBuffer in;
  private final String where;

  MxNetReader(byte[] file, String where) {
    in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.where = where;
  }

  MxNetArrays read() {
    if (in.remaining() < Long.BYTES || in.getLong() != MxNetArrays.FILE_MAGIC) {
      throw error("This is not an MXNet array file: it does not begin with 0x112.");
    }
    need(Long.BYTES, "the file's header");
    in.getLong(); // reserved
    int count = count("arrays", Integer.BYTES);
    List<MxNetArrays.Array> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrays.add(array(i));
    }
    int nameCount = count("names", Long.BYTES);
    if (nameCount != 0 && nameCount != count) {
      throw error("The MXNet array file has " + nameCount + " names for " + count + " arrays.");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < nameCount; i++) {
      byte[] name = new byte[count("letters of a name", 1)];
      in.get(name);
      names.add(new String(name, StandardCharsets.UTF_8));
    }
    if (in.hasRemaining()) {
      throw error("The MXNet array file goes on for " + in.remaining() + " bytes after its end.");
    }
    return new MxNetArrays(arrays, names);
  }

  private MxNetArrays.Array array(int index) {
    String what = "array " + index;
    need(Integer.BYTES, what);
    int version = in.getInt();
    int[] shape;
    if (version == MxNetArrays.VERSION_2) {
      need(Integer.BYTES, what);
      storage(in.getInt(), what);
      shape = shape(dimensions(what), Long.BYTES, what);
    } else if (version == MxNetArrays.VERSION_1) {
      shape = shape(dimensions(what), Long.BYTES, what);
    } else if (version >= 0 && version <= MAX_DIMENSIONS) { // version 0 begins with its dimensions
      shape = shape(version, Integer.BYTES, what);
    } else {
      throw error(
          Text.format(
              "%s of the MXNet file begins with 0x%08X; versions 0, 1 and 2 can be read.",
              capital(what), version));
    }
    if (shape.length == 0) {
      return new MxNetArrays.Array(List.of(), new float[0]);
    }
    need(3 * Integer.BYTES, what);
    in.getInt(); // device type
    in.getInt(); // device id
    ElementType type = ElementType.of(in.getInt());
    if (type == null) {
      throw error(
          capital(what)
              + " of the MXNet file has element type "
              + in.getInt(in.position() - Integer.BYTES)
              + "; 0 to 6 are known.");
    }
    return new MxNetArrays.Array(Arrays.stream(shape).boxed().toList(), values(shape, type, what));
  }

  private void storage(int storage, String what) {
    if (storage == MxNetArrays.DENSE) {
      return;
    }
    String kind = storage == 1 ? "row-sparse" : storage == 2 ? "CSR" : "unknown (" + storage + ")";
    throw error(
        capital(what) + " of the MXNet file has " + kind + " storage; only dense can be read.");
  }

  private int dimensions(String what) {
    need(Integer.BYTES, what);
    int dimensions = in.getInt();
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw error(
          capital(what)
              + " of the MXNet file has "
              + dimensions
              + " dimensions; 0 to "
              + MAX_DIMENSIONS
              + " are possible.");
    }
    return dimensions;
  }

  private int[] shape(int dimensions, int bytesEach, String what) {
    need(dimensions * bytesEach, what);
    int[] shape = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      long length = bytesEach == Long.BYTES ? in.getLong() : Integer.toUnsignedLong(in.getInt());
      if (length < 0 || length > Integer.MAX_VALUE) {
        throw error(
            capital(what)
                + " of the MXNet file has a dimension of length "
                + Long.toUnsignedString(length)
                + "; at most 2147483647 is possible.");
      }
      shape[i] = (int) length;
    }
    return shape;
  }

  private float[] values(int[] shape, ElementType type, String what) {
    long elements = 1;
    for (int length : shape) {
      // No product overflows: both factors stay below 2^31.
      elements *= length;
      if (elements > in.remaining() / type.bytes) {
        throw cutOff(what);
      }
    }
    float[] values = new float[(int) elements];
    if (type == ElementType.FLOAT32) {
      in.asFloatBuffer().get(values);
      in.position(in.position() + Float.BYTES * values.length);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = value(type, what, i);
    }
    return values;
  }

  private float value(ElementType type, String what, int index) {
    if (type == ElementType.FLOAT16) {
      return Float.float16ToFloat(in.getShort());
    }
    if (type == ElementType.FLOAT64) {
      double value = in.getDouble();
      if (Double.isFinite(value) && !Float.isFinite((float) value)) {
        throw notFloat32(Double.toString(value), what, index);
      }
      return (float) value;
    }
    long value =
        switch (type) {
          case UINT8 -> Byte.toUnsignedLong(in.get());
          case INT8 -> in.get();
          case INT32 -> in.getInt();
          default -> in.getLong();
        };
    if (value > EXACT_INTEGERS || value < -EXACT_INTEGERS) {
      throw notFloat32(Long.toString(value), what, index);
    }
    return value;
  }

  /** Reads a count of things of which each takes at least some bytes. */
  private int count(String things, int bytesEach) {
    need(Long.BYTES, "the number of " + things);
    long count = in.getLong();
    if (count < 0 || count > in.remaining() / bytesEach) {
      throw error(
          "The MXNet array file announces "
              + Long.toUnsignedString(count)
              + " "
              + things
              + ", but only "
              + in.remaining()
              + " bytes are left: it is cut off or damaged.");
    }
    return (int) count;
  }

  private void need(int bytes, String what) {
    if (in.remaining() < bytes) {
      throw cutOff(what);
    }
  }

  private CustomerError cutOff(String what) {
    return error(
        "The MXNet array file ends within "
            + what
            + ", after "
            + in.capacity()
            + " bytes: it is cut off or damaged.");
  }

  private CustomerError notFloat32(String value, String what, int index) {
    return error(
        "Element "
            + index
            + " of "
            + what
            + " of the MXNet file is "
            + value
            + ", which float32 cannot hold.");
  }

  private CustomerError error(String message) {
    return new CustomerError(message, where);
  }

  private static String capital(String what) {
    return Character.toUpperCase(what.charAt(0)) + what.substring(1);
  }

  /** The element types, in the order of their numbers. */
  private enum ElementType {
    FLOAT32(4),
    FLOAT64(8),
    FLOAT16(2),
    UINT8(1),
    INT32(4),
    INT8(1),
    INT64(8);

    private final int bytes;

    ElementType(int bytes) {
      this.bytes = bytes;
    }

    static ElementType of(int number) {
      return number >= 0 && number < values().length ? values()[number] : null;
    }
  }
}
