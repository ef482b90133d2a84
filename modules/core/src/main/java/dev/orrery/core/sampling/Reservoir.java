package dev.orrery.core.sampling;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.FloatBlocks;
import dev.orrery.core.text.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A uniform sample without replacement of the rows of a stream, of at most {@code capacity} rows
 * (Vitter, "Random Sampling with a Reservoir", ACM TOMS 11, 1985, algorithm R). Rows are kept
 * densely. While the stream is no longer than the capacity, the sample is the stream, in order.
 */
public final class Reservoir {

  private final int capacity;
  private final int columns;
  private final int labelSize;
  private float[] values;
  private float[] labels;
  private int size;
  private long seen;

  /**
   * An empty sample.
   *
   * @param capacity most rows it keeps, at least 1
   * @param columns features of a row; {@code capacity * columns} must fit into one array
   * @param labelSize labels of a row, 0 or more
   */
  public Reservoir(int capacity, int columns, int labelSize) {
    if (capacity < 1 || columns < 1 || (long) capacity * columns > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("no reservoir of " + capacity + " x " + columns);
    }
    this.capacity = capacity;
    this.columns = columns;
    this.labelSize = labelSize;
    this.values = new float[0];
    this.labels = new float[0];
  }

  /** Takes in some rows, each with the chance that it has in a uniform sample of all rows seen. */
  public void add(Batch batch, RandomGenerator random) {
    if (batch.features().columns() != columns || batch.labelSize() != labelSize) {
      throw new IllegalArgumentException("rows of another shape");
    }
    for (int row = 0; row < batch.rows(); row++) {
      seen++;
      if (size < capacity) {
        grow(size + 1);
        put(batch, row, size++);
      } else {
        long slot = random.nextLong(seen);
        if (slot < capacity) {
          put(batch, row, (int) slot);
        }
      }
    }
  }

  /**
   * A uniform sample of the rows that several samples were drawn from.
   *
   * @param parts samples of separate streams, of one shape
   * @param random decides which rows stay when they are more than the capacity
   */
  public static Reservoir merge(int capacity, List<Reservoir> parts, RandomGenerator random) {
    int rows = parts.stream().mapToInt(p -> p.size).reduce(0, Math::addExact);
    Reservoir all = concatenate(Math.max(1, rows), parts);
    if (all.seen <= capacity) {
      Reservoir whole = new Reservoir(capacity, all.columns, all.labelSize);
      whole.take(all);
      return whole;
    }
    // Which part the next row comes from is drawn in proportion to the rows of its stream that are
    // still to be drawn; which of its rows, uniformly among those kept.
    long[] left = parts.stream().mapToLong(Reservoir::seen).toArray();
    int[] first = new int[parts.size()];
    int[] kept = new int[parts.size()];
    int[] order = new int[all.size];
    int at = 0;
    for (int p = 0; p < parts.size(); p++) {
      first[p] = at;
      kept[p] = parts.get(p).size;
      for (int i = 0; i < kept[p]; i++) {
        order[at + i] = at + i;
      }
      at += kept[p];
    }
    Reservoir merged = new Reservoir(capacity, all.columns, all.labelSize);
    merged.grow(capacity);
    long total = all.seen;
    while (merged.size < capacity) {
      long draw = random.nextLong(total--);
      int p = 0;
      while (draw >= left[p]) {
        draw -= left[p++];
      }
      left[p]--;
      if (kept[p] == 0) {
        throw new IllegalArgumentException("a part keeps fewer rows than the merged sample needs");
      }
      int pick = first[p] + random.nextInt(kept[p]);
      merged.copy(all, order[pick], merged.size++);
      order[pick] = order[first[p] + --kept[p]];
    }
    merged.seen = all.seen;
    return merged;
  }

  /** All rows of several samples, one sample after the other, as a sample of their capacities. */
  public static Reservoir concatenate(List<Reservoir> parts) {
    return concatenate(parts.stream().mapToInt(p -> p.capacity).reduce(0, Math::addExact), parts);
  }

  private static Reservoir concatenate(int capacity, List<Reservoir> parts) {
    Reservoir head = parts.getFirst();
    Reservoir all = new Reservoir(capacity, head.columns, head.labelSize);
    for (Reservoir part : parts) {
      all.take(part);
    }
    return all;
  }

  /**
   * This sample dealt out in order to several, each of an equal part of its capacity, such that
   * concatenating them gives it back.
   *
   * @param parts 1 to {@link #capacity()}
   */
  public List<Reservoir> divide(int parts) {
    List<Reservoir> divided = new ArrayList<>();
    int from = 0;
    for (int p = 0; p < parts; p++) {
      Reservoir part = new Reservoir((int) share(capacity, parts, p), columns, labelSize);
      int rows = (int) share(size, parts, p);
      part.grow(rows);
      for (int i = 0; i < rows; i++) {
        part.copy(this, from++, part.size++);
      }
      part.seen = share(seen, parts, p);
      divided.add(part);
    }
    return divided;
  }

  private static long share(long whole, int parts, int part) {
    return whole / parts + (part < whole % parts ? 1 : 0);
  }

  private void take(Reservoir other) {
    grow(size + other.size);
    for (int i = 0; i < other.size; i++) {
      copy(other, i, size++);
    }
    seen += other.seen;
  }

  private void copy(Reservoir from, int row, int slot) {
    System.arraycopy(from.values, row * columns, values, slot * columns, columns);
    System.arraycopy(from.labels, row * labelSize, labels, slot * labelSize, labelSize);
  }

  private void put(Batch batch, int row, int slot) {
    switch (batch.features()) {
      case DenseMatrix dense ->
          System.arraycopy(dense.values(), dense.rowOffset(row), values, slot * columns, columns);
      case CsrMatrix sparse -> {
        Arrays.fill(values, slot * columns, (slot + 1) * columns, 0);
        for (int e = sparse.rowStart()[row]; e < sparse.rowStart()[row + 1]; e++) {
          values[slot * columns + sparse.column()[e]] = sparse.value()[e];
        }
      }
    }
    System.arraycopy(batch.labels(), row * labelSize, labels, slot * labelSize, labelSize);
  }

  private void grow(int rows) {
    if ((long) rows * columns > values.length) {
      int room = (int) Math.min(capacity, Math.max(rows, 64 + 2L * size));
      values = Arrays.copyOf(values, room * columns);
      labels = Arrays.copyOf(labels, room * labelSize);
    }
  }

  /** Most rows it keeps. */
  public int capacity() {
    return capacity;
  }

  /** Labels of a row. */
  public int labelSize() {
    return labelSize;
  }

  /** Rows it keeps now. */
  public int size() {
    return size;
  }

  /** Rows of the stream so far. */
  public long seen() {
    return seen;
  }

  /** The rows, {@code size() x columns}, sharing the elements with this sample. */
  public DenseMatrix rows() {
    return new DenseMatrix(values, size, columns);
  }

  /** A copy of the labels, {@code size() x labelSize}. */
  public float[] labels() {
    return Arrays.copyOf(labels, size * labelSize);
  }

  /** Writes it, to the last bit. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(capacity);
    out.writeInt(columns);
    out.writeInt(labelSize);
    out.writeInt(size);
    out.writeLong(seen);
    FloatBlocks.write(values, size * columns, out);
    FloatBlocks.write(labels, size * labelSize, out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CustomerError when it says what cannot be
   */
  public static Reservoir read(DataInput in) throws IOException {
    int capacity = in.readInt();
    int columns = in.readInt();
    int labelSize = in.readInt();
    int size = in.readInt();
    long seen = in.readLong();
    if (capacity < 1
        || columns < 1
        || labelSize < 0
        || (long) capacity * Math.max(columns, labelSize) > Integer.MAX_VALUE - 8
        || size < 0
        || size > capacity
        || seen < size) {
      throw new CustomerError(
          Text.format(
              "The sample is damaged: it says %d of %d rows of %d features and %d labels, of %d seen",
              size, capacity, columns, labelSize, seen));
    }
    Reservoir result = new Reservoir(capacity, columns, labelSize);
    result.values = FloatBlocks.read(size * columns, in);
    result.labels = FloatBlocks.read(size * labelSize, in);
    result.size = size;
    result.seen = seen;
    return result;
  }
}
