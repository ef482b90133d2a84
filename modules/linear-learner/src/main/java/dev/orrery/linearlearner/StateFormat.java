package dev.orrery.linearlearner;

import dev.orrery.core.error.CustomerError;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** States as bytes, to the last bit: a mark, a version, then what the state holds, big-endian. */
final class StateFormat {

  /** "ORLL" in ASCII. */
  private static final int MARK = 0x4F524C4C;

  private static final int VERSION = 2;
  private static final int BLOCK = 1 << 14;

  private StateFormat() {}

  static void write(LinearLearnerState state, DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    out.writeInt(state.d);
    out.writeInt(state.outputs);
    out.writeInt(state.models());
    for (ModelSettings s : state.settings) {
      out.writeUTF(s.optimizer());
      for (double value :
          new double[] {
            s.learningRate(),
            s.wd(),
            s.l1(),
            s.momentum(),
            s.beta1(),
            s.beta2(),
            s.biasLrMult(),
            s.biasWdMult(),
            s.schedulerFactor(),
            s.minimumLr(),
            s.positiveWeight()
          }) {
        out.writeDouble(value);
      }
      out.writeInt(s.schedulerStep());
    }
    write(state.scaler.mean(), out);
    write(state.scaler.deviation(), out);
    out.writeFloat(state.scaler.labelMean());
    out.writeFloat(state.scaler.labelDeviation());
    write(state.classWeights, out);
    out.writeDouble(state.optimum);
    write(state.weights, out);
    write(state.bias, out);
    out.writeInt(state.slots.length);
    for (int i = 0; i < state.slots.length; i++) {
      write(state.slots[i], out);
      write(state.biasSlots[i], out);
    }
    out.writeLong(state.steps);
    out.writeLong(state.rowsSeen);
    for (long step : state.failedAt) {
      out.writeLong(step);
    }
    write(state.lossSum, out);
    out.writeLong(state.lossRows);
    write(state.restSum, out);
    out.writeLong(state.restRows);
    out.writeLong(state.order.high);
    out.writeLong(state.order.low);
    out.writeLong(state.order.runs);
    out.writeInt(state.order.last);
    Progress progress = state.progress;
    out.writeInt(progress.bestEpoch);
    out.writeDouble(progress.bestValue);
    write(progress.values, out);
    for (int epoch : progress.epochs) {
      out.writeInt(epoch);
    }
    out.writeInt(progress.passesWithout);
    out.writeBoolean(progress.validated);
    write(progress.weights, out);
    write(progress.bias, out);
    write(progress.trainLoss, out);
    write(progress.validationLoss, out);
  }

  static LinearLearnerState read(DataInput in) throws IOException {
    if (in.readInt() != MARK) {
      throw new CustomerError("This is not the state of a linear learner's training");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new CustomerError(
          "The state of this linear learner's training has format version "
              + version
              + "; this Orrery reads version "
              + VERSION);
    }
    int d = in.readInt();
    int outputs = in.readInt();
    int models = in.readInt();
    if (d < 1 || outputs < 1 || models < 1 || (double) d * outputs * models > Integer.MAX_VALUE) {
      throw new CustomerError(
          "The state of this linear learner's training is damaged: it says %d models of %d outputs and %d features"
              .formatted(models, outputs, d));
    }
    List<ModelSettings> settings = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      settings.add(readSettings(in));
    }
    Scaler scaler = new Scaler(readFloats(in), readFloats(in), in.readFloat(), in.readFloat());
    LinearLearnerState state =
        new LinearLearnerState(
            d,
            outputs,
            settings,
            scaler,
            readFloats(in),
            in.readDouble(),
            readFloats(in),
            readFloats(in));
    int slots = in.readInt();
    if (slots != state.slots.length || state.weights.length != d * outputs * models) {
      throw new CustomerError("The state of this linear learner's training is damaged");
    }
    for (int i = 0; i < slots; i++) {
      state.slots[i] = readFloats(in);
      state.biasSlots[i] = readFloats(in);
    }
    state.steps = in.readLong();
    state.rowsSeen = in.readLong();
    for (int m = 0; m < models; m++) {
      state.failedAt[m] = in.readLong();
    }
    state.lossSum = readDoubles(in);
    state.lossRows = in.readLong();
    state.restSum = readDoubles(in);
    state.restRows = in.readLong();
    state.order.high = in.readLong();
    state.order.low = in.readLong();
    state.order.runs = in.readLong();
    state.order.last = in.readInt();
    Progress progress = state.progress;
    progress.bestEpoch = in.readInt();
    progress.bestValue = in.readDouble();
    progress.values = readDoubles(in);
    progress.epochs = new int[progress.values.length];
    for (int m = 0; m < progress.epochs.length; m++) {
      progress.epochs[m] = in.readInt();
    }
    progress.passesWithout = in.readInt();
    progress.validated = in.readBoolean();
    progress.weights = readFloats(in);
    progress.bias = readFloats(in);
    progress.trainLoss = readDoubles(in);
    progress.validationLoss = readDoubles(in);
    return state;
  }

  private static ModelSettings readSettings(DataInput in) throws IOException {
    String optimizer = in.readUTF();
    double[] v = new double[11];
    for (int i = 0; i < v.length; i++) {
      v[i] = in.readDouble();
    }
    return new ModelSettings(
        optimizer, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], in.readInt(), v[8], v[9], v[10]);
  }

  private static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] readDoubles(DataInput in) throws IOException {
    int count = length(in);
    double[] values = new double[Math.min(count, BLOCK)];
    for (int i = 0; i < count; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
      }
      values[i] = in.readDouble();
    }
    return values;
  }

  private static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(4 * Math.min(values.length, BLOCK));
    for (int from = 0; from < values.length; from += BLOCK) {
      int length = Math.min(BLOCK, values.length - from);
      buffer.clear().asFloatBuffer().put(values, from, length);
      out.write(buffer.array(), 0, 4 * length);
    }
  }

  /** Grows with what is really there, so that a damaged length does not take all memory. */
  private static float[] readFloats(DataInput in) throws IOException {
    int count = length(in);
    float[] values = new float[Math.min(count, BLOCK)];
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
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

  private static int length(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new CustomerError(
          "The state of this linear learner's training is damaged: it says a length of " + length);
    }
    return length;
  }
}
