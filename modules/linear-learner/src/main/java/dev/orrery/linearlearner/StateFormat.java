package dev.orrery.linearlearner;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.FloatBlocks;
import dev.orrery.core.text.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** States as bytes, to the last bit: a mark, a version, then what the state holds, big-endian. */
final class StateFormat {

  /** "ORLL" in ASCII. */
  private static final int MARK = 0x4F524C4C;

  private static final int VERSION = 3;

  private StateFormat() {}

  static void write(LinearLearnerState state, DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    out.writeUTF(state.type.text());
    out.writeUTF(state.loss);
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
      out.writeBoolean(s.solved());
    }
    write(state.scaler.mean(), out);
    write(state.scaler.deviation(), out);
    out.writeFloat(state.scaler.labelMean());
    out.writeFloat(state.scaler.labelDeviation());
    write(state.classWeights, out);
    out.writeInt(state.sampleRows);
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
    long[] seen = state.order.seen.toLongArray();
    out.writeInt(seen.length);
    for (long word : seen) {
      out.writeLong(word);
    }
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
    PredictorType type = PredictorType.of(in.readUTF());
    String loss = in.readUTF();
    int d = in.readInt();
    int outputs = in.readInt();
    int models = in.readInt();
    if (d < 1 || outputs < 1 || models < 1 || (double) d * outputs * models > Integer.MAX_VALUE) {
      throw damaged(Text.format("%d models of %d outputs and %d features", models, outputs, d));
    }
    List<ModelSettings> settings = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      settings.add(readSettings(in));
    }
    int all = models * outputs;
    Scaler scaler =
        new Scaler(readFloats(d, in), readFloats(d, in), in.readFloat(), in.readFloat());
    LinearLearnerState state =
        new LinearLearnerState(
            type,
            loss,
            d,
            outputs,
            settings,
            scaler,
            readFloats(outputs, in),
            in.readInt(),
            in.readDouble(),
            readFloats(all * d, in),
            readFloats(all, in));
    int slots = in.readInt();
    if (slots != state.slots.length) {
      throw damaged(Text.format("%d slots of the optimizer", slots));
    }
    if (scaler.mean().length != d
        || scaler.deviation().length != d
        || state.weights.length != all * d
        || state.bias.length != all) {
      throw damaged("that there are no weights or no scaler");
    }
    for (int i = 0; i < slots; i++) {
      state.slots[i] = readFloats(all * d, in);
      state.biasSlots[i] = readFloats(all, in);
    }
    state.steps = in.readLong();
    state.rowsSeen = in.readLong();
    for (int m = 0; m < models; m++) {
      state.failedAt[m] = in.readLong();
    }
    state.lossSum = readDoubles(models, in);
    state.lossRows = in.readLong();
    state.restSum = readDoubles(models, in);
    state.restRows = in.readLong();
    state.order.high = in.readLong();
    state.order.low = in.readLong();
    state.order.runs = in.readLong();
    state.order.last = in.readInt();
    int words = in.readInt();
    if (words < 0 || words > Math.max(2, outputs) / Long.SIZE + 1) {
      throw damaged(Text.format("%d words of classes", words));
    }
    long[] seen = new long[words];
    for (int i = 0; i < words; i++) {
      seen[i] = in.readLong();
    }
    state.order.seen = BitSet.valueOf(seen);
    Progress progress = state.progress;
    progress.bestEpoch = in.readInt();
    progress.bestValue = in.readDouble();
    progress.values = readDoubles(models, in);
    progress.epochs = new int[progress.values.length];
    for (int m = 0; m < progress.epochs.length; m++) {
      progress.epochs[m] = in.readInt();
    }
    progress.passesWithout = in.readInt();
    progress.validated = in.readBoolean();
    progress.weights = readFloats(all * d, in);
    progress.bias = readFloats(all, in);
    progress.trainLoss = readDoubles(models, in);
    progress.validationLoss = readDoubles(models, in);
    return state;
  }

  private static ModelSettings readSettings(DataInput in) throws IOException {
    String optimizer = in.readUTF();
    double[] v = new double[11];
    for (int i = 0; i < v.length; i++) {
      v[i] = in.readDouble();
    }
    return new ModelSettings(
        optimizer,
        v[0],
        v[1],
        v[2],
        v[3],
        v[4],
        v[5],
        v[6],
        v[7],
        in.readInt(),
        v[8],
        v[9],
        v[10],
        in.readBoolean());
  }

  private static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] readDoubles(int expected, DataInput in) throws IOException {
    double[] values = new double[length(expected, in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static void write(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    FloatBlocks.write(values, values.length, out);
  }

  private static float[] readFloats(int expected, DataInput in) throws IOException {
    return FloatBlocks.read(length(expected, in), in);
  }

  /** A length, which is the expected one or 0, for what is not there. */
  private static int length(int expected, DataInput in) throws IOException {
    int length = in.readInt();
    if (length != expected && length != 0) {
      throw damaged("a length of " + length + " in place of " + expected);
    }
    return length;
  }

  private static CustomerError damaged(String what) {
    return new CustomerError(
        "The state of this linear learner's training is damaged: it says " + what);
  }
}
