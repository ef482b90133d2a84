package dev.orrery.kernels;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Inputs of the contract tests. */
final class Samples {

  /** Numbers of columns that miss every block size, or hit one. */
  static final int[] COLUMNS = {1, 4, 6, 8, 13, 16, 25, 31, 64, 100, 207, 702, 2046, 4098};

  /** Numbers of rows likewise. */
  static final int[] ROWS = {1, 2, 7, 8, 9, 33, 100};

  private Samples() {}

  /** Values between -1 and 1. */
  static float[] uniform(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) (2 * random.nextDouble() - 1);
    }
    return out;
  }

  /** The same values with other values around them: {@code before} in front. */
  static float[] within(float[] values, int before) {
    float[] out = new float[before + values.length + 5];
    Arrays.fill(out, 1e30f);
    System.arraycopy(values, 0, out, before, values.length);
    return out;
  }

  /**
   * How far a float sum of {@code n} products may be off (Higham, section 3.1), the sum of whose
   * magnitudes is given.
   */
  static double tolerance(int n, double magnitude) {
    return 2 * (n + 8) * 0x1p-24 * magnitude + n * Float.MIN_VALUE;
  }

  /** Sum of the magnitudes of the products of two vectors. */
  static double magnitude(float[] a, int aOffset, float[] b, int bOffset, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.abs((double) a[aOffset + i] * b[bOffset + i]);
    }
    return sum;
  }

  /** The CSR form of a block in which about two thirds of the values are made zero. */
  static Csr sparse(float[] dense, int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] start = new int[rows + 1];
    int[] column = new int[rows * columns];
    float[] value = new float[rows * columns];
    int n = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        if (random.nextInt(3) == 0) {
          column[n] = c;
          value[n++] = dense[r * columns + c];
        } else {
          dense[r * columns + c] = 0;
        }
      }
      start[r + 1] = n;
    }
    return new Csr(start, Arrays.copyOf(column, n), Arrays.copyOf(value, n), dense);
  }

  /** A CSR block and the same block in full. */
  record Csr(int[] start, int[] column, float[] value, float[] dense) {}
}
