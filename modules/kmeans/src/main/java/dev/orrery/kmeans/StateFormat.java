package dev.orrery.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.FloatBlocks;
import dev.orrery.kmeans.lloyd.Progress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a state: a mark, a version, and every value to the last bit, big-endian. */
final class StateFormat {

  private static final int MARK = 0x4F4B4D53; // "OKMS"
  private static final int VERSION = 1;
  private static final int STREAMING = 0;
  private static final int FULL_BATCH = 1;

  private StateFormat() {}

  static void write(KMeansState state, DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    switch (state) {
      case StreamingState streaming -> {
        out.writeByte(STREAMING);
        writeStreaming(streaming, out);
      }
      case FullBatchState full -> {
        out.writeByte(FULL_BATCH);
        writeFullBatch(full, out);
      }
    }
  }

  static KMeansState read(DataInput in) throws IOException {
    if (in.readInt() != MARK) {
      throw new CustomerError("This is not the state of a k-means training");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new CustomerError(
          "The state of this k-means training has format version "
              + version
              + "; this Orrery reads version "
              + VERSION);
    }
    int kind = in.readByte();
    return switch (kind) {
      case STREAMING -> readStreaming(in);
      case FULL_BATCH -> readFullBatch(in);
      default -> throw damaged("kind " + kind);
    };
  }

  private static void writeStreaming(StreamingState state, DataOutput out) throws IOException {
    out.writeInt(state.d);
    out.writeInt(state.count());
    FloatBlocks.write(state.centers, state.centers.length, out);
    for (double weight : state.weights) {
      out.writeDouble(weight);
    }
    out.writeLong(state.rowsSeen);
    out.writeLong(state.batches);
    out.writeLong(state.passRows);
    out.writeDouble(state.passLoss);
    out.writeDouble(state.passSquares);
  }

  private static StreamingState readStreaming(DataInput in) throws IOException {
    int d = in.readInt();
    int count = in.readInt();
    float[] centers = FloatBlocks.read(size(count, d), in);
    double[] weights = new double[count];
    for (int j = 0; j < count; j++) {
      weights[j] = in.readDouble();
    }
    StreamingState state = new StreamingState(d, centers, weights);
    state.rowsSeen = in.readLong();
    state.batches = in.readLong();
    state.passRows = in.readLong();
    state.passLoss = in.readDouble();
    state.passSquares = in.readDouble();
    return state;
  }

  private static void writeFullBatch(FullBatchState state, DataOutput out) throws IOException {
    DenseMatrix rows = state.rows();
    out.writeInt(state.d);
    out.writeInt(rows.rows());
    FloatBlocks.write(rows.values(), rows.rows() * state.d, out);
    FullBatchState.Restarts restarts = state.restarts;
    out.writeBoolean(restarts != null);
    if (restarts == null) {
      return;
    }
    out.writeUTF(restarts.wish);
    out.writeInt(restarts.restart);
    out.writeDouble(restarts.bestInertia);
    out.writeInt(restarts.bestRestart);
    out.writeInt(restarts.bestIterations);
    out.writeLong(restarts.distances);
    out.writeLong(restarts.saved);
    writeCenters(restarts.best, out);
    Progress progress = restarts.current;
    writeCenters(progress == null ? null : progress.centers, out);
    if (progress != null) {
      for (int label : progress.labels) {
        out.writeInt(label);
      }
      out.writeInt(progress.iterations);
      out.writeBoolean(progress.settled);
      out.writeLong(progress.distances);
      out.writeLong(progress.lloydDistances);
    }
  }

  private static FullBatchState readFullBatch(DataInput in) throws IOException {
    int d = in.readInt();
    int rows = in.readInt();
    FullBatchState state = new FullBatchState(d, FloatBlocks.read(size(rows, d), in), rows);
    if (!in.readBoolean()) {
      return state;
    }
    FullBatchState.Restarts restarts = new FullBatchState.Restarts(in.readUTF());
    restarts.restart = in.readInt();
    restarts.bestInertia = in.readDouble();
    restarts.bestRestart = in.readInt();
    restarts.bestIterations = in.readInt();
    restarts.distances = in.readLong();
    restarts.saved = in.readLong();
    restarts.best = readCenters(in);
    float[] centers = readCenters(in);
    if (centers != null) {
      int[] labels = new int[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] = in.readInt();
      }
      restarts.current =
          new Progress(
              centers, labels, in.readInt(), in.readBoolean(), in.readLong(), in.readLong());
    }
    state.restarts = restarts;
    return state;
  }

  private static void writeCenters(float[] centers, DataOutput out) throws IOException {
    out.writeInt(centers == null ? -1 : centers.length);
    if (centers != null) {
      FloatBlocks.write(centers, centers.length, out);
    }
  }

  private static float[] readCenters(DataInput in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : FloatBlocks.read(length, in);
  }

  private static int size(int rows, int columns) {
    if (rows < 0 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE - 8) {
      throw damaged(rows + " rows of " + columns + " features");
    }
    return rows * columns;
  }

  private static CustomerError damaged(String what) {
    return new CustomerError("The state of this k-means training is damaged: it says " + what);
  }
}
