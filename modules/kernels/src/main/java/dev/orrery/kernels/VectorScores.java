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

  /** As {@link BlockedKernels#max}. */
  static float max(float[] scores, int at, int n) {
    FloatVector greatest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < n; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, scores, at + i);
      greatest = greatest.blend(s, s.compare(VectorOperators.GT, greatest));
    }
    return greatest(greatest);
  }

  /** As {@link BlockedKernels#loneBest}. */
  static int loneBest(float[] scores, int at, int n, float slope, float offset) {
    // In each lane: the best score, where it was, and the second best.
    FloatVector best = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector second = best;
    FloatVector place = FloatVector.zero(SPECIES);
    FloatVector here = place;
    for (int i = 0; i < n; i += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, scores, at + i);
      VectorMask<Float> better = s.compare(VectorOperators.GT, best);
      FloatVector lesser = s.blend(best, better);
      best = best.blend(s, better);
      place = place.blend(here, better);
      second = second.blend(lesser, lesser.compare(VectorOperators.GT, second));
      here = here.add(LANES);
    }
    float threshold = RoundingBound.threshold(slope, offset, greatest(best));
    VectorMask<Float> reached = best.compare(VectorOperators.GE, threshold);
    long lanes = reached.toLong();
    if ((lanes & (lanes - 1)) != 0
        || second.compare(VectorOperators.GE, threshold).anyTrue()
        || lanes == 0) {
      return -1;
    }
    int bits =
        FloatVector.zero(SPECIES)
            .blend(place, reached)
            .reinterpretAsInts()
            .reduceLanes(VectorOperators.OR);
    return (int) Float.intBitsToFloat(bits) + Long.numberOfTrailingZeros(lanes);
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
