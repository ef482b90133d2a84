package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What every backend must do: agree with the textbook within the rounding of float sums, write
 * nothing but the named range, and answer twice the same. {@link SearchContract} holds what
 * concerns exact neighbours, {@link PairContract} what concerns pairs of vectors and boxes.
 */
public abstract class KernelsContract extends PairContract {

  private final Kernels textbook = new TextbookKernels();

  @Test
  void squaredNormsAgreeWithTheTextbook() {
    for (int d : Samples.COLUMNS) {
      float[] x = Samples.within(Samples.uniform(7 * d, 7), 3);
      float[] out = untouched(7, 2);
      kernels.squaredNorms(x, 3, 7, d, out, 2);
      float[] expected = untouched(7, 2);
      textbook.squaredNorms(x, 3, 7, d, expected, 2);
      for (int i = 0; i < out.length; i++) {
        double tolerance = out[i] == UNTOUCHED ? 0 : Samples.tolerance(d, expected[i]);
        assertThat((double) out[i]).isCloseTo(expected[i], within(tolerance));
      }
    }
  }

  @Test
  void productsAgreeWithTheTextbook() {
    forEachShape(
        (x, rows, c, k, d) -> {
          float[] out = untouched(rows * k, 4);
          kernels.multiplyTransposed(x, 3, rows, kernels.pack(c, 2, k, d), out, 4);
          assertSurroundings(out, rows * k, 4);
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < k; j++) {
              double magnitude = Samples.magnitude(x, 3 + i * d, c, 2 + j * d, d);
              assertThat((double) out[4 + i * k + j])
                  .as("rows %d, k %d, d %d: (%d, %d)", rows, k, d, i, j)
                  .isCloseTo(
                      textbook.dot(x, 3 + i * d, c, 2 + j * d, d),
                      within(Samples.tolerance(d, magnitude)));
            }
          }
        });
  }

  @Test
  void distancesAgreeWithTheTextbook() {
    forEachShape(
        (x, rows, c, k, d) -> {
          float[] out = untouched(rows * k, 4);
          kernels.squaredDistances(x, 3, rows, kernels.pack(c, 2, k, d), out, 4);
          assertSurroundings(out, rows * k, 4);
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < k; j++) {
              double expected = textbook.squaredDistance(x, 3 + i * d, c, 2 + j * d, d);
              double tolerance = Samples.tolerance(d, 4 * d);
              assertThat((double) out[4 + i * k + j])
                  .as("rows %d, k %d, d %d: (%d, %d)", rows, k, d, i, j)
                  .isNotNegative()
                  .isCloseTo(expected, within(tolerance));
            }
          }
        });
  }

  private interface ShapeTest {
    void run(float[] x, int rows, float[] c, int k, int d);
  }

  /** Awkward shapes; x starts at 3 and c at 2. */
  private static void forEachShape(ShapeTest test) {
    for (int d : Samples.COLUMNS) {
      for (int rows : Samples.ROWS) {
        for (int k : Samples.ROWS) {
          // Large products of all three would take minutes with the textbook.
          if ((long) d * rows * k <= 500_000) {
            float[] x = Samples.within(Samples.uniform(rows * d, 8), 3);
            float[] c = Samples.within(Samples.uniform(k * d, 9), 2);
            test.run(x, rows, c, k, d);
          }
        }
      }
    }
  }

  @Test
  void gramAgreesWithTheTextbook() {
    for (int d : new int[] {1, 4, 6, 8, 13, 16, 25, 31, 33, 64, 100, 207}) {
      for (int rows : new int[] {0, 1, 2, 7, 33, 100, 256, 300, 513, 900}) {
        float[] x = Samples.within(Samples.uniform(rows * d, 10), 3);
        double[] gram = new double[d * d + 1];
        double[] expected = new double[d * d];
        Arrays.fill(gram, 0.5);
        Arrays.fill(expected, 0.5);
        kernels.addGram(x, 3, rows, d, gram);
        textbook.addGram(x, 3, rows, d, expected);
        double tolerance = Samples.tolerance(256, rows) + 1e-12;
        for (int i = 0; i < d; i++) {
          for (int j = i; j < d; j++) {
            assertThat(gram[i * d + j])
                .as("d %d, rows %d: (%d, %d)", d, rows, i, j)
                .isCloseTo(expected[i * d + j], within(tolerance));
          }
        }
        assertThat(gram[d * d]).isEqualTo(0.5);
      }
    }
  }

  @Test
  void sparseProductsAgreeWithTheTextbook() {
    for (int d : Samples.COLUMNS) {
      for (int columns : new int[] {1, 7, 16, 33, 64, 100}) {
        Samples.Csr s = Samples.sparse(Samples.uniform(9 * d, 11), 9, d, 12);
        float[] dense = Samples.uniform(d * columns, 13);
        float[] out = untouched(7 * columns, 4);
        float[] expected = untouched(7 * columns, 4);
        kernels.multiplySparse(s.start(), s.column(), s.value(), 1, 7, dense, columns, out, 4);
        textbook.multiplySparse(
            s.start(), s.column(), s.value(), 1, 7, dense, columns, expected, 4);
        assertSurroundings(out, 7 * columns, 4);
        for (int i = 0; i < 7 * columns; i++) {
          assertThat((double) out[4 + i])
              .isCloseTo(expected[4 + i], within(Samples.tolerance(d, d / 2.0)));
        }
      }
    }
  }

  @Test
  void transposedProductsAgreeWithTheTextbook() {
    for (int rows : new int[] {0, 1, 2, 7, 8, 33, 300, 1000}) {
      for (int m : new int[] {1, 2, 3, 4, 5, 8, 10, 13, 20, 32, 60}) {
        for (int n : new int[] {1, 2, 4, 8, 13, 16, 20, 31, 64, 100, 207, 784}) {
          // Large products of all three would take minutes with the textbook.
          if ((long) rows * m * n <= 2_000_000) {
            assertTransposedProduct(rows, m, n);
          }
        }
      }
    }
    assertTransposedProduct(100, 320, 13);
    assertTransposedProduct(100, 207, 64);
  }

  private void assertTransposedProduct(int rows, int m, int n) {
    float[] left = Samples.within(Samples.uniform(rows * m, 52), 3);
    float[] right = Samples.within(Samples.uniform(rows * n, 53), 2);
    float[] out = untouched(m * n, 4);
    float[] expected = out.clone();
    float[] again = out.clone();
    for (int i = 0; i < m * n; i++) {
      out[4 + i] = expected[4 + i] = again[4 + i] = 0.25f;
    }
    kernels.addTransposedProduct(left, 3, m, right, 2, n, rows, out, 4);
    textbook.addTransposedProduct(left, 3, m, right, 2, n, rows, expected, 4);
    assertSurroundings(out, m * n, 4);
    for (int i = 0; i < m * n; i++) {
      assertThat((double) out[4 + i])
          .as("%d rows, %d x %d: (%d, %d)", rows, m, n, i / n, i % n)
          .isCloseTo(expected[4 + i], within(Samples.tolerance(rows, rows + 0.25)));
    }
    kernels.addTransposedProduct(left, 3, m, right, 2, n, rows, again, 4);
    assertThat(again).containsExactly(out);
  }

  @Test
  void sparseTransposedProductsAgreeWithTheTextbook() {
    for (int d : Samples.COLUMNS) {
      for (int n : new int[] {1, 2, 7, 16, 33, 64, 100}) {
        Samples.Csr s = Samples.sparse(Samples.uniform(40 * d, 54), 40, d, 55);
        float[] right = Samples.within(Samples.uniform(37 * n, 56), 3);
        float[] out = new float[d * n + 1];
        Arrays.fill(out, 0.25f);
        float[] expected = out.clone();
        kernels.addSparseTransposedProduct(
            s.start(), s.column(), s.value(), 2, 37, right, 3, n, out);
        textbook.addSparseTransposedProduct(
            s.start(), s.column(), s.value(), 2, 37, right, 3, n, expected);
        for (int i = 0; i < d * n; i++) {
          assertThat((double) out[i])
              .as("d %d, n %d: (%d, %d)", d, n, i / n, i % n)
              .isCloseTo(expected[i], within(Samples.tolerance(37, 37)));
        }
        assertThat(out[d * n]).isEqualTo(0.25f);
      }
    }
  }

  @Test
  void onlyColumnsThatOccurAreTouchedByASparseTransposedProduct() {
    // Two rows: (column 3: 2) and none; NaN marks what must not be read or written.
    float[] out = new float[10];
    Arrays.fill(out, Float.NaN);
    out[6] = 1;
    out[7] = 10;
    kernels.addSparseTransposedProduct(
        new int[] {0, 1, 1},
        new int[] {3},
        new float[] {2},
        0,
        2,
        new float[] {5, 7, 9, 9},
        0,
        2,
        out);
    assertThat(out[6]).isEqualTo(11);
    assertThat(out[7]).isEqualTo(24);
    for (int i : new int[] {0, 1, 2, 3, 4, 5, 8, 9}) {
      assertThat(out[i]).isNaN();
    }
  }

  @Test
  void aTransposedProductByHand() {
    // (1, 2; 3, 4)^T * (5, 6, 7; 8, 9, 10), added to ones.
    float[] out = {1, 1, 1, 1, 1, 1};
    kernels.addTransposedProduct(
        new float[] {1, 2, 3, 4}, 0, 2, new float[] {5, 6, 7, 8, 9, 10}, 0, 3, 2, out, 0);
    assertThat(out).containsExactly(30, 34, 38, 43, 49, 55);
  }

  @Test
  void rowsAreAddedByLabelInDouble() {
    for (int d : Samples.COLUMNS) {
      float[] x = Samples.within(Samples.uniform(33 * d, 14), 3);
      int[] label = new int[34];
      for (int i = 0; i < label.length; i++) {
        label[i] = i * 7 % 4;
      }
      double[] sums = new double[5 * d];
      long[] counts = {1, 0, 0, 0, 9};
      double[] expected = sums.clone();
      long[] expectedCounts = counts.clone();
      kernels.addRowsByLabel(x, 3, 33, d, label, 1, sums, counts);
      textbook.addRowsByLabel(x, 3, 33, d, label, 1, expected, expectedCounts);
      assertThat(sums).containsExactly(expected);
      assertThat(counts).containsExactly(expectedCounts);
    }
  }

  @Test
  void packingCopies() {
    float[] c = {1, 2, 3, 4};
    Packed packed = kernels.pack(c, 0, 2, 2);
    Arrays.fill(c, 9);
    float[] out = new float[2];
    kernels.multiplyTransposed(new float[] {1, 10}, 0, 1, packed, out, 0);
    assertThat(packed.rows()).isEqualTo(2);
    assertThat(packed.columns()).isEqualTo(2);
    assertThat(out).containsExactly(21, 43);
  }

  @Test
  void rangesOutsideTheArrayAreRefused() {
    float[] ten = new float[10];
    Packed packed = kernels.pack(ten, 0, 2, 5);
    assertThatThrownBy(() -> kernels.pack(ten, 1, 2, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("matrix: 2 x 5 values from 1 do not lie in an array of 10");
    assertThatThrownBy(() -> kernels.pack(ten, 0, 1 << 16, 1 << 16))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernels.pack(ten, 0, 0, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernels.nearest(ten, 1, 2, packed, new int[2], 0, null, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernels.nearest(ten, 0, 2, packed, new int[1], 0, null, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernels.squaredDistances(ten, 0, 2, packed, new float[3], 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernels.topK(ten, 0, 2, packed, 3, new int[6], new float[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k is 3, expected 1 to 2");
    assertThatThrownBy(
            () -> kernels.topKInnerProduct(ten, 0, 2, packed, 2, new int[4], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values: 2 x 2 values from 0 do not lie in an array of 3");
    assertThatThrownBy(() -> kernels.addTransposedProduct(ten, 0, 3, ten, 0, 2, 4, new float[6], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("left: 4 x 3 values from 0 do not lie in an array of 10");
    assertThatThrownBy(() -> kernels.addTransposedProduct(ten, 0, 3, ten, 0, 2, 3, new float[5], 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernels.addGram(ten, 0, 2, 5, new double[24]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMatrixOfAnotherBackendIsRefused() {
    record Foreign(int rows, int columns) implements Packed {}
    assertThatThrownBy(
            () -> kernels.nearest(new float[1], 0, 1, new Foreign(1, 1), new int[1], 0, null, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the matrix was packed by another backend");
  }

  private static float[] untouched(int n, int before) {
    float[] out = new float[before + n + 3];
    Arrays.fill(out, UNTOUCHED);
    return out;
  }

  private static void assertSurroundings(float[] out, int n, int before) {
    for (int i = 0; i < out.length; i++) {
      if (i < before || i >= before + n) {
        assertThat(out[i]).as("outside at %d", i).isEqualTo(UNTOUCHED);
      }
    }
  }
}
