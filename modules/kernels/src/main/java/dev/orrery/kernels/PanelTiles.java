package dev.orrery.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a Gram matrix on copied panels of as many columns as a vector has lanes: neighbouring
 * columns of one panel against some panels, a vector of each, summed over the rows of both. All
 * rows lie at one constant distance, and every place in a loop is one fixed place and a multiple of
 * the turn, so that the compiler checks the bounds once and not in every turn; see {@link
 * TransposedTiles} for rows at any distance.
 *
 * <p>{@code sums[at + i * STRIDE + v * LANES + j] += sum over p < depth of panels[a + p * LANES +
 * i] * panels[b + v * step + p * LANES + j]}.
 */
final class PanelTiles {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** From one row of sums to the next. */
  static final int STRIDE = SimdKernels.TILE_VECTORS * LANES;

  private PanelTiles() {}

  /** As {@link BlockedKernels#panelTile}. */
  static void add(
      float[] panels,
      int a,
      int height,
      int b,
      int step,
      int vectors,
      int depth,
      float[] sums,
      int at) {
    if (height == 8) {
      switch (vectors) {
        case 3 -> eightByThree(panels, a, b, step, depth, sums, at);
        case 2 -> eightByTwo(panels, a, b, step, depth, sums, at);
        default -> eightByOne(panels, a, b, depth, sums, at);
      }
    } else {
      switch (vectors) {
        case 3 -> fourByThree(panels, a, b, step, depth, sums, at);
        case 2 -> fourByTwo(panels, a, b, step, depth, sums, at);
        default -> fourByOne(panels, a, b, depth, sums, at);
      }
    }
  }

  /** As {@link BlockedKernels#copyPanel}. */
  static void copy(float[] x, int at, int xStride, int rows, int n, float[] out, int to) {
    if (n == LANES) {
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(SPECIES, x, at + r * xStride).intoArray(out, to + r * LANES);
      }
    } else {
      VectorMask<Float> used = SPECIES.indexInRange(0, n);
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(SPECIES, x, at + r * xStride, used).intoArray(out, to + r * LANES);
      }
    }
  }

  /** Eight columns of the left panel, three right ones. */
  static void eightByThree(
      float[] panels, int a, int b, int step, int depth, float[] sums, int at) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c02 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c12 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c22 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    FloatVector c32 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c41 = FloatVector.zero(SPECIES);
    FloatVector c42 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c51 = FloatVector.zero(SPECIES);
    FloatVector c52 = FloatVector.zero(SPECIES);
    FloatVector c60 = FloatVector.zero(SPECIES);
    FloatVector c61 = FloatVector.zero(SPECIES);
    FloatVector c62 = FloatVector.zero(SPECIES);
    FloatVector c70 = FloatVector.zero(SPECIES);
    FloatVector c71 = FloatVector.zero(SPECIES);
    FloatVector c72 = FloatVector.zero(SPECIES);
    int second = b + step;
    int third = second + step;
    for (int p = 0; p < depth; p++) {
      int from = a + p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, panels, b + p * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panels, second + p * LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, panels, third + p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, panels[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      c02 = q.fma(b2, c02);
      q = FloatVector.broadcast(SPECIES, panels[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      c12 = q.fma(b2, c12);
      q = FloatVector.broadcast(SPECIES, panels[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      c22 = q.fma(b2, c22);
      q = FloatVector.broadcast(SPECIES, panels[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
      c32 = q.fma(b2, c32);
      q = FloatVector.broadcast(SPECIES, panels[from + 4]);
      c40 = q.fma(b0, c40);
      c41 = q.fma(b1, c41);
      c42 = q.fma(b2, c42);
      q = FloatVector.broadcast(SPECIES, panels[from + 5]);
      c50 = q.fma(b0, c50);
      c51 = q.fma(b1, c51);
      c52 = q.fma(b2, c52);
      q = FloatVector.broadcast(SPECIES, panels[from + 6]);
      c60 = q.fma(b0, c60);
      c61 = q.fma(b1, c61);
      c62 = q.fma(b2, c62);
      q = FloatVector.broadcast(SPECIES, panels[from + 7]);
      c70 = q.fma(b0, c70);
      c71 = q.fma(b1, c71);
      c72 = q.fma(b2, c72);
    }
    c00.add(FloatVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    c01.add(FloatVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    c02.add(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES)).intoArray(sums, at + 2 * LANES);
    c10.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE)).intoArray(sums, at + STRIDE);
    c11.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE + LANES))
        .intoArray(sums, at + STRIDE + LANES);
    c12.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE + 2 * LANES))
        .intoArray(sums, at + STRIDE + 2 * LANES);
    c20.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE)).intoArray(sums, at + 2 * STRIDE);
    c21.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE + LANES))
        .intoArray(sums, at + 2 * STRIDE + LANES);
    c22.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 2 * STRIDE + 2 * LANES);
    c30.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE)).intoArray(sums, at + 3 * STRIDE);
    c31.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE + LANES))
        .intoArray(sums, at + 3 * STRIDE + LANES);
    c32.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 3 * STRIDE + 2 * LANES);
    c40.add(FloatVector.fromArray(SPECIES, sums, at + 4 * STRIDE)).intoArray(sums, at + 4 * STRIDE);
    c41.add(FloatVector.fromArray(SPECIES, sums, at + 4 * STRIDE + LANES))
        .intoArray(sums, at + 4 * STRIDE + LANES);
    c42.add(FloatVector.fromArray(SPECIES, sums, at + 4 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 4 * STRIDE + 2 * LANES);
    c50.add(FloatVector.fromArray(SPECIES, sums, at + 5 * STRIDE)).intoArray(sums, at + 5 * STRIDE);
    c51.add(FloatVector.fromArray(SPECIES, sums, at + 5 * STRIDE + LANES))
        .intoArray(sums, at + 5 * STRIDE + LANES);
    c52.add(FloatVector.fromArray(SPECIES, sums, at + 5 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 5 * STRIDE + 2 * LANES);
    c60.add(FloatVector.fromArray(SPECIES, sums, at + 6 * STRIDE)).intoArray(sums, at + 6 * STRIDE);
    c61.add(FloatVector.fromArray(SPECIES, sums, at + 6 * STRIDE + LANES))
        .intoArray(sums, at + 6 * STRIDE + LANES);
    c62.add(FloatVector.fromArray(SPECIES, sums, at + 6 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 6 * STRIDE + 2 * LANES);
    c70.add(FloatVector.fromArray(SPECIES, sums, at + 7 * STRIDE)).intoArray(sums, at + 7 * STRIDE);
    c71.add(FloatVector.fromArray(SPECIES, sums, at + 7 * STRIDE + LANES))
        .intoArray(sums, at + 7 * STRIDE + LANES);
    c72.add(FloatVector.fromArray(SPECIES, sums, at + 7 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 7 * STRIDE + 2 * LANES);
  }

  /** Eight columns of the left panel, two right ones. */
  static void eightByTwo(float[] panels, int a, int b, int step, int depth, float[] sums, int at) {
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
    int second = b + step;
    for (int p = 0; p < depth; p++) {
      int from = a + p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, panels, b + p * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panels, second + p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, panels[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      q = FloatVector.broadcast(SPECIES, panels[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      q = FloatVector.broadcast(SPECIES, panels[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      q = FloatVector.broadcast(SPECIES, panels[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
      q = FloatVector.broadcast(SPECIES, panels[from + 4]);
      c40 = q.fma(b0, c40);
      c41 = q.fma(b1, c41);
      q = FloatVector.broadcast(SPECIES, panels[from + 5]);
      c50 = q.fma(b0, c50);
      c51 = q.fma(b1, c51);
      q = FloatVector.broadcast(SPECIES, panels[from + 6]);
      c60 = q.fma(b0, c60);
      c61 = q.fma(b1, c61);
      q = FloatVector.broadcast(SPECIES, panels[from + 7]);
      c70 = q.fma(b0, c70);
      c71 = q.fma(b1, c71);
    }
    c00.add(FloatVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    c01.add(FloatVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    c10.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE)).intoArray(sums, at + STRIDE);
    c11.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE + LANES))
        .intoArray(sums, at + STRIDE + LANES);
    c20.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE)).intoArray(sums, at + 2 * STRIDE);
    c21.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE + LANES))
        .intoArray(sums, at + 2 * STRIDE + LANES);
    c30.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE)).intoArray(sums, at + 3 * STRIDE);
    c31.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE + LANES))
        .intoArray(sums, at + 3 * STRIDE + LANES);
    c40.add(FloatVector.fromArray(SPECIES, sums, at + 4 * STRIDE)).intoArray(sums, at + 4 * STRIDE);
    c41.add(FloatVector.fromArray(SPECIES, sums, at + 4 * STRIDE + LANES))
        .intoArray(sums, at + 4 * STRIDE + LANES);
    c50.add(FloatVector.fromArray(SPECIES, sums, at + 5 * STRIDE)).intoArray(sums, at + 5 * STRIDE);
    c51.add(FloatVector.fromArray(SPECIES, sums, at + 5 * STRIDE + LANES))
        .intoArray(sums, at + 5 * STRIDE + LANES);
    c60.add(FloatVector.fromArray(SPECIES, sums, at + 6 * STRIDE)).intoArray(sums, at + 6 * STRIDE);
    c61.add(FloatVector.fromArray(SPECIES, sums, at + 6 * STRIDE + LANES))
        .intoArray(sums, at + 6 * STRIDE + LANES);
    c70.add(FloatVector.fromArray(SPECIES, sums, at + 7 * STRIDE)).intoArray(sums, at + 7 * STRIDE);
    c71.add(FloatVector.fromArray(SPECIES, sums, at + 7 * STRIDE + LANES))
        .intoArray(sums, at + 7 * STRIDE + LANES);
  }

  /** Eight columns of the left panel, one right one. */
  static void eightByOne(float[] panels, int a, int b, int depth, float[] sums, int at) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c40 = FloatVector.zero(SPECIES);
    FloatVector c50 = FloatVector.zero(SPECIES);
    FloatVector c60 = FloatVector.zero(SPECIES);
    FloatVector c70 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      int from = a + p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, panels, b + p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, panels[from]);
      c00 = q.fma(b0, c00);
      q = FloatVector.broadcast(SPECIES, panels[from + 1]);
      c10 = q.fma(b0, c10);
      q = FloatVector.broadcast(SPECIES, panels[from + 2]);
      c20 = q.fma(b0, c20);
      q = FloatVector.broadcast(SPECIES, panels[from + 3]);
      c30 = q.fma(b0, c30);
      q = FloatVector.broadcast(SPECIES, panels[from + 4]);
      c40 = q.fma(b0, c40);
      q = FloatVector.broadcast(SPECIES, panels[from + 5]);
      c50 = q.fma(b0, c50);
      q = FloatVector.broadcast(SPECIES, panels[from + 6]);
      c60 = q.fma(b0, c60);
      q = FloatVector.broadcast(SPECIES, panels[from + 7]);
      c70 = q.fma(b0, c70);
    }
    c00.add(FloatVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    c10.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE)).intoArray(sums, at + STRIDE);
    c20.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE)).intoArray(sums, at + 2 * STRIDE);
    c30.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE)).intoArray(sums, at + 3 * STRIDE);
    c40.add(FloatVector.fromArray(SPECIES, sums, at + 4 * STRIDE)).intoArray(sums, at + 4 * STRIDE);
    c50.add(FloatVector.fromArray(SPECIES, sums, at + 5 * STRIDE)).intoArray(sums, at + 5 * STRIDE);
    c60.add(FloatVector.fromArray(SPECIES, sums, at + 6 * STRIDE)).intoArray(sums, at + 6 * STRIDE);
    c70.add(FloatVector.fromArray(SPECIES, sums, at + 7 * STRIDE)).intoArray(sums, at + 7 * STRIDE);
  }

  /** Four columns of the left panel, three right ones. */
  static void fourByThree(float[] panels, int a, int b, int step, int depth, float[] sums, int at) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c02 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c12 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c22 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    FloatVector c32 = FloatVector.zero(SPECIES);
    int second = b + step;
    int third = second + step;
    for (int p = 0; p < depth; p++) {
      int from = a + p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, panels, b + p * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panels, second + p * LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, panels, third + p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, panels[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      c02 = q.fma(b2, c02);
      q = FloatVector.broadcast(SPECIES, panels[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      c12 = q.fma(b2, c12);
      q = FloatVector.broadcast(SPECIES, panels[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      c22 = q.fma(b2, c22);
      q = FloatVector.broadcast(SPECIES, panels[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
      c32 = q.fma(b2, c32);
    }
    c00.add(FloatVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    c01.add(FloatVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    c02.add(FloatVector.fromArray(SPECIES, sums, at + 2 * LANES)).intoArray(sums, at + 2 * LANES);
    c10.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE)).intoArray(sums, at + STRIDE);
    c11.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE + LANES))
        .intoArray(sums, at + STRIDE + LANES);
    c12.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE + 2 * LANES))
        .intoArray(sums, at + STRIDE + 2 * LANES);
    c20.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE)).intoArray(sums, at + 2 * STRIDE);
    c21.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE + LANES))
        .intoArray(sums, at + 2 * STRIDE + LANES);
    c22.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 2 * STRIDE + 2 * LANES);
    c30.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE)).intoArray(sums, at + 3 * STRIDE);
    c31.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE + LANES))
        .intoArray(sums, at + 3 * STRIDE + LANES);
    c32.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE + 2 * LANES))
        .intoArray(sums, at + 3 * STRIDE + 2 * LANES);
  }

  /** Four columns of the left panel, two right ones. */
  static void fourByTwo(float[] panels, int a, int b, int step, int depth, float[] sums, int at) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    int second = b + step;
    for (int p = 0; p < depth; p++) {
      int from = a + p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, panels, b + p * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, panels, second + p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, panels[from]);
      c00 = q.fma(b0, c00);
      c01 = q.fma(b1, c01);
      q = FloatVector.broadcast(SPECIES, panels[from + 1]);
      c10 = q.fma(b0, c10);
      c11 = q.fma(b1, c11);
      q = FloatVector.broadcast(SPECIES, panels[from + 2]);
      c20 = q.fma(b0, c20);
      c21 = q.fma(b1, c21);
      q = FloatVector.broadcast(SPECIES, panels[from + 3]);
      c30 = q.fma(b0, c30);
      c31 = q.fma(b1, c31);
    }
    c00.add(FloatVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    c01.add(FloatVector.fromArray(SPECIES, sums, at + LANES)).intoArray(sums, at + LANES);
    c10.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE)).intoArray(sums, at + STRIDE);
    c11.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE + LANES))
        .intoArray(sums, at + STRIDE + LANES);
    c20.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE)).intoArray(sums, at + 2 * STRIDE);
    c21.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE + LANES))
        .intoArray(sums, at + 2 * STRIDE + LANES);
    c30.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE)).intoArray(sums, at + 3 * STRIDE);
    c31.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE + LANES))
        .intoArray(sums, at + 3 * STRIDE + LANES);
  }

  /** Four columns of the left panel, one right one. */
  static void fourByOne(float[] panels, int a, int b, int depth, float[] sums, int at) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    for (int p = 0; p < depth; p++) {
      int from = a + p * LANES;
      FloatVector b0 = FloatVector.fromArray(SPECIES, panels, b + p * LANES);
      FloatVector q = FloatVector.broadcast(SPECIES, panels[from]);
      c00 = q.fma(b0, c00);
      q = FloatVector.broadcast(SPECIES, panels[from + 1]);
      c10 = q.fma(b0, c10);
      q = FloatVector.broadcast(SPECIES, panels[from + 2]);
      c20 = q.fma(b0, c20);
      q = FloatVector.broadcast(SPECIES, panels[from + 3]);
      c30 = q.fma(b0, c30);
    }
    c00.add(FloatVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    c10.add(FloatVector.fromArray(SPECIES, sums, at + STRIDE)).intoArray(sums, at + STRIDE);
    c20.add(FloatVector.fromArray(SPECIES, sums, at + 2 * STRIDE)).intoArray(sums, at + 2 * STRIDE);
    c30.add(FloatVector.fromArray(SPECIES, sums, at + 3 * STRIDE)).intoArray(sums, at + 3 * STRIDE);
  }
}
