package dev.orrery.factorizationmachines;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.FloatBlocks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The bytes of a state: a mark, a version, and every value to the last bit, big-endian. */
final class StateFormat {

  private static final int MARK = 0x4F46414D; // "OFAM"
  private static final int VERSION = 1;
  private static final int BLOCK = 1 << 14;
  private static final int MOST_SLOTS = 8;

  private StateFormat() {}

  static void write(FactorizationMachinesState state, DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    out.writeUTF(state.loss.predictorType());
    out.writeBoolean(state.sparse);
    out.writeUTF(state.optimizer);
    out.writeInt(state.weights.n);
    out.writeInt(state.weights.k);
    out.writeInt(state.weights.fields.count());
    for (int f = 0; f < state.weights.fields.count(); f++) {
      out.writeInt(state.weights.fields.end(f));
    }
    writeWeights(state.weights, out);
    out.writeInt(state.biasSlots.length);
    for (int s = 0; s < state.biasSlots.length; s++) {
      FloatBlocks.write(state.biasSlots[s], state.biasSlots[s].length, out);
      FloatBlocks.write(state.linearSlots[s], state.linearSlots[s].length, out);
      FloatBlocks.write(state.factorSlots[s], state.factorSlots[s].length, out);
    }
    out.writeInt(state.host);
    out.writeLong(state.rowsSeen);
    out.writeLong(state.steps);
    out.writeInt(state.pass);
    out.writeLong(state.passRows);
    out.writeInt(state.passBatches);
    out.writeBoolean(state.featureRows != null);
    if (state.featureRows != null) {
      for (long rows : state.featureRows) {
        out.writeLong(rows);
      }
    }
    state.meter.write(out);
    state.last.write(out);
    out.writeInt(state.passesSinceBest);
    out.writeBoolean(state.best != null);
    if (state.best != null) {
      out.writeInt(state.best.epoch());
      out.writeDouble(state.best.loss());
      out.writeBoolean(state.best.weights() != null);
      if (state.best.weights() != null) {
        writeWeights(state.best.weights(), out);
      }
    }
    writeKept(state, out);
  }

  static FactorizationMachinesState read(DataInput in) throws IOException {
    if (in.readInt() != MARK) {
      throw new CustomerError("This is not the state of a training of factorization machines");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new CustomerError(
          "The state of this training of factorization machines has format version "
              + version
              + "; this Orrery reads version "
              + VERSION);
    }
    try {
      return readValues(in);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private static FactorizationMachinesState readValues(DataInput in) throws IOException {
    Loss loss = Loss.of(in.readUTF());
    boolean sparse = in.readBoolean();
    String optimizer = in.readUTF();
    int n = in.readInt();
    int k = in.readInt();
    int[] ends = readInts(in.readInt(), in);
    Fields fields = Fields.ofEnds(ends);
    if (n < 1 || k < 1 || (double) n * k * ends.length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(n + " features of " + k + " factors");
    }
    Weights weights = readWeights(n, k, fields, in);
    int slots = in.readInt();
    if (slots < 0 || slots > MOST_SLOTS) {
      throw new IllegalArgumentException(slots + " slots");
    }
    float[][] bias = new float[slots][];
    float[][] linear = new float[slots][];
    float[][] factors = new float[slots][];
    for (int s = 0; s < slots; s++) {
      bias[s] = FloatBlocks.read(1, in);
      linear[s] = FloatBlocks.read(n, in);
      factors[s] = FloatBlocks.read(n * weights.width, in);
    }
    FactorizationMachinesState state =
        new FactorizationMachinesState(loss, weights, sparse, optimizer, bias, linear, factors);
    state.host = in.readInt();
    state.rowsSeen = in.readLong();
    state.steps = in.readLong();
    state.pass = in.readInt();
    state.passRows = in.readLong();
    state.passBatches = in.readInt();
    if (in.readBoolean()) {
      state.featureRows = new long[n];
      for (int i = 0; i < n; i++) {
        state.featureRows[i] = in.readLong();
      }
    }
    state.meter = Meter.read(in);
    state.last = Meter.read(in);
    state.passesSinceBest = in.readInt();
    if (in.readBoolean()) {
      state.best =
          new FactorizationMachinesState.Best(
              in.readInt(),
              in.readDouble(),
              in.readBoolean() ? readWeights(n, k, fields, in) : null);
    }
    readKept(state, in);
    return state;
  }

  private static void writeWeights(Weights weights, DataOutput out) throws IOException {
    FloatBlocks.write(weights.bias, weights.bias.length, out);
    FloatBlocks.write(weights.linear, weights.linear.length, out);
    FloatBlocks.write(weights.factors, weights.factors.length, out);
  }

  private static Weights readWeights(int n, int k, Fields fields, DataInput in) throws IOException {
    return new Weights(
        k,
        fields,
        FloatBlocks.read(1, in),
        FloatBlocks.read(n, in),
        FloatBlocks.read(n * fields.count() * k, in));
  }

  private static void writeKept(FactorizationMachinesState state, DataOutput out)
      throws IOException {
    out.writeInt(state.kept.size());
    for (Batch batch : state.kept) {
      CsrMatrix x = (CsrMatrix) batch.features();
      int first = x.rowStart()[0];
      int elements = x.rowStart()[x.rows()] - first;
      out.writeInt(x.rows());
      out.writeInt(elements);
      for (int r = 1; r <= x.rows(); r++) {
        out.writeInt(x.rowStart()[r] - first);
      }
      for (int e = first; e < first + elements; e++) {
        out.writeInt(x.column()[e]);
      }
      float[] held = Arrays.copyOfRange(x.value(), first, first + elements);
      FloatBlocks.write(held, held.length, out);
      FloatBlocks.write(batch.labels(), batch.labels().length, out);
    }
  }

  private static void readKept(FactorizationMachinesState state, DataInput in) throws IOException {
    int batches = in.readInt();
    for (int b = 0; b < batches; b++) {
      int rows = in.readInt();
      int elements = in.readInt();
      int[] ends = readInts(rows, in);
      int[] start = new int[rows + 1];
      System.arraycopy(ends, 0, start, 1, rows);
      int[] column = readInts(elements, in);
      float[] value = FloatBlocks.read(elements, in);
      CsrMatrix x = new CsrMatrix(rows, state.weights.n, start, column, value);
      state.kept.add(new Batch(x, FloatBlocks.read(rows, in), 1));
    }
  }

  private static CustomerError damaged(String what, Exception cause) {
    return new CustomerError(
        "The state of this training of factorization machines is damaged: " + what, null, cause);
  }

  private static int[] readInts(int count, DataInput in) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("a list of " + count + " numbers");
    }
    int[] values = new int[Math.min(count, BLOCK)];
    for (int i = 0; i < count; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
      }
      values[i] = in.readInt();
    }
    return values;
  }
}
