package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over points and bounding boxes.
 *
 * <p>The greater or lesser of two numbers is chosen by a comparison: the vectors' own {@code max}
 * and {@code min} take twice as many instructions on x86, for the sake of zeros with signs and of
 * what is no number.
 */
final class BoxVectors {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  private BoxVectors() {}

  /** As {@link Kernels#excess}. */
  static float excess(float[] a, int aOffset, float[] b, int bOffset, int n) {
    if (n < LANES) {
      VectorMask<Float> lanes = VectorMask.fromLong(SPECIES, (1L << n) - 1);
      FloatVector more =
          FloatVector.fromArray(SPECIES, a, aOffset, lanes)
              .sub(FloatVector.fromArray(SPECIES, b, bOffset, lanes));
      return LaneSum.of(addPositive(FloatVector.zero(SPECIES), more));
    }
    FloatVector sum = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector more =
          FloatVector.fromArray(SPECIES, a, aOffset + i)
              .sub(FloatVector.fromArray(SPECIES, b, bOffset + i));
      sum = addPositive(sum, more);
    }
    if (i < n) {
      // the last whole vector, of which only the lanes count that were not there yet
      int last = n - LANES;
      FloatVector more =
          FloatVector.fromArray(SPECIES, a, aOffset + last)
              .sub(FloatVector.fromArray(SPECIES, b, bOffset + last));
      sum = addPositive(sum, more, VectorMask.fromLong(SPECIES, -1L << (i - last)));
    }
    return LaneSum.of(sum);
  }

  private static FloatVector addPositive(FloatVector sum, FloatVector more) {
    return sum.add(more, more.compare(VectorOperators.GT, 0));
  }

  private static FloatVector addPositive(
      FloatVector sum, FloatVector more, VectorMask<Float> lanes) {
    return sum.add(more, more.compare(VectorOperators.GT, 0, lanes));
  }

  /** As {@link Kernels#excessAlong}, with the sums of {@link #excess}. */
  static int excessAlong(
      int[] next, int first, float[] boxes, float[] x, int xOffset, int n, float[] out) {
    if (n < LANES || n > 2 * LANES) {
      int count = 0;
      for (int box = first; box >= 0; box = next[box]) {
        float excess = excess(boxes, box * n, x, xOffset, n);
        out[count++] = excess;
        if (excess == 0) {
          break;
        }
      }
      return count;
    }
    // the point stays in registers
    int last = n - LANES;
    VectorMask<Float> rest = VectorMask.fromLong(SPECIES, -1L << (LANES - last));
    FloatVector head = FloatVector.fromArray(SPECIES, x, xOffset);
    FloatVector tail = FloatVector.fromArray(SPECIES, x, xOffset + last);
    FloatVector none = FloatVector.zero(SPECIES);
    int count = 0;
    for (int box = first; box >= 0; box = next[box]) {
      int at = box * n;
      FloatVector more = FloatVector.fromArray(SPECIES, boxes, at).sub(head);
      VectorMask<Float> positive = more.compare(VectorOperators.GT, 0);
      FloatVector sum = none.add(more, positive);
      if (last > 0) {
        FloatVector others = FloatVector.fromArray(SPECIES, boxes, at + last).sub(tail);
        VectorMask<Float> positiveOthers = others.compare(VectorOperators.GT, 0, rest);
        sum = sum.add(others, positiveOthers);
        positive = positive.or(positiveOthers);
      }
      out[count++] = LaneSum.of(sum);
      // known before the sum is
      if (!positive.anyTrue()) {
        break;
      }
    }
    return count;
  }

  /** As {@link Kernels#outside}. */
  static void outside(
      float[] x,
      int xOffset,
      int stride,
      int n,
      float[] box,
      int boxOffset,
      int dimensions,
      float[] out,
      int outOffset) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int j = 0; j < dimensions; j++) {
        FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + j * stride + i);
        sum = addOutside(sum, value, box[boxOffset + j], box[boxOffset + dimensions + j]);
      }
      sum.intoArray(out, outOffset + i);
    }
    if (i < n) {
      VectorMask<Float> rest = VectorMask.fromLong(SPECIES, (1L << (n - i)) - 1);
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int j = 0; j < dimensions; j++) {
        FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + j * stride + i, rest);
        sum = addOutside(sum, value, box[boxOffset + j], box[boxOffset + dimensions + j]);
      }
      sum.intoArray(out, outOffset + i, rest);
    }
  }

  private static FloatVector addOutside(
      FloatVector sum, FloatVector value, float low, float turnedHigh) {
    FloatVector below = FloatVector.broadcast(SPECIES, low).sub(value);
    FloatVector above = value.add(turnedHigh);
    return addPositive(sum, below.blend(above, above.compare(VectorOperators.GT, below)));
  }

  /** As {@link Kernels#enclose}, with the sums of {@link ScalarBoxes#enclose}. */
  static double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    // Four at a time and never a part of a vector: what is written here is read again at once,
    // which waits where the pieces written are not those that are read.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < dimensions; j += 4) {
      int low = outOffset + j;
      int high = low + dimensions;
      lesser(a, aOffset + j, b, bOffset + j).intoArray(out, low);
      lesser(a, aOffset + dimensions + j, b, bOffset + dimensions + j).intoArray(out, high);
      s0 -= (double) out[high] + out[low];
      s1 -= (double) out[high + 1] + out[low + 1];
      s2 -= (double) out[high + 2] + out[low + 2];
      s3 -= (double) out[high + 3] + out[low + 3];
    }
    for (; j < dimensions; j++) {
      s0 -= ScalarBoxes.lesser(a, aOffset + j, b, bOffset + j, dimensions, out, outOffset + j);
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static FloatVector lesser(float[] a, int aOffset, float[] b, int bOffset) {
    FloatVector u = FloatVector.fromArray(FOUR, a, aOffset);
    FloatVector v = FloatVector.fromArray(FOUR, b, bOffset);
    return u.blend(v, v.compare(VectorOperators.LT, u));
  }
}
