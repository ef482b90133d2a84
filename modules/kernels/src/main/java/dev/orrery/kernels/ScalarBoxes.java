package dev.orrery.kernels;

/** What a forest asks of boxes, which lie with their lower ends before their upper ends negated. */
final class ScalarBoxes {

  private ScalarBoxes() {}

  /**
   * As {@link Kernels#excess}; without branches, which would be guessed wrong half of the time: the
   * sign bit is a mask.
   */
  static float excess(float[] a, int aOffset, float[] b, int bOffset, int n) {
    float even = 0;
    float odd = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      int first = Float.floatToRawIntBits(b[bOffset + i] - a[aOffset + i]);
      int second = Float.floatToRawIntBits(b[bOffset + i + 1] - a[aOffset + i + 1]);
      even -= Float.intBitsToFloat(first & first >> 31);
      odd -= Float.intBitsToFloat(second & second >> 31);
    }
    for (; i < n; i++) {
      even += Math.max(0, a[aOffset + i] - b[bOffset + i]);
    }
    return even + odd;
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
    for (int i = 0; i < n; i++) {
      float sum = 0;
      for (int j = 0; j < dimensions; j++) {
        float value = x[xOffset + j * stride + i];
        // at most one of the two is positive
        sum += positive(box[boxOffset + j] - value);
        sum += positive(value + box[boxOffset + dimensions + j]);
      }
      out[outOffset + i] = sum;
    }
  }

  /** The value or 0, without a branch. */
  private static float positive(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat(bits & ~(bits >> 31));
  }

  /** As {@link Kernels#enclose}. */
  static double enclose(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    // four sums, since one would wait for itself
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < dimensions; j += 4) {
      s0 -= lesser(a, aOffset + j, b, bOffset + j, dimensions, out, outOffset + j);
      s1 -= lesser(a, aOffset + j + 1, b, bOffset + j + 1, dimensions, out, outOffset + j + 1);
      s2 -= lesser(a, aOffset + j + 2, b, bOffset + j + 2, dimensions, out, outOffset + j + 2);
      s3 -= lesser(a, aOffset + j + 3, b, bOffset + j + 3, dimensions, out, outOffset + j + 3);
    }
    for (; j < dimensions; j++) {
      s0 -= lesser(a, aOffset + j, b, bOffset + j, dimensions, out, outOffset + j);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Encloses in one dimension; returns the upper end with its sign turned plus the lower end. */
  static double lesser(
      float[] a, int aOffset, float[] b, int bOffset, int dimensions, float[] out, int outOffset) {
    float low = Math.min(a[aOffset], b[bOffset]);
    float high = Math.min(a[aOffset + dimensions], b[bOffset + dimensions]);
    out[outOffset] = low;
    out[outOffset + dimensions] = high;
    return (double) high + low;
  }
}
