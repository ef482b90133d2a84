package dev.orrery.kernels.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.kernels.Held;
import dev.orrery.kernels.Kernels;
import dev.orrery.kernels.Packed;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a dense matrix goes to the device for a sparse product, and what never goes there. */
class SparseTransfersTest {

  private static final int DENSE_ROWS = 10_000;
  private static final int COLUMNS = 8;

  /** Three rows with six elements in four columns. */
  private static final int[] START = {0, 2, 3, 6};

  private static final int[] COLUMN = {9_999, 3, 3, 7_000, 12, 9_999};
  private static final float[] VALUE = {1, 2, 3, 4, 5, 6};

  @BeforeEach
  void thereIsADevice() {
    TestDevices.assumeDevice();
  }

  private static float[] dense() {
    float[] dense = new float[DENSE_ROWS * COLUMNS];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = i % 251 - 125;
    }
    return dense;
  }

  private static float[] expected(float[] dense) {
    float[] out = new float[3 * COLUMNS];
    for (int r = 0; r < 3; r++) {
      for (int e = START[r]; e < START[r + 1]; e++) {
        for (int j = 0; j < COLUMNS; j++) {
          out[r * COLUMNS + j] += VALUE[e] * dense[COLUMN[e] * COLUMNS + j];
        }
      }
    }
    return out;
  }

  private static long sent(Kernels kernels) {
    return kernels.account().orElseThrow().summary().bytesToDevice();
  }

  @Test
  void onlyTheRowsThatAreUsedAreSent() {
    Kernels kernels = new OpenClBackend().kernels();
    float[] dense = dense();
    float[] out = new float[3 * COLUMNS];
    kernels.multiplySparse(START, COLUMN, VALUE, 0, 3, dense, COLUMNS, out, 0);
    assertThat(out).containsExactly(expected(dense));
    long sparse = 4 * (4 + 6 + 6);
    assertThat(sent(kernels)).isEqualTo(sparse + 4 * 4 * COLUMNS);
    kernels.multiplySparse(START, COLUMN, VALUE, 1, 1, dense, COLUMNS, out, 0);
    assertThat(Arrays.copyOf(out, COLUMNS))
        .containsExactly(Arrays.copyOfRange(expected(dense), COLUMNS, 2 * COLUMNS));
  }

  @Test
  void aHeldMatrixIsSentOnce() {
    Kernels kernels = new OpenClBackend().kernels();
    float[] dense = dense();
    float[] out = new float[3 * COLUMNS];
    try (Held held = kernels.hold(dense)) {
      assertThat(held).isNotNull();
      for (int i = 0; i < 3; i++) {
        kernels.multiplySparse(START, COLUMN, VALUE, 0, 3, dense, COLUMNS, out, 0);
      }
    }
    assertThat(out).containsExactly(expected(dense));
    assertThat(sent(kernels)).isEqualTo(3 * 4 * (4 + 6 + 6) + 4L * dense.length);
  }

  @Test
  void rowsWithoutElementsNeedNothingOfTheMatrix() {
    Kernels kernels = new OpenClBackend().kernels();
    float[] out = {1, 1, 1, 1};
    kernels.multiplySparse(new int[3], new int[0], new float[0], 0, 2, new float[6], 2, out, 0);
    assertThat(out).containsOnly(0);
  }

  @Test
  void aColumnThatIsNotThereIsAnErrorBeforeAnythingIsSent() {
    Kernels kernels = new OpenClBackend().kernels();
    Packed packed = kernels.pack(new float[12], 0, 3, 4);
    long before = sent(kernels);
    int[] start = {0, 1, 3};
    float[] value = {1, 1, 1};
    for (int bad : new int[] {4, -1, Integer.MAX_VALUE}) {
      int[] column = {0, 1, bad};
      String message = "sparse row 1 names column " + bad + ", expected 0 to 3";
      assertThatThrownBy(
              () ->
                  kernels.multiplySparse(
                      start, column, value, 0, 2, new float[12], 3, new float[6], 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
      assertThatThrownBy(
              () ->
                  kernels.nearestSparse(start, column, value, 0, 2, packed, new int[2], 0, null, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
    assertThat(sent(kernels)).isEqualTo(before);
  }

  @Test
  void aRowThatEndsBeforeItStartsIsAnError() {
    Kernels kernels = new OpenClBackend().kernels();
    assertThatThrownBy(
            () ->
                kernels.multiplySparse(
                    new int[] {0, 3, 1, 3},
                    new int[3],
                    new float[3],
                    0,
                    3,
                    new float[2],
                    2,
                    new float[6],
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sparse row 1 starts at 3 and ends at 1");
  }
}
