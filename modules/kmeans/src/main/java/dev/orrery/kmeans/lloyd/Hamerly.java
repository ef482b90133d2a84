package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;

/**
 * Hamerly's bounds with a full search for the rows that need one. These rows are gathered, so that
 * the search runs in blocks at the rate of the bulk kernels.
 */
final class Hamerly extends TwoBounds {

  private static final int BLOCK = 256;

  private final double[] apart;

  Hamerly(DenseMatrix rows, int k, RunContext context) {
    super(rows, k, context);
    apart = new double[k];
  }

  @Override
  long measureCenters(RunContext context) {
    context
        .parallel()
        .forEach(
            k,
            BLOCK,
            (from, to) -> {
              int[] index = new int[2 * (to - from)];
              float[] distance = new float[2 * (to - from)];
              kernels.topK(centers, from * d, to - from, packed, 2, index, distance);
              for (int j = from; j < to; j++) {
                apart[j] = margins.lower(distance[2 * (j - from) + 1]);
              }
            });
    return (long) k * k;
  }

  @Override
  double apart(int center) {
    return apart[center];
  }

  @Override
  long search(int[] open, float[] squared, int count, int[] labels) {
    int most = Math.min(BLOCK, count);
    float[] block = new float[most * d];
    int[] index = new int[2 * most];
    float[] distance = new float[2 * most];
    for (int from = 0; from < count; from += BLOCK) {
      int rows = Math.min(BLOCK, count - from);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(x, at(open[from + i]), block, i * d, d);
      }
      kernels.topK(block, 0, rows, packed, 2, index, distance);
      for (int i = 0; i < rows; i++) {
        settle(open[from + i], index[2 * i], distance[2 * i], distance[2 * i + 1], labels);
      }
    }
    return (long) count * k;
  }
}
