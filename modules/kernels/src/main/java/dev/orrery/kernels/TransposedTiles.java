package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a product with a transposed left matrix: neighbouring columns of a against vectors of
 * neighbouring columns of b, summed over the rows of both. The sums are local variables, because
 * the compiler keeps no array of vectors in registers.
 *
 * <p>{@code out[at + i * ld + j] += sum over p < depth of a[aAt + p * aStride + i] * b[bAt + p *
 * bStride + j]}.
 */
final class TransposedTiles {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private TransposedTiles() {}

  /** Eight columns of a against three vectors of b. */
  static void eightByThree(
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      int depth,
      float[] out,
      int at,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, out, at);
    FloatVector c01 = FloatVector.fromArray(SPECIES, out, at + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, out, at + 2 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, out, at + ld);
    FloatVector c11 = FloatVector.fromArray(SPECIES, out, at + ld + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, out, at + ld + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, out, at + 2 * ld);
    FloatVector c21 = FloatVector.fromArray(SPECIES, out, at + 2 * ld + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, out, at + 2 * ld + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, out, at + 3 * ld);
    FloatVector c31 = FloatVector.fromArray(SPECIES, out, at + 3 * ld + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, out, at + 3 * ld + 2 * LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, out, at + 4 * ld);
    FloatVector c41 = FloatVector.fromArray(SPECIES, out, at + 4 * ld + LANES);
    FloatVector c42 = FloatVector.fromArray(SPECIES, out, at + 4 * ld + 2 * LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, out, at + 5 * ld);
    FloatVector c51 = FloatVector.fromArray(SPECIES, out, at + 5 * ld + LANES);
    FloatVector c52 = FloatVector.fromArray(SPECIES, out, at + 5 * ld + 2 * LANES);
    FloatVector c60 = FloatVector.fromArray(SPECIES, out, at + 6 * ld);
    FloatVector c61 = FloatVector.fromArray(SPECIES, out, at + 6 * ld + LANES);
    FloatVector c62 = FloatVector.fromArray(SPECIES, out, at + 6 * ld + 2 * LANES);
    FloatVector c70 = FloatVector.fromArray(SPECIES, out, at + 7 * ld);
    FloatVector c71 = FloatVector.fromArray(SPECIES, out, at + 7 * ld + LANES);
    FloatVector c72 = FloatVector.fromArray(SPECIES, out, at + 7 * ld + 2 * LANES);
    for (int p = 0; p < depth; p++) {
      int from = aAt + p * aStride;
      int row = bAt + p * bStride;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, row + 2 * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, a[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      c02 = q.fma(b2, c02);
      q = FloatVector.broadcast(SPECIES, a[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      c12 = q.fma(b2, c12);
      q = FloatVector.broadcast(SPECIES, a[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      c22 = q.fma(b2, c22);
      q = FloatVector.broadcast(SPECIES, a[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
      c32 = q.fma(b2, c32);
      q = FloatVector.broadcast(SPECIES, a[from + 4]);
      c40 = q.fma(b0, c40);
      c41 = q.fma(b1, c41);
      c42 = q.fma(b2, c42);
      q = FloatVector.broadcast(SPECIES, a[from + 5]);
      c50 = q.fma(b0, c50);
      c51 = q.fma(b1, c51);
      c52 = q.fma(b2, c52);
      q = FloatVector.broadcast(SPECIES, a[from + 6]);
      c60 = q.fma(b0, c60);
      c61 = q.fma(b1, c61);
      c62 = q.fma(b2, c62);
      q = FloatVector.broadcast(SPECIES, a[from + 7]);
      c70 = q.fma(b0, c70);
      c71 = q.fma(b1, c71);
      c72 = q.fma(b2, c72);
    }
    c00.intoArray(out, at);
    c01.intoArray(out, at + LANES);
    c02.intoArray(out, at + 2 * LANES);
    c10.intoArray(out, at + ld);
    c11.intoArray(out, at + ld + LANES);
    c12.intoArray(out, at + ld + 2 * LANES);
    c20.intoArray(out, at + 2 * ld);
    c21.intoArray(out, at + 2 * ld + LANES);
    c22.intoArray(out, at + 2 * ld + 2 * LANES);
    c30.intoArray(out, at + 3 * ld);
    c31.intoArray(out, at + 3 * ld + LANES);
    c32.intoArray(out, at + 3 * ld + 2 * LANES);
    c40.intoArray(out, at + 4 * ld);
    c41.intoArray(out, at + 4 * ld + LANES);
    c42.intoArray(out, at + 4 * ld + 2 * LANES);
    c50.intoArray(out, at + 5 * ld);
    c51.intoArray(out, at + 5 * ld + LANES);
    c52.intoArray(out, at + 5 * ld + 2 * LANES);
    c60.intoArray(out, at + 6 * ld);
    c61.intoArray(out, at + 6 * ld + LANES);
    c62.intoArray(out, at + 6 * ld + 2 * LANES);
    c70.intoArray(out, at + 7 * ld);
    c71.intoArray(out, at + 7 * ld + LANES);
    c72.intoArray(out, at + 7 * ld + 2 * LANES);
  }

  /** Eight columns of a against two vectors of b. */
  static void eightByTwo(
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      int depth,
      float[] out,
      int at,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, out, at);
    FloatVector c01 = FloatVector.fromArray(SPECIES, out, at + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, out, at + ld);
    FloatVector c11 = FloatVector.fromArray(SPECIES, out, at + ld + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, out, at + 2 * ld);
    FloatVector c21 = FloatVector.fromArray(SPECIES, out, at + 2 * ld + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, out, at + 3 * ld);
    FloatVector c31 = FloatVector.fromArray(SPECIES, out, at + 3 * ld + LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, out, at + 4 * ld);
    FloatVector c41 = FloatVector.fromArray(SPECIES, out, at + 4 * ld + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, out, at + 5 * ld);
    FloatVector c51 = FloatVector.fromArray(SPECIES, out, at + 5 * ld + LANES);
    FloatVector c60 = FloatVector.fromArray(SPECIES, out, at + 6 * ld);
    FloatVector c61 = FloatVector.fromArray(SPECIES, out, at + 6 * ld + LANES);
    FloatVector c70 = FloatVector.fromArray(SPECIES, out, at + 7 * ld);
    FloatVector c71 = FloatVector.fromArray(SPECIES, out, at + 7 * ld + LANES);
    for (int p = 0; p < depth; p++) {
      int from = aAt + p * aStride;
      int row = bAt + p * bStride;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
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
    c00.intoArray(out, at);
    c01.intoArray(out, at + LANES);
    c10.intoArray(out, at + ld);
    c11.intoArray(out, at + ld + LANES);
    c20.intoArray(out, at + 2 * ld);
    c21.intoArray(out, at + 2 * ld + LANES);
    c30.intoArray(out, at + 3 * ld);
    c31.intoArray(out, at + 3 * ld + LANES);
    c40.intoArray(out, at + 4 * ld);
    c41.intoArray(out, at + 4 * ld + LANES);
    c50.intoArray(out, at + 5 * ld);
    c51.intoArray(out, at + 5 * ld + LANES);
    c60.intoArray(out, at + 6 * ld);
    c61.intoArray(out, at + 6 * ld + LANES);
    c70.intoArray(out, at + 7 * ld);
    c71.intoArray(out, at + 7 * ld + LANES);
  }

  /** Eight columns of a against one vector of b. */
  static void eightByOne(
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      int depth,
      float[] out,
      int at,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, out, at);
    FloatVector c10 = FloatVector.fromArray(SPECIES, out, at + ld);
    FloatVector c20 = FloatVector.fromArray(SPECIES, out, at + 2 * ld);
    FloatVector c30 = FloatVector.fromArray(SPECIES, out, at + 3 * ld);
    FloatVector c40 = FloatVector.fromArray(SPECIES, out, at + 4 * ld);
    FloatVector c50 = FloatVector.fromArray(SPECIES, out, at + 5 * ld);
    FloatVector c60 = FloatVector.fromArray(SPECIES, out, at + 6 * ld);
    FloatVector c70 = FloatVector.fromArray(SPECIES, out, at + 7 * ld);
    for (int p = 0; p < depth; p++) {
      int from = aAt + p * aStride;
      int row = bAt + p * bStride;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
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
    c00.intoArray(out, at);
    c10.intoArray(out, at + ld);
    c20.intoArray(out, at + 2 * ld);
    c30.intoArray(out, at + 3 * ld);
    c40.intoArray(out, at + 4 * ld);
    c50.intoArray(out, at + 5 * ld);
    c60.intoArray(out, at + 6 * ld);
    c70.intoArray(out, at + 7 * ld);
  }

  /** Four columns of a against three vectors of b. */
  static void fourByThree(
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      int depth,
      float[] out,
      int at,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, out, at);
    FloatVector c01 = FloatVector.fromArray(SPECIES, out, at + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, out, at + 2 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, out, at + ld);
    FloatVector c11 = FloatVector.fromArray(SPECIES, out, at + ld + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, out, at + ld + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, out, at + 2 * ld);
    FloatVector c21 = FloatVector.fromArray(SPECIES, out, at + 2 * ld + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, out, at + 2 * ld + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, out, at + 3 * ld);
    FloatVector c31 = FloatVector.fromArray(SPECIES, out, at + 3 * ld + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, out, at + 3 * ld + 2 * LANES);
    for (int p = 0; p < depth; p++) {
      int from = aAt + p * aStride;
      int row = bAt + p * bStride;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, row + 2 * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, a[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      c02 = q.fma(b2, c02);
      q = FloatVector.broadcast(SPECIES, a[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      c12 = q.fma(b2, c12);
      q = FloatVector.broadcast(SPECIES, a[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      c22 = q.fma(b2, c22);
      q = FloatVector.broadcast(SPECIES, a[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
      c32 = q.fma(b2, c32);
    }
    c00.intoArray(out, at);
    c01.intoArray(out, at + LANES);
    c02.intoArray(out, at + 2 * LANES);
    c10.intoArray(out, at + ld);
    c11.intoArray(out, at + ld + LANES);
    c12.intoArray(out, at + ld + 2 * LANES);
    c20.intoArray(out, at + 2 * ld);
    c21.intoArray(out, at + 2 * ld + LANES);
    c22.intoArray(out, at + 2 * ld + 2 * LANES);
    c30.intoArray(out, at + 3 * ld);
    c31.intoArray(out, at + 3 * ld + LANES);
    c32.intoArray(out, at + 3 * ld + 2 * LANES);
  }

  /** Four columns of a against two vectors of b. */
  static void fourByTwo(
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      int depth,
      float[] out,
      int at,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, out, at);
    FloatVector c01 = FloatVector.fromArray(SPECIES, out, at + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, out, at + ld);
    FloatVector c11 = FloatVector.fromArray(SPECIES, out, at + ld + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, out, at + 2 * ld);
    FloatVector c21 = FloatVector.fromArray(SPECIES, out, at + 2 * ld + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, out, at + 3 * ld);
    FloatVector c31 = FloatVector.fromArray(SPECIES, out, at + 3 * ld + LANES);
    for (int p = 0; p < depth; p++) {
      int from = aAt + p * aStride;
      int row = bAt + p * bStride;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
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
    c00.intoArray(out, at);
    c01.intoArray(out, at + LANES);
    c10.intoArray(out, at + ld);
    c11.intoArray(out, at + ld + LANES);
    c20.intoArray(out, at + 2 * ld);
    c21.intoArray(out, at + 2 * ld + LANES);
    c30.intoArray(out, at + 3 * ld);
    c31.intoArray(out, at + 3 * ld + LANES);
  }

  /** Four columns of a against one vector of b. */
  static void fourByOne(
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      int bStride,
      int depth,
      float[] out,
      int at,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, out, at);
    FloatVector c10 = FloatVector.fromArray(SPECIES, out, at + ld);
    FloatVector c20 = FloatVector.fromArray(SPECIES, out, at + 2 * ld);
    FloatVector c30 = FloatVector.fromArray(SPECIES, out, at + 3 * ld);
    for (int p = 0; p < depth; p++) {
      int from = aAt + p * aStride;
      int row = bAt + p * bStride;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector q = FloatVector.broadcast(SPECIES, a[from]);
      c00 = q.fma(b0, c00);
      q = FloatVector.broadcast(SPECIES, a[from + 1]);
      c10 = q.fma(b0, c10);
      q = FloatVector.broadcast(SPECIES, a[from + 2]);
      c20 = q.fma(b0, c20);
      q = FloatVector.broadcast(SPECIES, a[from + 3]);
      c30 = q.fma(b0, c30);
    }
    c00.intoArray(out, at);
    c10.intoArray(out, at + ld);
    c20.intoArray(out, at + 2 * ld);
    c30.intoArray(out, at + 3 * ld);
  }
}
