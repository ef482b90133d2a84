package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;

/** Every row against every center, in blocks: n k distances a pass, at the machine's full rate. */
final class LloydAssigner extends Assigner {

  LloydAssigner(DenseMatrix rows, int k, RunContext context) {
    super(rows, k, context);
  }

  @Override
  long assign(int from, int to, int[] labels) {
    kernels.nearest(x, at(from), to - from, packed, labels, from, null, 0);
    return (long) (to - from) * k;
  }
}
