package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * A sparse row times a dense matrix on vectors: the sums of a few vectors of columns stay in
 * registers while the elements of the row pass by.
 */
final class SparseRowTimesDense {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private SparseRowTimesDense() {}

  /** As {@link BlockedKernels#sparseRow}. */
  static void run(
      int[] column,
      float[] value,
      int from,
      int end,
      float[] dense,
      int columns,
      float[] out,
      int outOffset) {
    int j = 0;
    for (; j <= columns - 4 * LANES; j += 4 * LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int e = from; e < end; e++) {
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        int at = column[e] * columns + j;
        s0 = a.fma(FloatVector.fromArray(SPECIES, dense, at), s0);
        s1 = a.fma(FloatVector.fromArray(SPECIES, dense, at + LANES), s1);
        s2 = a.fma(FloatVector.fromArray(SPECIES, dense, at + 2 * LANES), s2);
        s3 = a.fma(FloatVector.fromArray(SPECIES, dense, at + 3 * LANES), s3);
      }
      int to = outOffset + j;
      s0.intoArray(out, to);
      s1.intoArray(out, to + LANES);
      s2.intoArray(out, to + 2 * LANES);
      s3.intoArray(out, to + 3 * LANES);
    }
    for (; j <= columns - LANES; j += LANES) {
      // Two sums, so that neither waits for the other.
      FloatVector even = FloatVector.zero(SPECIES);
      FloatVector odd = even;
      int e = from;
      for (; e < end - 1; e += 2) {
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        FloatVector b = FloatVector.broadcast(SPECIES, value[e + 1]);
        even = a.fma(FloatVector.fromArray(SPECIES, dense, column[e] * columns + j), even);
        odd = b.fma(FloatVector.fromArray(SPECIES, dense, column[e + 1] * columns + j), odd);
      }
      if (e < end) {
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        even = a.fma(FloatVector.fromArray(SPECIES, dense, column[e] * columns + j), even);
      }
      even.add(odd).intoArray(out, outOffset + j);
    }
    if (j < columns) {
      VectorMask<Float> rest = SPECIES.indexInRange(j, columns);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int e = from; e < end; e++) {
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        sum = a.fma(FloatVector.fromArray(SPECIES, dense, column[e] * columns + j, rest), sum);
      }
      sum.intoArray(out, outOffset + j, rest);
    }
  }
}
