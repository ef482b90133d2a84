package dev.orrery.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes RecordIO frames of records with float32 tensors, byte for byte as spec A1 has them. */
final class RecordEncoder {

  private static final int FEATURES = 1;
  private static final int LABEL = 2;
  private static final int MESSAGE = 2;

  private final ByteSink payload = new ByteSink();
  private final ByteSink frame = new ByteSink();

  /** Adds a dense feature vector to the record. */
  void features(float[] values, int from, int count) {
    entry(FEATURES, RecordIoRows.VALUES, values, from, count, null, 0);
  }

  /** Adds a sparse feature vector of a width to the record. */
  void features(float[] values, int[] keys, int from, int count, int width) {
    entry(FEATURES, RecordIoRows.VALUES, values, from, count, keys, width);
  }

  /** Adds an entry of the label map to the record. */
  void label(String name, float[] values, int from, int count) {
    entry(LABEL, name, values, from, count, null, 0);
  }

  /** Writes the record as one frame and begins the next. */
  void endRecord(OutputStream out) throws IOException {
    int length = payload.size();
    frame.int32(RecordIoFrames.MAGIC).int32(length);
    frame.flushTo(out);
    for (int pad = -length & 3; pad > 0; pad--) {
      payload.put(0);
    }
    payload.flushTo(out);
  }

  private void entry(
      int field, String name, float[] values, int from, int count, int[] keys, int width) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    int valuesSize = Math.multiplyExact(4, count);
    int keysSize = 0;
    if (keys != null) {
      for (int i = from; i < from + count; i++) {
        keysSize += ByteSink.varintSize(keys[i]);
      }
    }
    int shapeSize = keys == null ? 0 : ByteSink.varintSize(width);
    int tensor = packed(valuesSize) + packed(keysSize) + packed(shapeSize);
    int value = 1 + ByteSink.varintSize(tensor) + tensor;
    payload.put(field << 3 | MESSAGE);
    payload.varint(
        1 + ByteSink.varintSize(key.length) + key.length + 1 + ByteSink.varintSize(value) + value);
    payload.put(1 << 3 | MESSAGE).varint(key.length).text(name);
    payload.put(2 << 3 | MESSAGE).varint(value);
    payload.put(2 << 3 | MESSAGE).varint(tensor);
    if (count > 0) {
      payload.put(1 << 3 | MESSAGE).varint(valuesSize);
      for (int i = from; i < from + count; i++) {
        payload.int32(Float.floatToRawIntBits(values[i]));
      }
    }
    if (keysSize > 0) {
      payload.put(2 << 3 | MESSAGE).varint(keysSize);
      for (int i = from; i < from + count; i++) {
        payload.varint(keys[i]);
      }
    }
    if (shapeSize > 0) {
      payload.put(3 << 3 | MESSAGE).varint(shapeSize).varint(width);
    }
  }

  /** Size of a packed field: nothing when it is empty, as protobuf leaves it out. */
  private static int packed(int size) {
    return size == 0 ? 0 : 1 + ByteSink.varintSize(size) + size;
  }
}
