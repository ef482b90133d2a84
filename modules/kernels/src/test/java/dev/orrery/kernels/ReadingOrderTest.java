package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {

  @Test
  void everyRowOfALargeBlockComesOnce() {
    for (int rows : new int[] {1, 3, 4, 1001, 1024, 1027}) {
      int[] order = IntStream.range(0, rows).map(n -> ReadingOrder.row(n, rows, 1 << 19)).toArray();
      assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, rows).toArray());
    }
    assertThat(IntStream.range(0, 5).map(n -> ReadingOrder.row(n, 10, 1 << 19)).toArray())
        .containsExactly(0, 2, 4, 6, 1);
  }

  @Test
  void rowsOfASmallBlockComeOneAfterTheOther() {
    assertThat(IntStream.range(0, 100).map(n -> ReadingOrder.row(n, 100, 64)).toArray())
        .containsExactly(IntStream.range(0, 100).toArray());
  }

  @Test
  void largeBlocksAgreeWithTheTextbook() {
    int rows = 1031;
    int d = 600;
    float[] x = Samples.uniform(rows * d, 91);
    int[] label = IntStream.range(0, rows).map(i -> i * 7 % 5).toArray();
    Kernels textbook = new TextbookKernels();
    for (Kernels kernels : new Kernels[] {new ScalarKernels(), new SimdBackend().kernels()}) {
      float[] norms = new float[rows];
      float[] alone = new float[1];
      kernels.squaredNorms(x, 0, rows, d, norms, 0);
      double[] sums = new double[5 * d];
      long[] counts = new long[5];
      kernels.addRowsByLabel(x, 0, rows, d, label, 0, sums, counts);
      double[] expected = new double[5 * d];
      long[] expectedCounts = new long[5];
      textbook.addRowsByLabel(x, 0, rows, d, label, 0, expected, expectedCounts);
      assertThat(counts).containsExactly(expectedCounts);
      assertThat(sums).containsExactly(expected, within(1e-9));
      for (int i = 0; i < rows; i++) {
        // Where a row stands does not matter to a bit of its norm.
        kernels.squaredNorms(x, i * d, 1, d, alone, 0);
        assertThat(norms[i]).isEqualTo(alone[0]);
        assertThat(norms[i]).isCloseTo(kernels.dot(x, i * d, x, i * d, d), withinPercentage(1e-4));
      }
    }
  }
}
