package dev.orrery.factorizationmachines;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Arrays that the updates of one state use again and again. */
final class Workspace {

  /** Elements and factors that one chunk of features has at least. */
  private static final int CHUNK_WORK = 1 << 14;

  final TouchedFeatures touched;

  /** Raw outputs of the rows, then the slopes of their losses. */
  float[] slopes = new float[0];

  /** What {@link Weights#output} leaves for each row. */
  float[] sums = new float[0];

  /** Features that the steps show, by how often the first mini-batch had them. */
  int[] shown;

  /** Chunk c has the touched features {@code chunkStart[c]} to {@code chunkStart[c + 1] - 1}. */
  int[] chunkStart = new int[2];

  /** How much each element of {@link #touched} pulls at its feature: slope, value and scale. */
  float[] pull = new float[0];

  /** Row of each element of {@link #touched} in {@link #sums}, for one of several fields. */
  int[] sumRow = new int[0];

  private final Queue<Gradients> idle = new ConcurrentLinkedQueue<>();

  /** Gradients of the features of a chunk. */
  static final class Gradients {
    float[] factors = new float[0];
    float[] linear = new float[0];

    /** For each feature, what its gradient has of its own factors. */
    float[] own = new float[0];
  }

  Workspace(int n) {
    touched = new TouchedFeatures(n);
  }

  void reserve(int rows, int elements, int fields, int sumsPerRow) {
    if (pull.length < elements) {
      pull = new float[elements];
      sumRow = new int[fields > 1 ? elements : 0];
    }
    if (slopes.length < rows) {
      slopes = new float[rows];
    }
    long needed = (long) rows * sumsPerRow;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new CustomerError(
          Text.format(
              "A mini-batch of %d rows needs %d sums of factors for each, more than one array of Java holds; lower mini_batch_size or num_factors",
              rows, sumsPerRow),
          "--hp mini_batch_size");
    }
    if (sums.length < needed) {
      sums = new float[(int) needed];
    }
  }

  /** Cuts the touched features into chunks of about the same work; the number of chunks. */
  int chunks(int width) {
    int chunks = 0;
    long work = 0;
    for (int t = 0; t < touched.count; t++) {
      work += (touched.start[t + 1] - touched.start[t] + 6L) * width;
      if (work >= CHUNK_WORK || t == touched.count - 1) {
        chunks++;
        if (chunkStart.length <= chunks) {
          chunkStart = Arrays.copyOf(chunkStart, 2 * chunkStart.length);
        }
        chunkStart[chunks] = t + 1;
        work = 0;
      }
    }
    return chunks;
  }

  /** Room for the gradients of some features, to be {@linkplain #giveBack given back}. */
  Gradients gradients(int features, int width) {
    Gradients room = Objects.requireNonNullElseGet(idle.poll(), Gradients::new);
    if (room.linear.length < features) {
      int length = features + features / 4;
      room.factors = new float[length * width];
      room.linear = new float[length];
      room.own = new float[length];
    }
    return room;
  }

  void giveBack(Gradients room) {
    idle.add(room);
  }
}
