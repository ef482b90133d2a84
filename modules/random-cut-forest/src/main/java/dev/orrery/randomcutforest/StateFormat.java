package dev.orrery.randomcutforest;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.sampling.Reservoir;
import dev.orrery.randomcutforest.tree.StreamingForest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a state: a mark, a version, and every value to the last bit, big-endian. */
final class StateFormat {

  private static final int MARK = 0x4F524346; // "ORCF"
  private static final int VERSION = 1;

  private StateFormat() {}

  static void write(RandomCutForestState state, DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    out.writeInt(state.columns);
    out.writeInt(state.shingles.size());
    out.writeInt(state.host);
    out.writeLong(state.rowsSeen);
    out.writeBoolean(state.stream != null);
    if (state.stream != null) {
      state.stream.write(out);
    } else {
      state.reservoir.write(out);
    }
    state.shingles.write(out);
  }

  static RandomCutForestState read(DataInput in) throws IOException {
    if (in.readInt() != MARK) {
      throw new CustomerError("This is not the state of a random cut forest training");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new CustomerError(
          "The state of this random cut forest training has format version "
              + version
              + "; this Orrery reads version "
              + VERSION);
    }
    int columns = in.readInt();
    int shingle = in.readInt();
    int host = in.readInt();
    long rowsSeen = in.readLong();
    if (columns < 1 || shingle < 1 || rowsSeen < 0) {
      throw new CustomerError("The state of this random cut forest training is damaged");
    }
    boolean streaming = in.readBoolean();
    RandomCutForestState state =
        new RandomCutForestState(
            columns,
            shingle,
            streaming ? null : Reservoir.read(in),
            streaming ? StreamingForest.read(in) : null,
            host);
    state.rowsSeen = rowsSeen;
    state.shingles.read(in);
    return state;
  }
}
