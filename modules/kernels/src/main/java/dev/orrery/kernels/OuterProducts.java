package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows and of outer products on vectors, for shapes that fill no tile. */
final class OuterProducts {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private OuterProducts() {}

  /** As {@link BlockedKernels#addWeightedRows}: eight rows pass by before a sum is stored. */
  static void addWeightedRows(
      float[] a, int aAt, int aStride, float[] x, int xAt, int n, int rows, float[] y, int yAt) {
    int r = 0;
    for (; r <= rows - 8; r += 8) {
      eightRows(a, aAt + r * aStride, aStride, x, xAt + r * n, n, y, yAt);
    }
    for (; r < rows; r++) {
      oneRow(a[aAt + r * aStride], x, xAt + r * n, n, y, yAt);
    }
  }

  private static void eightRows(
      float[] a, int aAt, int aStride, float[] x, int x0, int n, float[] y, int yAt) {
    float a0 = a[aAt];
    float a1 = a[aAt + aStride];
    float a2 = a[aAt + 2 * aStride];
    float a3 = a[aAt + 3 * aStride];
    float a4 = a[aAt + 4 * aStride];
    float a5 = a[aAt + 5 * aStride];
    float a6 = a[aAt + 6 * aStride];
    float a7 = a[aAt + 7 * aStride];
    FloatVector v0 = FloatVector.broadcast(SPECIES, a0);
    FloatVector v1 = FloatVector.broadcast(SPECIES, a1);
    FloatVector v2 = FloatVector.broadcast(SPECIES, a2);
    FloatVector v3 = FloatVector.broadcast(SPECIES, a3);
    FloatVector v4 = FloatVector.broadcast(SPECIES, a4);
    FloatVector v5 = FloatVector.broadcast(SPECIES, a5);
    FloatVector v6 = FloatVector.broadcast(SPECIES, a6);
    FloatVector v7 = FloatVector.broadcast(SPECIES, a7);
    int x1 = x0 + n;
    int x2 = x1 + n;
    int x3 = x2 + n;
    int x4 = x3 + n;
    int x5 = x4 + n;
    int x6 = x5 + n;
    int x7 = x6 + n;
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      FloatVector even = FloatVector.fromArray(SPECIES, y, yAt + j);
      even = v0.fma(FloatVector.fromArray(SPECIES, x, x0 + j), even);
      FloatVector odd = v1.mul(FloatVector.fromArray(SPECIES, x, x1 + j));
      even = v2.fma(FloatVector.fromArray(SPECIES, x, x2 + j), even);
      odd = v3.fma(FloatVector.fromArray(SPECIES, x, x3 + j), odd);
      even = v4.fma(FloatVector.fromArray(SPECIES, x, x4 + j), even);
      odd = v5.fma(FloatVector.fromArray(SPECIES, x, x5 + j), odd);
      even = v6.fma(FloatVector.fromArray(SPECIES, x, x6 + j), even);
      odd = v7.fma(FloatVector.fromArray(SPECIES, x, x7 + j), odd);
      even.add(odd).intoArray(y, yAt + j);
    }
    for (; j < n; j++) {
      float even = a0 * x[x0 + j] + a2 * x[x2 + j] + (a4 * x[x4 + j] + a6 * x[x6 + j]);
      float odd = a1 * x[x1 + j] + a3 * x[x3 + j] + (a5 * x[x5 + j] + a7 * x[x7 + j]);
      y[yAt + j] += even + odd;
    }
  }

  private static void oneRow(float factor, float[] x, int xAt, int n, float[] y, int yAt) {
    FloatVector v = FloatVector.broadcast(SPECIES, factor);
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      v.fma(FloatVector.fromArray(SPECIES, x, xAt + j), FloatVector.fromArray(SPECIES, y, yAt + j))
          .intoArray(y, yAt + j);
    }
    for (; j < n; j++) {
      y[yAt + j] += factor * x[xAt + j];
    }
  }

  /** As {@link BlockedKernels#addSparseOuter}: vectors of the row stay in registers. */
  static void addSparse(
      int[] column, float[] value, int from, int end, float[] row, int rowAt, int n, float[] out) {
    int j = 0;
    for (; j <= n - 4 * LANES; j += 4 * LANES) {
      FloatVector r0 = FloatVector.fromArray(SPECIES, row, rowAt + j);
      FloatVector r1 = FloatVector.fromArray(SPECIES, row, rowAt + j + LANES);
      FloatVector r2 = FloatVector.fromArray(SPECIES, row, rowAt + j + 2 * LANES);
      FloatVector r3 = FloatVector.fromArray(SPECIES, row, rowAt + j + 3 * LANES);
      for (int e = from; e < end; e++) {
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        int at = column[e] * n + j;
        add(a, r0, out, at);
        add(a, r1, out, at + LANES);
        add(a, r2, out, at + 2 * LANES);
        add(a, r3, out, at + 3 * LANES);
      }
    }
    for (; j <= n - 2 * LANES; j += 2 * LANES) {
      FloatVector r0 = FloatVector.fromArray(SPECIES, row, rowAt + j);
      FloatVector r1 = FloatVector.fromArray(SPECIES, row, rowAt + j + LANES);
      for (int e = from; e < end; e++) {
        FloatVector a = FloatVector.broadcast(SPECIES, value[e]);
        int at = column[e] * n + j;
        add(a, r0, out, at);
        add(a, r1, out, at + LANES);
      }
    }
    for (; j <= n - LANES; j += LANES) {
      FloatVector r0 = FloatVector.fromArray(SPECIES, row, rowAt + j);
      for (int e = from; e < end; e++) {
        add(FloatVector.broadcast(SPECIES, value[e]), r0, out, column[e] * n + j);
      }
    }
    for (; j < n; j++) {
      float r0 = row[rowAt + j];
      for (int e = from; e < end; e++) {
        out[column[e] * n + j] += value[e] * r0;
      }
    }
  }

  private static void add(FloatVector a, FloatVector row, float[] out, int at) {
    a.fma(row, FloatVector.fromArray(SPECIES, out, at)).intoArray(out, at);
  }
}
