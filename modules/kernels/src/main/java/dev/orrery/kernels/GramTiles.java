package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a Gram matrix: neighbouring columns of one panel against the columns of another, summed
 * over the rows. {@code out[i][j] = sum over p < depth of a[p][aOffset + i] * b[p][j]}, with rows
 * of a at {@code aWidth}.
 */
final class GramTiles {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private GramTiles() {}

  /** Eight columns against a panel of two vectors. */
  static void eightFull(float[] a, int aWidth, int aOffset, float[] b, int depth, float[] out) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c41 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c51 = FloatVector.zero(SPECIES);
    FloatVector c60 = FloatVector.zero(SPECIES);
    FloatVector c61 = FloatVector.zero(SPECIES);
    FloatVector c70 = FloatVector.zero(SPECIES);
    FloatVector c71 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      int from = aOffset + p * aWidth;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * 2 * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, p * 2 * LANES + LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, a[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      q = FloatVector.broadcast(SPECIES, a[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      q = FloatVector.broadcast(SPECIES, a[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      q = FloatVector.broadcast(SPECIES, a[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
      q = FloatVector.broadcast(SPECIES, a[from + 4]);
      c40 = q.fma(b0, c40);
      c41 = q.fma(b1, c41);
      q = FloatVector.broadcast(SPECIES, a[from + 5]);
      c50 = q.fma(b0, c50);
      c51 = q.fma(b1, c51);
      q = FloatVector.broadcast(SPECIES, a[from + 6]);
      c60 = q.fma(b0, c60);
      c61 = q.fma(b1, c61);
      q = FloatVector.broadcast(SPECIES, a[from + 7]);
      c70 = q.fma(b0, c70);
      c71 = q.fma(b1, c71);
    }
    c00.intoArray(out, 0);
    c01.intoArray(out, LANES);
    c10.intoArray(out, 2 * LANES);
    c11.intoArray(out, 3 * LANES);
    c20.intoArray(out, 4 * LANES);
    c21.intoArray(out, 5 * LANES);
    c30.intoArray(out, 6 * LANES);
    c31.intoArray(out, 7 * LANES);
    c40.intoArray(out, 8 * LANES);
    c41.intoArray(out, 9 * LANES);
    c50.intoArray(out, 10 * LANES);
    c51.intoArray(out, 11 * LANES);
    c60.intoArray(out, 12 * LANES);
    c61.intoArray(out, 13 * LANES);
    c70.intoArray(out, 14 * LANES);
    c71.intoArray(out, 15 * LANES);
  }

  /** Eight columns against a panel of one vector. */
  static void eightHalf(float[] a, int aWidth, int aOffset, float[] b, int depth, float[] out) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c60 = FloatVector.zero(SPECIES);
    FloatVector c70 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      int from = aOffset + p * aWidth;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, a[from]);
      c00 = q.fma(b0, c00);
      q = FloatVector.broadcast(SPECIES, a[from + 1]);
      c10 = q.fma(b0, c10);
      q = FloatVector.broadcast(SPECIES, a[from + 2]);
      c20 = q.fma(b0, c20);
      q = FloatVector.broadcast(SPECIES, a[from + 3]);
      c30 = q.fma(b0, c30);
      q = FloatVector.broadcast(SPECIES, a[from + 4]);
      c40 = q.fma(b0, c40);
      q = FloatVector.broadcast(SPECIES, a[from + 5]);
      c50 = q.fma(b0, c50);
      q = FloatVector.broadcast(SPECIES, a[from + 6]);
      c60 = q.fma(b0, c60);
      q = FloatVector.broadcast(SPECIES, a[from + 7]);
      c70 = q.fma(b0, c70);
    }
    c00.intoArray(out, 0);
    c10.intoArray(out, LANES);
    c20.intoArray(out, 2 * LANES);
    c30.intoArray(out, 3 * LANES);
    c40.intoArray(out, 4 * LANES);
    c50.intoArray(out, 5 * LANES);
    c60.intoArray(out, 6 * LANES);
    c70.intoArray(out, 7 * LANES);
  }

  /** Four columns against a panel of two vectors. */
  static void fourFull(float[] a, int aWidth, int aOffset, float[] b, int depth, float[] out) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      int from = aOffset + p * aWidth;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * 2 * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, p * 2 * LANES + LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, a[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      q = FloatVector.broadcast(SPECIES, a[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      q = FloatVector.broadcast(SPECIES, a[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      q = FloatVector.broadcast(SPECIES, a[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
    }
    c00.intoArray(out, 0);
    c01.intoArray(out, LANES);
    c10.intoArray(out, 2 * LANES);
    c11.intoArray(out, 3 * LANES);
    c20.intoArray(out, 4 * LANES);
    c21.intoArray(out, 5 * LANES);
    c30.intoArray(out, 6 * LANES);
    c31.intoArray(out, 7 * LANES);
  }

  /** Four columns against a panel of one vector. */
  static void fourHalf(float[] a, int aWidth, int aOffset, float[] b, int depth, float[] out) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      int from = aOffset + p * aWidth;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, a[from]);
      c00 = q.fma(b0, c00);
      q = FloatVector.broadcast(SPECIES, a[from + 1]);
      c10 = q.fma(b0, c10);
      q = FloatVector.broadcast(SPECIES, a[from + 2]);
      c20 = q.fma(b0, c20);
      q = FloatVector.broadcast(SPECIES, a[from + 3]);
      c30 = q.fma(b0, c30);
    }
    c00.intoArray(out, 0);
    c10.intoArray(out, LANES);
    c20.intoArray(out, 2 * LANES);
    c30.intoArray(out, 3 * LANES);
  }
}
