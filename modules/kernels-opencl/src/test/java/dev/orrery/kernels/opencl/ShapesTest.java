package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels of every shape agree with the textbook, also those that another device would choose: the
 * tiles of a GPU and the vectors of other CPUs. Small, because PoCL is slow with local memory.
 */
class ShapesTest {

  private static final double TOLERANCE = 1e-4;

  private final Kernels textbook = Backends.select("textbook").kernels();

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }

  /** By the width of its vectors; 1 for the GPU's. */
  static Kernels kernels(int vector) {
    Shape shape = vector == 1 ? Shape.gpu() : Shape.cpu(vector);
    OpenClDevice device = OpenClDevices.here().standard();
    return new OpenClKernels("opencl", Runtimes.of(device, Integer.MAX_VALUE, shape));
  }

  private static float[] uniform(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) (2 * random.nextDouble() - 1);
    }
    return out;
  }

  private static void assertClose(float[] out, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) out[i]).as("at %d", i).isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 16})
  void denseRows(int vector) {
    Kernels kernels = kernels(vector);
    int[][] shapes = {{1, 1, 1}, {67, 130, 19}, {64, 64, 16}, {3, 65, 17}, {130, 5, 70}};
    for (int[] shape : shapes) {
      int rows = shape[0];
      int k = shape[1];
      int d = shape[2];
      float[] x = uniform(rows * d + 3, 1);
      float[] c = uniform(k * d, 2);
      Packed packed = kernels.pack(c, 0, k, d);
      Packed plain = textbook.pack(c, 0, k, d);
      float[] out = new float[rows * k];
      float[] expected = new float[rows * k];
      kernels.multiplyTransposed(x, 3, rows, packed, out, 0);
      textbook.multiplyTransposed(x, 3, rows, plain, expected, 0);
      assertClose(out, expected);
      kernels.squaredDistances(x, 3, rows, packed, out, 0);
      textbook.squaredDistances(x, 3, rows, plain, expected, 0);
      assertClose(out, expected);
      int[] nearest = new int[rows];
      int[] expectedNearest = new int[rows];
      float[] distance = new float[rows];
      kernels.nearest(x, 3, rows, packed, nearest, 0, distance, 0);
      textbook.nearest(x, 3, rows, plain, expectedNearest, 0, expected, 0);
      assertThat(nearest).containsExactly(expectedNearest);
      assertClose(distance, Arrays.copyOf(expected, rows));
      int best = Math.min(k, 7);
      int[] top = new int[rows * best];
      int[] expectedTop = new int[rows * best];
      float[] keys = new float[rows * best];
      float[] expectedKeys = new float[rows * best];
      kernels.topK(x, 3, rows, packed, best, top, keys);
      textbook.topK(x, 3, rows, plain, best, expectedTop, expectedKeys);
      assertThat(top).containsExactly(expectedTop);
      assertClose(keys, expectedKeys);
      kernels.topKInnerProduct(x, 3, rows, packed, best, top, keys);
      textbook.topKInnerProduct(x, 3, rows, plain, best, expectedTop, expectedKeys);
      assertThat(top).containsExactly(expectedTop);
      assertClose(keys, expectedKeys);
      kernels.squaredNorms(x, 3, rows, d, distance, 0);
      textbook.squaredNorms(x, 3, rows, d, expected, 0);
      assertClose(distance, Arrays.copyOf(expected, rows));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 16})
  void sumsOverRows(int vector) {
    Kernels kernels = kernels(vector);
    for (int[] shape : new int[][] {{1, 1, 1}, {67, 19, 70}, {300, 65, 64}, {520, 17, 5}}) {
      int rows = shape[0];
      int m = shape[1];
      int n = shape[2];
      float[] left = uniform(rows * m + 2, 3);
      float[] right = uniform(rows * n, 4);
      float[] out = new float[m * n];
      float[] expected = new float[m * n];
      kernels.addTransposedProduct(left, 2, m, right, 0, n, rows, out, 0);
      textbook.addTransposedProduct(left, 2, m, right, 0, n, rows, expected, 0);
      assertClose(out, expected);
      double[] gram = new double[m * m];
      double[] expectedGram = new double[m * m];
      kernels.addGram(left, 2, rows, m, gram);
      textbook.addGram(left, 2, rows, m, expectedGram);
      for (int i = 0; i < m; i++) {
        for (int j = i; j < m; j++) {
          assertThat(gram[i * m + j]).isCloseTo(expectedGram[i * m + j], within(TOLERANCE));
        }
      }
      int[] label = new int[rows];
      for (int i = 0; i < rows; i++) {
        label[i] = i * 5 % 7;
      }
      double[] sums = new double[8 * m];
      double[] expectedSums = new double[8 * m];
      long[] counts = new long[8];
      long[] expectedCounts = new long[8];
      kernels.addRowsByLabel(left, 2, rows, m, label, 0, sums, counts);
      textbook.addRowsByLabel(left, 2, rows, m, label, 0, expectedSums, expectedCounts);
      assertThat(sums).containsExactly(expectedSums);
      assertThat(counts).containsExactly(expectedCounts);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 16})
  void sparseRows(int vector) {
    Kernels kernels = kernels(vector);
    int rows = 9;
    int d = 40;
    int k = 70;
    int[] start = new int[rows + 1];
    int[] column = new int[rows * d];
    int n = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = r % 3; c < d && r != 4; c += 3) {
        column[n++] = c;
      }
      start[r + 1] = n;
    }
    float[] value = uniform(n, 5);
    float[] c = uniform(k * d, 6);
    int[] nearest = new int[rows - 1];
    int[] expected = new int[rows - 1];
    Packed packed = kernels.pack(c, 0, k, d);
    kernels.nearestSparse(start, column, value, 1, rows - 1, packed, nearest, 0, null, 0);
    textbook.nearestSparse(
        start, column, value, 1, rows - 1, textbook.pack(c, 0, k, d), expected, 0, null, 0);
    assertThat(nearest).containsExactly(expected);
    float[] out = new float[rows * k];
    float[] expectedOut = new float[rows * k];
    kernels.multiplySparse(start, column, value, 0, rows, c, k, out, 0);
    textbook.multiplySparse(start, column, value, 0, rows, c, k, expectedOut, 0);
    assertClose(out, expectedOut);
  }
}
