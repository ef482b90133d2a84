package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every backend must do with pairs of vectors, and with points and boxes. */
public abstract class PairContract extends AdaptiveRowsContract {

  /** What stands where nothing may be written. */
  static final float UNTOUCHED = 77;

  private final Kernels textbook = new TextbookKernels();

  @Test
  void dotAgreesWithTheTextbook() {
    for (int n : Samples.COLUMNS) {
      float[] a = Samples.within(Samples.uniform(n, 1), 3);
      float[] b = Samples.within(Samples.uniform(n, 2), 5);
      assertThat((double) kernels.dot(a, 3, b, 5, n))
          .as("n = %d", n)
          .isCloseTo(
              textbook.dot(a, 3, b, 5, n),
              within(Samples.tolerance(n, Samples.magnitude(a, 3, b, 5, n))));
    }
    assertThat(kernels.dot(new float[0], 0, new float[0], 0, 0)).isZero();
  }

  @Test
  void squaredDistanceAgreesWithTheTextbookUnderALargeCommonOffset() {
    for (int n : Samples.COLUMNS) {
      float[] a = Samples.uniform(n, 3);
      float[] b = Samples.uniform(n, 4);
      for (float offset : new float[] {0, 1e4f}) {
        float[] p = shifted(a, offset);
        float[] q = shifted(b, offset);
        double expected = textbook.squaredDistance(p, 2, q, 1, n);
        assertThat((double) kernels.squaredDistance(p, 2, q, 1, n))
            .as("n = %d, offset %s", n, offset)
            .isCloseTo(expected, within(Samples.tolerance(n, expected)));
      }
    }
    assertThat(kernels.squaredDistance(new float[0], 0, new float[0], 0, 0)).isZero();
  }

  @Test
  void excessAgreesWithTheTextbookAndIsZeroOnlyWhereNothingExceeds() {
    for (int n : Samples.COLUMNS) {
      float[] a = Samples.within(Samples.uniform(n, 21), 3);
      float[] b = Samples.within(Samples.uniform(n, 22), 5);
      double expected = textbook.excess(a, 3, b, 5, n);
      assertThat((double) kernels.excess(a, 3, b, 5, n))
          .as("n = %d", n)
          .isCloseTo(expected, within(Samples.tolerance(n, expected)));
      assertThat(kernels.excess(a, 3, a, 3, n)).isZero();
      for (int i = 0; i < n; i += Math.max(1, n / 7)) {
        float[] more = a.clone();
        more[3 + i] = Math.nextUp(more[3 + i]);
        assertThat(kernels.excess(more, 3, a, 3, n)).as("n = %d, element %d", n, i).isPositive();
        assertThat(kernels.excess(a, 3, more, 3, n)).as("n = %d, element %d", n, i).isZero();
      }
    }
    assertThat(kernels.excess(new float[0], 0, new float[0], 0, 0)).isZero();
  }

  @Test
  void excessAlongAChainIsTheExcessOfEachBoxUpToTheFirstThatHasNone() {
    int[] next = {-1, 0, 1, 5, 2, 4};
    for (int n : new int[] {1, 2, 8, 15, 16, 17, 20, 31, 32, 33, 64, 100}) {
      float[] boxes = Samples.uniform(6 * n, 27);
      float[] x = Samples.within(Samples.uniform(n, 28), 3);
      float[] out = new float[7];
      for (int i = 0; i < n; i++) {
        boxes[i] = x[3 + i] + 1;
        boxes[n + i] = x[3 + i];
        for (int b : new int[] {2, 4, 5}) {
          boxes[b * n + i] = x[3 + i] + (i == n - 1 ? b : -1);
        }
      }
      Arrays.fill(out, UNTOUCHED);
      // box 1 exceeds nowhere, so box 0 is not come to
      assertThat(kernels.excessAlong(next, 5, boxes, x, 3, n, out)).as("n = %d", n).isEqualTo(4);
      for (int k = 0; k < 3; k++) {
        int box = new int[] {5, 4, 2}[k];
        assertThat(out[k]).isEqualTo(kernels.excess(boxes, box * n, x, 3, n)).isPositive();
      }
      assertThat(out[3]).isZero();
      assertThat(out[4]).isEqualTo(UNTOUCHED);
      assertThat(kernels.excessAlong(next, 0, boxes, x, 3, n, out)).isEqualTo(1);
      assertThat(out[0]).isEqualTo(kernels.excess(boxes, 0, x, 3, n));
      assertThat(kernels.excessAlong(next, -1, boxes, x, 3, n, out)).isZero();
    }
  }

  @Test
  void encloseAgreesWithTheTextbookInPlaceTooAndStaysInItsRange() {
    for (int d = 1; d < 40; d++) {
      float[] a = Samples.within(Samples.uniform(2 * d, 25), 3);
      float[] b = Samples.within(Samples.uniform(2 * d, 26), 5);
      float[] expected = a.clone();
      double range = textbook.enclose(a, 3, b, 5, d, expected, 3);
      float[] out = a.clone();
      assertThat(kernels.enclose(a, 3, b, 5, d, out, 3)).isCloseTo(range, within(1e-12 * d));
      assertThat(out).as("d = %d", d).containsExactly(expected);
      kernels.enclose(a, 3, b, 5, d, a, 3);
      assertThat(a).as("d = %d", d).containsExactly(expected);
    }
  }

  @Test
  void outsideAgreesWithTheTextbookToTheBitAndStaysInItsRange() {
    for (int d : new int[] {1, 2, 10, 33}) {
      float[] corners = Samples.uniform(2 * d, 23);
      float[] box = new float[3 + 2 * d];
      for (int j = 0; j < d; j++) {
        box[3 + j] = Math.min(corners[j], corners[d + j]);
        box[3 + d + j] = -Math.max(corners[j], corners[d + j]);
      }
      for (int n : new int[] {0, 1, 2, 7, 8, 9, 15, 16, 17, 40, 100}) {
        int stride = n + 6;
        float[] x = Samples.uniform(4 + d * stride, 24);
        for (int j = 0; n > 1 && j < d; j++) {
          x[4 + j * stride + 1] = j % 2 == 0 ? box[3 + j] : -box[3 + d + j]; // a corner is inside
        }
        float[] expected = new float[n + 4];
        Arrays.fill(expected, UNTOUCHED);
        float[] out = expected.clone();
        textbook.outside(x, 4, stride, n, box, 3, d, expected, 2);
        kernels.outside(x, 4, stride, n, box, 3, d, out, 2);
        assertThat(out).as("n = %d, d = %d", n, d).containsExactly(expected);
        if (n > 1) {
          assertThat(out[3]).isZero();
          x[4 + (d - 1) * stride + 1] = Math.nextUp(-box[3 + 2 * d - 1]);
          kernels.outside(x, 4, stride, n, box, 3, d, out, 2);
          assertThat(out[3]).isPositive();
        }
      }
    }
  }

  private static float[] shifted(float[] values, float offset) {
    float[] out = Samples.within(values, 2);
    for (int i = 2; i < 2 + values.length; i++) {
      out[i] += offset;
    }
    return out;
  }

  @Test
  void axpyAgreesWithTheTextbookAndStaysInItsRange() {
    for (int n : Samples.COLUMNS) {
      float[] x = Samples.uniform(n + 3, 5);
      float[] y = Samples.uniform(n + 4, 6);
      float[] expected = y.clone();
      textbook.axpy(0.3f, x, 3, expected, 2, n);
      kernels.axpy(0.3f, x, 3, y, 2, n);
      assertThat(y).usingComparatorWithPrecision(2e-7f).containsExactly(expected);
      assertThat(y[n + 2]).isEqualTo(expected[n + 2]);
    }
  }
}
