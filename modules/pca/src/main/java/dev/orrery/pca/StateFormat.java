package dev.orrery.pca;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.FloatBlocks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a state: a mark, a version, and every value to the last bit, big-endian. */
final class StateFormat {

  private static final int MARK = 0x4F504341; // "OPCA"
  private static final int VERSION = 1;
  private static final int GRAM = 0;
  private static final int SKETCH = 1;
  private static final int RANGE = 2;
  private static final int BLOCK = 1 << 13;

  private StateFormat() {}

  static void write(PcaState state, DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    switch (state) {
      case GramState gram -> {
        begin(GRAM, gram, 0, out);
        for (double[] lane : gram.lanes) {
          for (int i = 0; i < gram.d; i++) {
            writeDoubles(lane, i * gram.d + i, gram.d - i, out);
          }
        }
      }
      case SketchState sketch -> {
        begin(SKETCH, sketch, sketch.l, out);
        out.writeInt(sketch.host);
        out.writeLong(sketch.drawn);
        writeDoubles(sketch.sketch, 0, sketch.sketch.length, out);
        writeDoubles(sketch.signs, 0, sketch.l, out);
      }
      case RangeState range -> {
        begin(RANGE, range, range.l, out);
        FloatBlocks.write(range.basis, range.basis.length, out);
        writeDoubles(range.product, 0, range.product.length, out);
      }
    }
    out.writeLong(state.rows);
    out.writeLong(state.rowsSeen);
    writeDoubles(state.sum, 0, state.d, out);
    writeDoubles(state.squares, 0, state.d, out);
    out.writeInt(state.waiting);
    if (state.waiting > 0) {
      FloatBlocks.write(state.buffer, state.waiting * state.d, out);
    }
  }

  private static void begin(int kind, PcaState state, int l, DataOutput out) throws IOException {
    out.writeByte(kind);
    out.writeInt(state.d);
    out.writeInt(l);
    FloatBlocks.write(state.shift, state.d, out);
  }

  static PcaState read(DataInput in) throws IOException {
    if (in.readInt() != MARK) {
      throw new CustomerError("This is not the state of a PCA training");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new CustomerError(
          "The state of this PCA training has format version "
              + version
              + "; this Orrery reads version "
              + VERSION);
    }
    int kind = in.readByte();
    int d = in.readInt();
    int l = in.readInt();
    long size = kind == GRAM ? (long) d * d : (long) d * l;
    if (kind < GRAM || kind > RANGE || d < 1 || l < 0 || size > Integer.MAX_VALUE - 8) {
      throw damaged("kind " + kind + ", " + d + " features and width " + l);
    }
    float[] shift = FloatBlocks.read(d, in);
    PcaState state =
        switch (kind) {
          case GRAM -> readGram(d, shift, in);
          case SKETCH -> readSketch(d, shift, l, in);
          default -> readRange(d, shift, l, in);
        };
    state.rows = in.readLong();
    state.rowsSeen = in.readLong();
    readDoubles(state.sum, 0, d, in);
    readDoubles(state.squares, 0, d, in);
    state.waiting = in.readInt();
    if (state.waiting < 0 || state.waiting >= PcaState.bufferRows(d)) {
      throw damaged(state.waiting + " rows that wait");
    }
    if (state.waiting > 0) {
      state.buffer =
          Arrays.copyOf(FloatBlocks.read(state.waiting * d, in), PcaState.bufferRows(d) * d);
    }
    return state;
  }

  private static GramState readGram(int d, float[] shift, DataInput in) throws IOException {
    // A row at a time, so that a forged number of features takes no more than is really there.
    double[][] first = new double[d][];
    for (int i = 0; i < d; i++) {
      first[i] = new double[d - i];
      readDoubles(first[i], 0, d - i, in);
    }
    GramState state = new GramState(d, shift);
    for (int l = 0; l < state.lanes.length; l++) {
      double[] lane = state.lanes[l];
      for (int i = 0; i < d; i++) {
        if (l == 0) {
          System.arraycopy(first[i], 0, lane, i * d + i, d - i);
        } else {
          readDoubles(lane, i * d + i, d - i, in);
        }
        for (int j = i + 1; j < d; j++) {
          lane[j * d + i] = lane[i * d + j];
        }
      }
    }
    return state;
  }

  private static SketchState readSketch(int d, float[] shift, int l, DataInput in)
      throws IOException {
    SketchState state = new SketchState(d, shift, l);
    state.host = in.readInt();
    state.drawn = in.readLong();
    readDoubles(state.sketch, 0, state.sketch.length, in);
    readDoubles(state.signs, 0, l, in);
    return state;
  }

  private static RangeState readRange(int d, float[] shift, int l, DataInput in)
      throws IOException {
    RangeState state = new RangeState(d, shift, l, FloatBlocks.read(d * l, in));
    readDoubles(state.product, 0, state.product.length, in);
    return state;
  }

  private static CustomerError damaged(String what) {
    return new CustomerError("The state of this PCA training is damaged: it says " + what);
  }

  private static void writeDoubles(double[] values, int offset, int count, DataOutput out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8 * Math.min(count, BLOCK));
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      buffer.clear().asDoubleBuffer().put(values, offset + from, length);
      out.write(buffer.array(), 0, 8 * length);
    }
  }

  private static void readDoubles(double[] values, int offset, int count, DataInput in)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8 * Math.min(count, BLOCK));
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      in.readFully(buffer.array(), 0, 8 * length);
      buffer.clear().asDoubleBuffer().get(values, offset + from, length);
    }
  }
}
