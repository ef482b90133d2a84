package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What the searches do with the scores of one row, on vectors. */
final class VectorScores {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorScores() {}

  /** As {@link BlockedKernels#loneBests}. */
  static void loneBests(
      float[] scores,
      int at,
      int n,
      int rows,
      float slope,
      float offset,
      float[] work,
      int[] place,
      float[] top) {
    // Three loops, because each by itself works on more rows at once than all of it in one would.
    for (int r = 0; r < rows; r++) {
      lanes(scores, at + r * n, n, work, 3 * r * LANES);
    }
    for (int r = 0; r < rows; r++) {
      top[r] = greatest(FloatVector.fromArray(SPECIES, work, 3 * r * LANES));
    }
    for (int r = 0; r < rows; r++) {
      place[r] = lone(work, 3 * r * LANES, RoundingBound.threshold(slope, offset, top[r]));
    }
  }

  /** For each lane the best score, the second best and where the best was. */
  private static void lanes(float[] scores, int at, int n, float[] work, int to) {
    FloatVector best = FloatVector.fromArray(SPECIES, scores, at);
    FloatVector second = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector place = FloatVector.zero(SPECIES);
    FloatVector here = place;
    for (int i = LANES; i < n; i += LANES) {
      here = here.add(LANES);
      FloatVector s = FloatVector.fromArray(SPECIES, scores, at + i);
      VectorMask<Float> better = s.compare(VectorOperators.GT, best);
      FloatVector lesser = s.blend(best, better);
      best = best.blend(s, better);
      place = place.blend(here, better);
      second = second.blend(lesser, lesser.compare(VectorOperators.GT, second));
    }
    best.intoArray(work, to);
    second.intoArray(work, to + LANES);
    place.intoArray(work, to + 2 * LANES);
  }

  /** Where the only score is that reaches the threshold, or -1. */
  private static int lone(float[] work, int at, float threshold) {
    VectorMask<Float> reached =
        FloatVector.fromArray(SPECIES, work, at).compare(VectorOperators.GE, threshold);
    VectorMask<Float> also =
        FloatVector.fromArray(SPECIES, work, at + LANES).compare(VectorOperators.GE, threshold);
    long lanes = reached.toLong();
    if ((lanes & (lanes - 1)) != 0 || lanes == 0 || also.toLong() != 0) {
      return -1;
    }
    int lane = Long.numberOfTrailingZeros(lanes);
    return (int) work[at + 2 * LANES + lane] + lane;
  }

  /**
   * The greatest lane of a vector without NaN, found among whole numbers of the same order: the
   * maximum of floats takes several times as many instructions.
   */
  private static float greatest(FloatVector v) {
    int bits = ordered(v.reinterpretAsInts()).reduceLanes(VectorOperators.MAX);
    return Float.intBitsToFloat(bits ^ (bits >> 31 & Integer.MAX_VALUE));
  }

  private static IntVector ordered(IntVector bits) {
    return bits.lanewise(
        VectorOperators.XOR, bits.lanewise(VectorOperators.ASHR, 31).and(Integer.MAX_VALUE));
  }

  /** As {@link BlockedKernels#nextAtLeast}. */
  static int nextAtLeast(float[] scores, int at, int from, int end, float threshold) {
    int i = from;
    for (; i <= end - LANES; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, scores, at + i);
      VectorMask<Float> reached = s.compare(VectorOperators.GE, threshold);
      if (reached.anyTrue()) {
        return i + reached.firstTrue();
      }
    }
    for (; i < end; i++) {
      if (scores[at + i] >= threshold) {
        return i;
      }
    }
    return end;
  }

  /** As {@link BlockedKernels#distances}. */
  static void distances(
      float[] scores, int at, int n, float squaredNorm, float[] out, int outOffset) {
    FloatVector norm = FloatVector.broadcast(SPECIES, squaredNorm);
    FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, scores, at + i);
      FloatVector d = s.fma(minusTwo, norm);
      d.blend(0, d.compare(VectorOperators.LT, 0)).intoArray(out, outOffset + i);
    }
    for (; i < n; i++) {
      out[outOffset + i] = Math.max(0, Math.fma(-2, scores[at + i], squaredNorm));
    }
  }
}
