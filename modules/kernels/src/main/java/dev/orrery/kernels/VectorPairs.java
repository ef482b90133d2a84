package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over two rows of numbers: four sums at a time, because one would wait for itself, then
 * whole vectors, then a part of one.
 */
final class VectorPairs {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Below this length a plain loop is done before a vector one has begun. */
  private static final int SHORT = 2 * LANES;

  private VectorPairs() {}

  /** As {@link Kernels#dot}. */
  static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    if (n < SHORT) {
      return shortDot(a, aOffset, b, bOffset, n);
    }
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    int i = 0;
    if (n >= 4 * LANES) {
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (; i <= n - 4 * LANES; i += 4 * LANES) {
        int p = aOffset + i;
        int q = bOffset + i;
        s0 = load(a, p).fma(load(b, q), s0);
        s1 = load(a, p + LANES).fma(load(b, q + LANES), s1);
        s2 = load(a, p + 2 * LANES).fma(load(b, q + 2 * LANES), s2);
        s3 = load(a, p + 3 * LANES).fma(load(b, q + 3 * LANES), s3);
      }
      s0 = s0.add(s2);
      s1 = s1.add(s3);
    }
    for (; i <= n - LANES; i += LANES) {
      s0 = load(a, aOffset + i).fma(load(b, bOffset + i), s0);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      FloatVector u = FloatVector.fromArray(SPECIES, a, aOffset + i, rest);
      FloatVector v = FloatVector.fromArray(SPECIES, b, bOffset + i, rest);
      s1 = u.fma(v, s1);
    }
    return LaneSum.of(s0.add(s1));
  }

  /**
   * As {@link BlockedKernels#squares}: four rows side by side, each a sum and a stream of its own.
   */
  static float squares(float[] x, int at, int stride, int rows, int n) {
    if (n < LANES) {
      float sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += shortDot(x, at + r * stride, x, at + r * stride, n);
      }
      return sum;
    }
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = n - n % LANES;
    VectorMask<Float> rest = SPECIES.indexInRange(whole, n);
    int r = 0;
    for (; r <= rows - 4; r += 4) {
      int x0 = at + r * stride;
      int x1 = x0 + stride;
      int x2 = x1 + stride;
      int x3 = x2 + stride;
      for (int i = 0; i < whole; i += LANES) {
        FloatVector v0 = load(x, x0 + i);
        FloatVector v1 = load(x, x1 + i);
        FloatVector v2 = load(x, x2 + i);
        FloatVector v3 = load(x, x3 + i);
        s0 = v0.fma(v0, s0);
        s1 = v1.fma(v1, s1);
        s2 = v2.fma(v2, s2);
        s3 = v3.fma(v3, s3);
      }
      if (whole < n) {
        FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + whole, rest);
        FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + whole, rest);
        FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + whole, rest);
        FloatVector v3 = FloatVector.fromArray(SPECIES, x, x3 + whole, rest);
        s0 = v0.fma(v0, s0);
        s1 = v1.fma(v1, s1);
        s2 = v2.fma(v2, s2);
        s3 = v3.fma(v3, s3);
      }
    }
    float sum = LaneSum.of(s0.add(s2).add(s1.add(s3)));
    for (; r < rows; r++) {
      sum += dot(x, at + r * stride, x, at + r * stride, n);
    }
    return sum;
  }

  /** As {@link BlockedKernels#squaresOfFour}. */
  static void squaresOfFour(
      float[] x, int at, int stride, int n, float[] out, int to, int toStride) {
    if (n < LANES) {
      for (int r = 0; r < 4; r++) {
        out[to + r * toStride] = squareOfOne(x, at + r * stride, n);
      }
      return;
    }
    int x0 = at;
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector v0 = load(x, x0 + i);
      FloatVector v1 = load(x, x1 + i);
      FloatVector v2 = load(x, x2 + i);
      FloatVector v3 = load(x, x3 + i);
      s0 = v0.fma(v0, s0);
      s1 = v1.fma(v1, s1);
      s2 = v2.fma(v2, s2);
      s3 = v3.fma(v3, s3);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      FloatVector v0 = FloatVector.fromArray(SPECIES, x, x0 + i, rest);
      FloatVector v1 = FloatVector.fromArray(SPECIES, x, x1 + i, rest);
      FloatVector v2 = FloatVector.fromArray(SPECIES, x, x2 + i, rest);
      FloatVector v3 = FloatVector.fromArray(SPECIES, x, x3 + i, rest);
      s0 = v0.fma(v0, s0);
      s1 = v1.fma(v1, s1);
      s2 = v2.fma(v2, s2);
      s3 = v3.fma(v3, s3);
    }
    out[to] = LaneSum.of(s0);
    out[to + toStride] = LaneSum.of(s1);
    out[to + 2 * toStride] = LaneSum.of(s2);
    out[to + 3 * toStride] = LaneSum.of(s3);
  }

  /** As {@link BlockedKernels#squareOfOne}. */
  static float squareOfOne(float[] x, int at, int n) {
    if (n < LANES) {
      return shortDot(x, at, x, at, n);
    }
    FloatVector sum = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector v = load(x, at + i);
      sum = v.fma(v, sum);
    }
    if (i < n) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, at + i, SPECIES.indexInRange(i, n));
      sum = v.fma(v, sum);
    }
    return LaneSum.of(sum);
  }

  private static float shortDot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    float s0 = 0;
    float s1 = 0;
    int i = 0;
    for (; i < n - 1; i += 2) {
      s0 += a[aOffset + i] * b[bOffset + i];
      s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
    }
    if (i < n) {
      s0 += a[aOffset + i] * b[bOffset + i];
    }
    return s0 + s1;
  }

  /** As {@link Kernels#squaredDistance}. */
  static float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    if (n < SHORT) {
      return shortDistance(a, aOffset, b, bOffset, n);
    }
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    int i = 0;
    if (n >= 4 * LANES) {
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (; i <= n - 4 * LANES; i += 4 * LANES) {
        int p = aOffset + i;
        int q = bOffset + i;
        FloatVector d0 = load(a, p).sub(load(b, q));
        FloatVector d1 = load(a, p + LANES).sub(load(b, q + LANES));
        FloatVector d2 = load(a, p + 2 * LANES).sub(load(b, q + 2 * LANES));
        FloatVector d3 = load(a, p + 3 * LANES).sub(load(b, q + 3 * LANES));
        s0 = d0.fma(d0, s0);
        s1 = d1.fma(d1, s1);
        s2 = d2.fma(d2, s2);
        s3 = d3.fma(d3, s3);
      }
      s0 = s0.add(s2);
      s1 = s1.add(s3);
    }
    for (; i <= n - LANES; i += LANES) {
      FloatVector d = load(a, aOffset + i).sub(load(b, bOffset + i));
      s0 = d.fma(d, s0);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      FloatVector u = FloatVector.fromArray(SPECIES, a, aOffset + i, rest);
      FloatVector v = FloatVector.fromArray(SPECIES, b, bOffset + i, rest);
      FloatVector d = u.sub(v);
      s1 = d.fma(d, s1);
    }
    return LaneSum.of(s0.add(s1));
  }

  private static float shortDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    float s0 = 0;
    float s1 = 0;
    int i = 0;
    for (; i < n - 1; i += 2) {
      float d0 = a[aOffset + i] - b[bOffset + i];
      float d1 = a[aOffset + i + 1] - b[bOffset + i + 1];
      s0 += d0 * d0;
      s1 += d1 * d1;
    }
    if (i < n) {
      float d = a[aOffset + i] - b[bOffset + i];
      s0 += d * d;
    }
    return s0 + s1;
  }

  private static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }
}
