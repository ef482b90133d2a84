package dev.orrery.randomcutforest;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Makes points of consecutive rows: the features of {@code size} rows, the oldest first. The first
 * {@code size - 1} rows of a stream have no point.
 */
final class Shingles {

  private final int columns;
  private final int size;

  /** The last rows, at most {@code size - 1}, the oldest first. */
  private float[] history = new float[0];

  Shingles(int columns, int size) {
    this.columns = columns;
    this.size = size;
  }

  /** Rows of a point. */
  int size() {
    return size;
  }

  /** Forgets the rows before. */
  void clear() {
    history = new float[0];
  }

  /** The points that end with each of these rows, those without a point left out. */
  DenseMatrix next(Matrix rows) {
    DenseMatrix dense = rows.toDense();
    if (size == 1) {
      return dense;
    }
    int before = history.length / columns;
    float[] all = Arrays.copyOf(history, history.length + dense.rows() * columns);
    System.arraycopy(dense.values(), dense.offset(), all, history.length, dense.rows() * columns);
    int total = before + dense.rows();
    int points = Math.max(0, total - size + 1);
    int width = size * columns;
    float[] values = new float[Math.multiplyExact(points, width)];
    for (int i = 0; i < points; i++) {
      System.arraycopy(all, i * columns, values, i * width, width);
    }
    int kept = Math.min(total, size - 1);
    history = Arrays.copyOfRange(all, (total - kept) * columns, total * columns);
    return new DenseMatrix(values, points, width);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(history.length);
    for (float value : history) {
      out.writeFloat(value);
    }
  }

  void read(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > (size - 1) * columns || length % columns != 0) {
      throw new IOException("a history of " + length + " values");
    }
    history = new float[length];
    for (int i = 0; i < length; i++) {
      history[i] = in.readFloat();
    }
  }
}
