package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of four rows, for processors with 16 vector registers and for the last few rows anywhere;
 * see {@link WideTiles}.
 */
final class NarrowTiles {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private NarrowTiles() {}

  /** Four rows against a panel of two vectors. */
  static void full(
      float[] x,
      int x0,
      int x1,
      int x2,
      int x3,
      float[] b,
      int depth,
      float[] start,
      int so,
      float[] out,
      int oo,
      int ld) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, so);
    FloatVector s1 = FloatVector.fromArray(SPECIES, start, so + LANES);
    FloatVector c00 = s0;
    FloatVector c01 = s1;
    FloatVector c10 = s0;
    FloatVector c11 = s1;
    FloatVector c20 = s0;
    FloatVector c21 = s1;
    FloatVector c30 = s0;
    FloatVector c31 = s1;
    int p = 0;
    for (; p < depth - 1; p += 2) {
      int at = p * 2 * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + p]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(SPECIES, x[x1 + p]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(SPECIES, x[x2 + p]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(SPECIES, x[x3 + p]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      b0 = FloatVector.fromArray(SPECIES, b, at + 2 * LANES);
      b1 = FloatVector.fromArray(SPECIES, b, at + 3 * LANES);
      a = FloatVector.broadcast(SPECIES, x[x0 + p + 1]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(SPECIES, x[x1 + p + 1]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(SPECIES, x[x2 + p + 1]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(SPECIES, x[x3 + p + 1]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
    }
    if (p < depth) {
      int at = p * 2 * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + p]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(SPECIES, x[x1 + p]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(SPECIES, x[x2 + p]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(SPECIES, x[x3 + p]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
    }
    c00.intoArray(out, oo);
    c01.intoArray(out, oo + LANES);
    c10.intoArray(out, oo + ld);
    c11.intoArray(out, oo + ld + LANES);
    c20.intoArray(out, oo + 2 * ld);
    c21.intoArray(out, oo + 2 * ld + LANES);
    c30.intoArray(out, oo + 3 * ld);
    c31.intoArray(out, oo + 3 * ld + LANES);
  }

  /** Four rows against a panel of one vector. */
  static void half(
      float[] x,
      int x0,
      int x1,
      int x2,
      int x3,
      float[] b,
      int depth,
      float[] start,
      int so,
      float[] out,
      int oo,
      int ld) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, so);
    FloatVector c00 = s0;
    FloatVector c10 = s0;
    FloatVector c20 = s0;
    FloatVector c30 = s0;
    int p = 0;
    for (; p < depth - 1; p += 2) {
      int at = p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + p]);
      c00 = a.fma(b0, c00);
      a = FloatVector.broadcast(SPECIES, x[x1 + p]);
      c10 = a.fma(b0, c10);
      a = FloatVector.broadcast(SPECIES, x[x2 + p]);
      c20 = a.fma(b0, c20);
      a = FloatVector.broadcast(SPECIES, x[x3 + p]);
      c30 = a.fma(b0, c30);
      b0 = FloatVector.fromArray(SPECIES, b, at + LANES);
      a = FloatVector.broadcast(SPECIES, x[x0 + p + 1]);
      c00 = a.fma(b0, c00);
      a = FloatVector.broadcast(SPECIES, x[x1 + p + 1]);
      c10 = a.fma(b0, c10);
      a = FloatVector.broadcast(SPECIES, x[x2 + p + 1]);
      c20 = a.fma(b0, c20);
      a = FloatVector.broadcast(SPECIES, x[x3 + p + 1]);
      c30 = a.fma(b0, c30);
    }
    if (p < depth) {
      int at = p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector a = FloatVector.broadcast(SPECIES, x[x0 + p]);
      c00 = a.fma(b0, c00);
      a = FloatVector.broadcast(SPECIES, x[x1 + p]);
      c10 = a.fma(b0, c10);
      a = FloatVector.broadcast(SPECIES, x[x2 + p]);
      c20 = a.fma(b0, c20);
      a = FloatVector.broadcast(SPECIES, x[x3 + p]);
      c30 = a.fma(b0, c30);
    }
    c00.intoArray(out, oo);
    c10.intoArray(out, oo + ld);
    c20.intoArray(out, oo + 2 * ld);
    c30.intoArray(out, oo + 3 * ld);
  }
}
