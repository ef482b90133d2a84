package dev.orrery.factorizationmachines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  private final List<float[][]> buffers = new ArrayList<>();

  Workspace(int n) {
    touched = new TouchedFeatures(n);
  }

  void reserve(int rows, int sumsPerRow) {
    if (slopes.length < rows) {
      slopes = new float[rows];
    }
    int needed = Math.multiplyExact(rows, sumsPerRow);
    if (sums.length < needed) {
      sums = new float[needed];
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
    while (buffers.size() < chunks) {
      buffers.add(new float[0][]);
    }
    return chunks;
  }

  /** {@code count} arrays of at least {@code length} values that belong to a chunk. */
  float[][] buffers(int chunk, int count, int length) {
    float[][] own = buffers.get(chunk);
    if (own.length < count || own[0].length < length) {
      own = new float[count][length + length / 4];
      buffers.set(chunk, own);
    }
    return own;
  }
}
