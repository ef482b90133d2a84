package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A sparse row times a panel, on vectors: even and odd elements have sums of their own. */
final class SparseRowTimesPanel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private SparseRowTimesPanel() {}

  /** As {@link BlockedKernels#sparseProducts}. */
  static void run(
      int[] column,
      float[] value,
      int from,
      int end,
      PackedPanels right,
      int panel,
      float[] start,
      float[] out,
      int outOffset) {
    float[] b = right.panel(panel);
    int so = right.firstRow(panel);
    int e = from;
    FloatVector even0 = FloatVector.fromArray(SPECIES, start, so);
    FloatVector odd0 = FloatVector.zero(SPECIES);
    if (right.isFull(panel)) {
      FloatVector even1 = FloatVector.fromArray(SPECIES, start, so + LANES);
      FloatVector odd1 = FloatVector.zero(SPECIES);
      for (; e < end - 1; e += 2) {
        int at = column[e] * 2 * LANES;
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        even0 = a.fma(FloatVector.fromArray(SPECIES, b, at), even0);
        even1 = a.fma(FloatVector.fromArray(SPECIES, b, at + LANES), even1);
        at = column[e + 1] * 2 * LANES;
        a = FloatVector.broadcast(SPECIES, value[e + 1]);
        odd0 = a.fma(FloatVector.fromArray(SPECIES, b, at), odd0);
        odd1 = a.fma(FloatVector.fromArray(SPECIES, b, at + LANES), odd1);
      }
      if (e < end) {
        int at = column[e] * 2 * LANES;
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        even0 = a.fma(FloatVector.fromArray(SPECIES, b, at), even0);
        even1 = a.fma(FloatVector.fromArray(SPECIES, b, at + LANES), even1);
      }
      even1.add(odd1).intoArray(out, outOffset + LANES);
    } else {
      for (; e < end - 1; e += 2) {
        even0 =
            FloatVector.broadcast(SPECIES, value[e])
                .fma(FloatVector.fromArray(SPECIES, b, column[e] * LANES), even0);
        odd0 =
            FloatVector.broadcast(SPECIES, value[e + 1])
                .fma(FloatVector.fromArray(SPECIES, b, column[e + 1] * LANES), odd0);
      }
      if (e < end) {
        even0 =
            FloatVector.broadcast(SPECIES, value[e])
                .fma(FloatVector.fromArray(SPECIES, b, column[e] * LANES), even0);
      }
    }
    even0.add(odd0).intoArray(out, outOffset);
  }
}
