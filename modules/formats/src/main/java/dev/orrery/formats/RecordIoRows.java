package dev.orrery.formats;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a RecordIO-protobuf file (schema {@code aialgs.data.Record}, spec A1), read field by
 * field without objects for the messages.
 */
final class RecordIoRows extends VectorRows {

  /** The name of the single feature and of the single label. */
  static final String VALUES = "values";

  private static final int FLOAT32 = 2;
  private static final int FLOAT64 = 3;
  private static final int INT32 = 7;
  private static final int BYTES = 9;

  private final RecordIoFrames frames;
  private final Tensor tensor = new Tensor();
  private final List<String> names = new ArrayList<>();

  RecordIoRows(DataFile file, Expected expected) throws IOException {
    super(expected);
    frames = new RecordIoFrames(file.open(), file.name());
  }

  @Override
  String file() {
    return frames.file();
  }

  @Override
  String position() {
    return frames.position();
  }

  @Override
  boolean skip() throws IOException {
    return frames.advance();
  }

  @Override
  boolean parse(Vector into) throws IOException {
    if (!frames.advance()) {
      return false;
    }
    try {
      record(CodedInputStream.newInstance(frames.payload(), 0, frames.length()), into);
    } catch (InvalidProtocolBufferException e) {
      // The parser's own sentence is about streams; the place is what helps.
      throw error("the bytes are not a protobuf message of the type aialgs.data.Record");
    }
    return true;
  }

  /**
   * The next record as an answer of a model, whose keys lie in the label map (spec A4).
   *
   * @return the values by key; empty for a record with features; null after the last record
   */
  Map<String, float[]> answer() throws IOException {
    if (!frames.advance()) {
      return null;
    }
    Map<String, float[]> answer = new LinkedHashMap<>();
    try {
      CodedInputStream in = CodedInputStream.newInstance(frames.payload(), 0, frames.length());
      int tag;
      while ((tag = in.readTag()) != 0) {
        if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
          return Map.of();
        } else if (tag == (2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
          answer.put(entry(in), tensor.copy());
        } else {
          in.skipField(tag);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw error("the bytes are not a protobuf message of the type aialgs.data.Record");
    }
    return answer;
  }

  private void record(CodedInputStream in, Vector into) throws IOException {
    names.clear();
    boolean features = false;
    int tag;
    while ((tag = in.readTag()) != 0) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean message = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (message && (field == 1 || field == 2)) {
        String name = entry(in);
        if (field == 1) {
          names.add(name);
          if (!features || name.equals(VALUES)) {
            tensor.features(into);
            features = true;
          }
        } else if (into.labelCount == 0 || name.equals(VALUES)) {
          into.labelCount = 0;
          tensor.labels(into);
        }
      } else {
        in.skipField(tag);
      }
    }
    if (names.size() > 1 && !names.contains(VALUES)) {
      throw error(
          Text.format(
              "the features %s were found where the single feature 'values' was expected",
              DataErrors.some(names)));
    }
    if (!features) {
      throw error("no features were found where the feature 'values' was expected");
    }
  }

  /** Reads an entry of a map of values into the tensor; its key. */
  private String entry(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    String key = "";
    tensor.clear();
    int tag;
    while ((tag = in.readTag()) != 0) {
      if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
        key = in.readString();
      } else if (tag == (2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
        value(in);
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(outer);
    return key;
  }

  private void value(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    int tag;
    while ((tag = in.readTag()) != 0) {
      int field = WireFormat.getTagFieldNumber(tag);
      switch (field) {
        case FLOAT32, FLOAT64, INT32 -> {
          if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            // Of several values of the choice the last one counts.
            tensor.clear();
            tensor(in, field);
          } else {
            in.skipField(tag);
          }
        }
        case BYTES ->
            throw error(
                "a value of bytes was found where a tensor of float32, float64 or int32 was"
                    + " expected");
        default -> in.skipField(tag);
      }
    }
    in.popLimit(outer);
  }

  private void tensor(CodedInputStream in, int type) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    int tag;
    while ((tag = in.readTag()) != 0) {
      boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (!packed
          && WireFormat.getTagWireType(tag) != wireType(WireFormat.getTagFieldNumber(tag), type)) {
        in.skipField(tag);
        continue;
      }
      int limit = packed ? in.pushLimit(in.readRawVarint32()) : 0;
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> {
          do {
            if (packed && in.isAtEnd()) {
              break;
            }
            switch (type) {
              case FLOAT32 -> tensor.values.value(in.readFloat());
              case FLOAT64 -> tensor.values.value((float) in.readDouble());
              default -> tensor.values.value(in.readInt32());
            }
          } while (packed);
        }
        case 2 -> {
          while (!packed || !in.isAtEnd()) {
            tensor.values.key(in.readUInt64());
            if (!packed) {
              break;
            }
          }
        }
        case 3 -> {
          while (!packed || !in.isAtEnd()) {
            tensor.dimension(in.readUInt64());
            if (!packed) {
              break;
            }
          }
        }
        default -> in.skipRawBytes(in.getBytesUntilLimit());
      }
      if (packed) {
        in.popLimit(limit);
      }
    }
    in.popLimit(outer);
  }

  /** How an element of a field of a tensor is encoded when it is not packed; -1 when unknown. */
  private static int wireType(int field, int type) {
    return switch (field) {
      case 1 ->
          switch (type) {
            case FLOAT32 -> WireFormat.WIRETYPE_FIXED32;
            case FLOAT64 -> WireFormat.WIRETYPE_FIXED64;
            default -> WireFormat.WIRETYPE_VARINT;
          };
      case 2, 3 -> WireFormat.WIRETYPE_VARINT;
      default -> -1;
    };
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }

  /** A tensor as it stands in a record. */
  private final class Tensor {
    private final Vector values = new Vector();
    private long product;
    private boolean shaped;

    void clear() {
      values.clear();
      product = 1;
      shaped = false;
    }

    void dimension(long size) {
      shaped = true;
      if (size < 0 || size != 0 && product > Long.MAX_VALUE / size) {
        throw error(
            Text.format(
                "the shape has a dimension of %s, which is more than can be read",
                Long.toUnsignedString(size)));
      }
      product *= size;
    }

    float[] copy() {
      return Arrays.copyOf(values.values, values.count);
    }

    void features(Vector into) {
      if (values.keyCount > 0 && !shaped) {
        throw error("a sparse tensor without a shape was found where its width was expected");
      }
      into.sparse = values.keyCount > 0 || shaped && values.count == 0;
      into.width = shaped ? product : values.count;
      float[] spareValues = into.values;
      into.values = values.values;
      into.count = values.count;
      values.values = spareValues;
      long[] spareKeys = into.keys;
      into.keys = values.keys;
      into.keyCount = values.keyCount;
      values.keys = spareKeys;
    }

    void labels(Vector into) {
      if (values.keyCount > 0) {
        throw error("a sparse label was found where a dense one was expected");
      }
      for (int i = 0; i < values.count; i++) {
        into.label(values.values[i]);
      }
    }
  }
}
