package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles for processors with 32 vector registers: twelve rows of x against a panel, 24 sums in
 * registers. Each value of x is spread over a vector and multiplied with the values of one column
 * of the panel. The sums are local variables, because the compiler keeps no array of vectors in
 * registers; two columns per turn halve the index arithmetic, which competes with the multipliers.
 *
 * <p>{@code out[r][c] = start[c] + sum over p < depth of x[r][p] * b[p][c]} with rows of x at
 * {@code stride} from {@code x0} and rows of out at {@code ld} from {@code oo}.
 */
final class WideTiles {

  /** Rows of a tile. */
  static final int ROWS = 12;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private WideTiles() {}

  /** Twelve rows against a panel of two vectors. */
  static void full(
      float[] x,
      int x0,
      int stride,
      float[] b,
      int depth,
      float[] start,
      int so,
      float[] out,
      int oo,
      int ld) {
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    int x4 = x3 + stride;
    int x5 = x4 + stride;
    int x6 = x5 + stride;
    int x7 = x6 + stride;
    int x8 = x7 + stride;
    int x9 = x8 + stride;
    int x10 = x9 + stride;
    int x11 = x10 + stride;
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
    FloatVector c40 = s0;
    FloatVector c41 = s1;
    FloatVector c50 = s0;
    FloatVector c51 = s1;
    FloatVector c60 = s0;
    FloatVector c61 = s1;
    FloatVector c70 = s0;
    FloatVector c71 = s1;
    FloatVector c80 = s0;
    FloatVector c81 = s1;
    FloatVector c90 = s0;
    FloatVector c91 = s1;
    FloatVector ca0 = s0;
    FloatVector ca1 = s1;
    FloatVector cb0 = s0;
    FloatVector cb1 = s1;
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
      a = FloatVector.broadcast(SPECIES, x[x4 + p]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(SPECIES, x[x5 + p]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(SPECIES, x[x6 + p]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(SPECIES, x[x7 + p]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
      a = FloatVector.broadcast(SPECIES, x[x8 + p]);
      c80 = a.fma(b0, c80);
      c81 = a.fma(b1, c81);
      a = FloatVector.broadcast(SPECIES, x[x9 + p]);
      c90 = a.fma(b0, c90);
      c91 = a.fma(b1, c91);
      a = FloatVector.broadcast(SPECIES, x[x10 + p]);
      ca0 = a.fma(b0, ca0);
      ca1 = a.fma(b1, ca1);
      a = FloatVector.broadcast(SPECIES, x[x11 + p]);
      cb0 = a.fma(b0, cb0);
      cb1 = a.fma(b1, cb1);
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
      a = FloatVector.broadcast(SPECIES, x[x4 + p + 1]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(SPECIES, x[x5 + p + 1]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(SPECIES, x[x6 + p + 1]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(SPECIES, x[x7 + p + 1]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
      a = FloatVector.broadcast(SPECIES, x[x8 + p + 1]);
      c80 = a.fma(b0, c80);
      c81 = a.fma(b1, c81);
      a = FloatVector.broadcast(SPECIES, x[x9 + p + 1]);
      c90 = a.fma(b0, c90);
      c91 = a.fma(b1, c91);
      a = FloatVector.broadcast(SPECIES, x[x10 + p + 1]);
      ca0 = a.fma(b0, ca0);
      ca1 = a.fma(b1, ca1);
      a = FloatVector.broadcast(SPECIES, x[x11 + p + 1]);
      cb0 = a.fma(b0, cb0);
      cb1 = a.fma(b1, cb1);
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
      a = FloatVector.broadcast(SPECIES, x[x4 + p]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(SPECIES, x[x5 + p]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(SPECIES, x[x6 + p]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(SPECIES, x[x7 + p]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
      a = FloatVector.broadcast(SPECIES, x[x8 + p]);
      c80 = a.fma(b0, c80);
      c81 = a.fma(b1, c81);
      a = FloatVector.broadcast(SPECIES, x[x9 + p]);
      c90 = a.fma(b0, c90);
      c91 = a.fma(b1, c91);
      a = FloatVector.broadcast(SPECIES, x[x10 + p]);
      ca0 = a.fma(b0, ca0);
      ca1 = a.fma(b1, ca1);
      a = FloatVector.broadcast(SPECIES, x[x11 + p]);
      cb0 = a.fma(b0, cb0);
      cb1 = a.fma(b1, cb1);
    }
    c00.intoArray(out, oo);
    c01.intoArray(out, oo + LANES);
    c10.intoArray(out, oo + ld);
    c11.intoArray(out, oo + ld + LANES);
    c20.intoArray(out, oo + 2 * ld);
    c21.intoArray(out, oo + 2 * ld + LANES);
    c30.intoArray(out, oo + 3 * ld);
    c31.intoArray(out, oo + 3 * ld + LANES);
    c40.intoArray(out, oo + 4 * ld);
    c41.intoArray(out, oo + 4 * ld + LANES);
    c50.intoArray(out, oo + 5 * ld);
    c51.intoArray(out, oo + 5 * ld + LANES);
    c60.intoArray(out, oo + 6 * ld);
    c61.intoArray(out, oo + 6 * ld + LANES);
    c70.intoArray(out, oo + 7 * ld);
    c71.intoArray(out, oo + 7 * ld + LANES);
    c80.intoArray(out, oo + 8 * ld);
    c81.intoArray(out, oo + 8 * ld + LANES);
    c90.intoArray(out, oo + 9 * ld);
    c91.intoArray(out, oo + 9 * ld + LANES);
    ca0.intoArray(out, oo + 10 * ld);
    ca1.intoArray(out, oo + 10 * ld + LANES);
    cb0.intoArray(out, oo + 11 * ld);
    cb1.intoArray(out, oo + 11 * ld + LANES);
  }

  /** Twelve rows against a panel of one vector. */
  static void half(
      float[] x,
      int x0,
      int stride,
      float[] b,
      int depth,
      float[] start,
      int so,
      float[] out,
      int oo,
      int ld) {
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    int x4 = x3 + stride;
    int x5 = x4 + stride;
    int x6 = x5 + stride;
    int x7 = x6 + stride;
    int x8 = x7 + stride;
    int x9 = x8 + stride;
    int x10 = x9 + stride;
    int x11 = x10 + stride;
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, so);
    FloatVector c00 = s0;
    FloatVector c10 = s0;
    FloatVector c20 = s0;
    FloatVector c30 = s0;
    FloatVector c40 = s0;
    FloatVector c50 = s0;
    FloatVector c60 = s0;
    FloatVector c70 = s0;
    FloatVector c80 = s0;
    FloatVector c90 = s0;
    FloatVector ca0 = s0;
    FloatVector cb0 = s0;
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
      a = FloatVector.broadcast(SPECIES, x[x4 + p]);
      c40 = a.fma(b0, c40);
      a = FloatVector.broadcast(SPECIES, x[x5 + p]);
      c50 = a.fma(b0, c50);
      a = FloatVector.broadcast(SPECIES, x[x6 + p]);
      c60 = a.fma(b0, c60);
      a = FloatVector.broadcast(SPECIES, x[x7 + p]);
      c70 = a.fma(b0, c70);
      a = FloatVector.broadcast(SPECIES, x[x8 + p]);
      c80 = a.fma(b0, c80);
      a = FloatVector.broadcast(SPECIES, x[x9 + p]);
      c90 = a.fma(b0, c90);
      a = FloatVector.broadcast(SPECIES, x[x10 + p]);
      ca0 = a.fma(b0, ca0);
      a = FloatVector.broadcast(SPECIES, x[x11 + p]);
      cb0 = a.fma(b0, cb0);
      b0 = FloatVector.fromArray(SPECIES, b, at + LANES);
      a = FloatVector.broadcast(SPECIES, x[x0 + p + 1]);
      c00 = a.fma(b0, c00);
      a = FloatVector.broadcast(SPECIES, x[x1 + p + 1]);
      c10 = a.fma(b0, c10);
      a = FloatVector.broadcast(SPECIES, x[x2 + p + 1]);
      c20 = a.fma(b0, c20);
      a = FloatVector.broadcast(SPECIES, x[x3 + p + 1]);
      c30 = a.fma(b0, c30);
      a = FloatVector.broadcast(SPECIES, x[x4 + p + 1]);
      c40 = a.fma(b0, c40);
      a = FloatVector.broadcast(SPECIES, x[x5 + p + 1]);
      c50 = a.fma(b0, c50);
      a = FloatVector.broadcast(SPECIES, x[x6 + p + 1]);
      c60 = a.fma(b0, c60);
      a = FloatVector.broadcast(SPECIES, x[x7 + p + 1]);
      c70 = a.fma(b0, c70);
      a = FloatVector.broadcast(SPECIES, x[x8 + p + 1]);
      c80 = a.fma(b0, c80);
      a = FloatVector.broadcast(SPECIES, x[x9 + p + 1]);
      c90 = a.fma(b0, c90);
      a = FloatVector.broadcast(SPECIES, x[x10 + p + 1]);
      ca0 = a.fma(b0, ca0);
      a = FloatVector.broadcast(SPECIES, x[x11 + p + 1]);
      cb0 = a.fma(b0, cb0);
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
      a = FloatVector.broadcast(SPECIES, x[x4 + p]);
      c40 = a.fma(b0, c40);
      a = FloatVector.broadcast(SPECIES, x[x5 + p]);
      c50 = a.fma(b0, c50);
      a = FloatVector.broadcast(SPECIES, x[x6 + p]);
      c60 = a.fma(b0, c60);
      a = FloatVector.broadcast(SPECIES, x[x7 + p]);
      c70 = a.fma(b0, c70);
      a = FloatVector.broadcast(SPECIES, x[x8 + p]);
      c80 = a.fma(b0, c80);
      a = FloatVector.broadcast(SPECIES, x[x9 + p]);
      c90 = a.fma(b0, c90);
      a = FloatVector.broadcast(SPECIES, x[x10 + p]);
      ca0 = a.fma(b0, ca0);
      a = FloatVector.broadcast(SPECIES, x[x11 + p]);
      cb0 = a.fma(b0, cb0);
    }
    c00.intoArray(out, oo);
    c10.intoArray(out, oo + ld);
    c20.intoArray(out, oo + 2 * ld);
    c30.intoArray(out, oo + 3 * ld);
    c40.intoArray(out, oo + 4 * ld);
    c50.intoArray(out, oo + 5 * ld);
    c60.intoArray(out, oo + 6 * ld);
    c70.intoArray(out, oo + 7 * ld);
    c80.intoArray(out, oo + 8 * ld);
    c90.intoArray(out, oo + 9 * ld);
    ca0.intoArray(out, oo + 10 * ld);
    cb0.intoArray(out, oo + 11 * ld);
  }
}
