package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * The searches for nearest rows are exact: their answers are those of a loop over the backend's own
 * {@link Kernels#squaredDistance}, to the bit, whatever the data.
 */
public abstract class SearchContract {

  /** The kernels under test. */
  @SuppressWarnings("this-escape") // jqwik's properties know no set-up before each
  protected final Kernels kernels = backend().kernels();

  /** The backend under test. */
  protected abstract Backend backend();

  @Test
  void theKernelsBearTheNameOfTheBackend() {
    assertThat(kernels.name()).isEqualTo(backend().name());
  }

  @Test
  void nearestIsExactOnAwkwardShapes() {
    for (int d : Samples.COLUMNS) {
      for (int rows : Samples.ROWS) {
        for (int k : Samples.ROWS) {
          if ((long) d * rows * k <= 500_000) {
            assertNearest(Samples.uniform(rows * d, 21), rows, Samples.uniform(k * d, 22), k, d);
          }
        }
      }
    }
  }

  @Test
  void nearestIsExactOverManyBlocks() {
    assertNearest(Samples.uniform(497 * 3, 23), 497, Samples.uniform(1201 * 3, 24), 1201, 3);
    assertNearest(Samples.uniform(11 * 2046, 25), 11, Samples.uniform(400 * 2046, 26), 400, 2046);
  }

  @Test
  void nearestIsExactUnderALargeCommonOffset() {
    for (int d : new int[] {1, 2, 13, 64, 207}) {
      SplittableRandom random = new SplittableRandom(27);
      float[] x = new float[50 * d];
      float[] c = new float[100 * d];
      fillNear(x, 1e4f, random);
      fillNear(c, 1e4f, random);
      assertNearest(x, 50, c, 100, d);
    }
  }

  private static void fillNear(float[] values, float mean, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + (float) random.nextDouble();
    }
  }

  @Test
  void nearestIsExactOnNearTies() {
    for (int d : new int[] {1, 8, 25, 64, 100, 784}) {
      SplittableRandom random = new SplittableRandom(28);
      float[] x = Samples.uniform(33 * d, 29);
      // Every center is the first one moved by a few units in the last place of some values.
      float[] c = new float[70 * d];
      float[] base = Samples.uniform(d, 30);
      for (int i = 0; i < c.length; i++) {
        float v = base[i % d];
        c[i] = random.nextInt(d) < 3 ? v + (random.nextInt(5) - 2) * Math.ulp(v) : v;
      }
      assertNearest(x, 33, c, 70, d);
    }
  }

  @Test
  void nearestTakesTheLowestIndexAmongDuplicates() {
    for (int d : new int[] {1, 8, 31, 64}) {
      float[] c = new float[1300 * d];
      float[] three = Samples.uniform(3 * d, 31);
      for (int r = 0; r < 1300; r++) {
        System.arraycopy(three, r * 7 % 3 * d, c, r * d, d);
      }
      assertNearest(three, 3, c, 1300, d);
    }
  }

  @Test
  void nearestIsExactWithZeroVectorsAndFarOutliers() {
    for (int d : new int[] {1, 13, 64}) {
      float[] x = Samples.uniform(20 * d, 32);
      Arrays.fill(x, 0, 5 * d, 0f);
      float[] c = Samples.uniform(40 * d, 33);
      Arrays.fill(c, 10 * d, 12 * d, 0f);
      Arrays.fill(c, 20 * d, 21 * d, 1e6f);
      assertNearest(x, 20, c, 40, d);
      Arrays.fill(c, 0f);
      assertNearest(x, 20, c, 40, d);
    }
  }

  @Test
  void nearestIsExactAtTheEndsOfTheFloatRange() {
    for (float scale : new float[] {1e-22f, 1e-30f, Float.MIN_VALUE, 1e17f, 1e20f, 3e38f}) {
      for (int d : new int[] {1, 5, 40}) {
        float[] x = Samples.uniform(12 * d, 34);
        float[] c = Samples.uniform(40 * d, 35);
        for (int i = 0; i < x.length; i++) {
          x[i] *= scale;
        }
        for (int i = 0; i < c.length; i++) {
          c[i] *= scale;
        }
        assertNearest(x, 12, c, 40, d);
      }
    }
  }

  @Test
  void valuesThatAreNotFiniteLeadToAValidIndex() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (int d : new int[] {1, 16, 40}) {
        float[] x = Samples.uniform(12 * d, 36);
        float[] c = Samples.uniform(40 * d, 37);
        x[3 * d] = bad;
        assertNearest(x, 12, c, 40, d);
        c[0] = bad;
        c[35 * d] = bad;
        assertNearest(x, 12, c, 40, d);
        Arrays.fill(c, bad);
        assertNearest(x, 12, c, 40, d);
      }
    }
  }

  @Property(tries = 200, seed = "20261121")
  void nearestIsExactOnSmallWholeNumbers(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 80) int k,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll long seed) {
    // Few distinct values, so that ties abound.
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[rows * d];
    float[] c = new float[k * d];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(-1, 2);
    }
    for (int i = 0; i < c.length; i++) {
      c[i] = random.nextInt(-1, 2);
    }
    assertNearest(x, rows, c, k, d);
    assertTopK(x, rows, c, k, Math.min(k, 5), d);
  }

  @Test
  void topKIsExactOnAwkwardShapes() {
    for (int d : new int[] {1, 6, 16, 31, 100, 702}) {
      for (int n : new int[] {1, 9, 100, 1201}) {
        float[] x = Samples.uniform(13 * d, 38);
        float[] points = Samples.uniform(n * d, 39);
        for (int k : new int[] {1, 2, 10, 100}) {
          assertTopK(x, 13, points, n, Math.min(k, n), d);
        }
      }
    }
  }

  @Test
  void topKIsExactUnderALargeCommonOffsetAndWithValuesThatAreNotFinite() {
    SplittableRandom random = new SplittableRandom(40);
    float[] x = new float[20 * 13];
    float[] points = new float[200 * 13];
    fillNear(x, 1e4f, random);
    fillNear(points, 1e4f, random);
    System.arraycopy(points, 0, points, 100 * 13, 50 * 13);
    assertTopK(x, 20, points, 200, 7, 13);
    x[5] = Float.NaN;
    points[1] = Float.NaN;
    points[70 * 13] = Float.POSITIVE_INFINITY;
    assertTopK(x, 20, points, 200, 7, 13);
    assertTopK(x, 20, points, 200, 200, 13);
  }

  @Test
  void topKIsExactAtTheEndsOfTheFloatRangeAndAmongRowsOfVeryDifferentLength() {
    for (float scale : new float[] {1e-22f, 1e-30f, Float.MIN_VALUE, 1e17f, 1e20f, 3e38f}) {
      float[] x = Samples.uniform(13 * 40, 50);
      float[] points = Samples.uniform(90 * 40, 51);
      for (int i = 0; i < 3 * 40; i++) {
        x[i] *= scale;
      }
      for (int i = 0; i < 60 * 40; i++) {
        points[i] *= scale;
      }
      assertTopK(x, 13, points, 90, 6, 40);
    }
  }

  @Test
  void theGreatestInnerProductsComeFirstAndTiesByIndex() {
    // Worked by hand: the products of (1, 2) are 1, 6, -3, 6, 0.
    float[] points = {1, 0, 0, 3, 1, -2, 4, 1, 0, 0};
    int[] index = new int[4];
    float[] product = new float[4];
    Packed packed = kernels.pack(points, 0, 5, 2);
    kernels.topKInnerProduct(new float[] {1, 2}, 0, 1, packed, 4, index, product);
    assertThat(index).containsExactly(1, 3, 0, 4);
    assertThat(product).containsExactly(6, 6, 1, 0);
  }

  @Test
  void sparseRowsFindWhatDenseRowsFind() {
    for (int d : Samples.COLUMNS) {
      for (int k : new int[] {1, 7, 33, 100}) {
        Samples.Csr s = Samples.sparse(Samples.uniform(12 * d, 41), 12, d, 42);
        float[] c = Samples.uniform(k * d, 43);
        Packed packed = kernels.pack(c, 0, k, d);
        int[] nearest = new int[10];
        float[] distance = new float[10];
        kernels.nearestSparse(
            s.start(), s.column(), s.value(), 1, 10, packed, nearest, 0, distance, 0);
        assertIsNearest(Arrays.copyOfRange(s.dense(), d, 11 * d), 10, c, k, d, nearest, distance);
      }
    }
  }

  @Test
  void onlyTheNamedRangesAreWritten() {
    Packed packed = kernels.pack(Samples.uniform(40 * 13, 44), 0, 40, 13);
    int[] nearest = new int[20];
    float[] distance = new float[20];
    Arrays.fill(nearest, -5);
    Arrays.fill(distance, -5);
    kernels.nearest(Samples.uniform(13 * 13, 45), 0, 13, packed, nearest, 3, distance, 4);
    for (int i = 0; i < 20; i++) {
      assertThat(nearest[i] == -5).as("index %d", i).isEqualTo(i < 3 || i >= 16);
      assertThat(distance[i] == -5).as("distance %d", i).isEqualTo(i < 4 || i >= 17);
    }
  }

  @Test
  void aRowFindsTheSameAloneAsAmongOthers() {
    int d = 31;
    float[] x = Samples.uniform(37 * d, 46);
    Packed packed = kernels.pack(Samples.uniform(100 * d, 47), 0, 100, d);
    float[] together = new float[37 * 100];
    float[] again = new float[37 * 100];
    kernels.squaredDistances(x, 0, 37, packed, together, 0);
    kernels.squaredDistances(x, 0, 37, packed, again, 0);
    assertThat(again).containsExactly(together);
    float[] alone = new float[37 * 100];
    for (int i = 0; i < 37; i++) {
      kernels.squaredDistances(x, i * d, 1, packed, alone, i * 100);
    }
    assertThat(alone).containsExactly(together);
  }

  @Test
  void twoThreadsShareAPackedMatrix() {
    int d = 64;
    float[] x = Samples.uniform(2000 * d, 48);
    Packed packed = kernels.pack(Samples.uniform(100 * d, 49), 0, 100, d);
    int[] alone = new int[2000];
    float[] aloneDistance = new float[2000];
    kernels.nearest(x, 0, 2000, packed, alone, 0, aloneDistance, 0);
    int[] shared = new int[2000];
    float[] sharedDistance = new float[2000];
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> kernels.nearest(x, 1000 * d, 1000, packed, shared, 1000, sharedDistance, 1000));
    kernels.nearest(x, 0, 1000, packed, shared, 0, sharedDistance, 0);
    other.join();
    assertThat(shared).containsExactly(alone);
    assertThat(sharedDistance).containsExactly(aloneDistance);
  }

  private void assertNearest(float[] x, int rows, float[] c, int k, int d) {
    int[] nearest = new int[rows];
    float[] distance = new float[rows];
    Packed packed = kernels.pack(Samples.within(c, 2), 2, k, d);
    kernels.nearest(Samples.within(x, 3), 3, rows, packed, nearest, 0, distance, 0);
    assertIsNearest(x, rows, c, k, d, nearest, distance);
    int[] withoutDistance = new int[rows];
    kernels.nearest(x, 0, rows, packed, withoutDistance, 0, null, 0);
    assertThat(withoutDistance).containsExactly(nearest);
  }

  private void assertIsNearest(
      float[] x, int rows, float[] c, int k, int d, int[] nearest, float[] distance) {
    for (int i = 0; i < rows; i++) {
      int best = 0;
      float smallest = Float.POSITIVE_INFINITY;
      for (int j = 0; j < k; j++) {
        float s = kernels.squaredDistance(x, i * d, c, j * d, d);
        if (s < smallest) {
          smallest = s;
          best = j;
        }
      }
      assertThat(nearest[i]).as("row %d of %d, k %d, d %d", i, rows, k, d).isEqualTo(best);
      // Boxed, because NaN equals itself only there.
      Float expected = kernels.squaredDistance(x, i * d, c, best * d, d);
      assertThat((Float) distance[i]).isEqualTo(expected);
    }
  }

  private void assertTopK(float[] x, int rows, float[] points, int n, int k, int d) {
    Packed packed = kernels.pack(points, 0, n, d);
    int[] index = new int[rows * k + 1];
    float[] distance = new float[rows * k + 1];
    index[rows * k] = -5;
    distance[rows * k] = -5;
    kernels.topK(x, 0, rows, packed, k, index, distance);
    assertBest(
        (i, j) -> kernels.squaredDistance(x, i * d, points, j * d, d), rows, n, k, index, distance);
    float[] product = new float[rows * k + 1];
    product[rows * k] = -5;
    kernels.topKInnerProduct(Samples.within(x, 3), 3, rows, packed, k, index, product);
    for (int i = 0; i < rows * k; i++) {
      product[i] = -product[i];
    }
    assertBest((i, j) -> -kernels.dot(x, i * d, points, j * d, d), rows, n, k, index, product);
    assertWithin(x, rows, packed, k, d, false);
    assertWithin(x, rows, packed, k, d, true);
  }

  /** A limit cuts off what is beyond it, and nothing that ties with it. */
  private void assertWithin(float[] x, int rows, Packed packed, int k, int d, boolean product) {
    int[] index = new int[rows * k];
    float[] value = new float[rows * k];
    float[] limit = new float[rows];
    int[] within = new int[rows * k];
    float[] there = new float[rows * k];
    if (product) {
      kernels.topKInnerProduct(x, 0, rows, packed, k, index, value);
    } else {
      kernels.topK(x, 0, rows, packed, k, index, value);
    }
    for (int i = 0; i < rows; i++) {
      limit[i] = i % 4 == 3 ? Float.NaN : value[i * k + (i * 7 + k / 2) % k];
    }
    if (product) {
      kernels.topKInnerProductWithin(x, 0, rows, packed, k, limit, within, there);
    } else {
      kernels.topKWithin(x, 0, rows, packed, k, limit, within, there);
    }
    for (int i = 0; i < rows * k; i++) {
      float most = limit[i / k];
      boolean kept = Float.isNaN(most) || (product ? value[i] >= most : value[i] <= most);
      assertThat(within[i]).as("place %d, limit %s", i, most).isEqualTo(kept ? index[i] : -1);
      assertThat((Float) (there[i] + 0f)).isEqualTo((Float) (kept ? value[i] + 0f : Float.NaN));
    }
  }

  private interface Key {
    float of(int row, int point);
  }

  private static void assertBest(Key key, int rows, int n, int k, int[] index, float[] keys) {
    for (int i = 0; i < rows; i++) {
      Neighbor[] all = new Neighbor[n];
      for (int j = 0; j < n; j++) {
        // Zeros of both signs are the same key.
        all[j] = new Neighbor(key.of(i, j) + 0f, j);
      }
      Arrays.sort(all);
      for (int j = 0; j < k; j++) {
        assertThat(index[i * k + j])
            .as("neighbour %d of row %d, n %d, k %d", j, i, n, k)
            .isEqualTo(all[j].index);
        assertThat((Float) (keys[i * k + j] + 0f)).isEqualTo((Float) all[j].distance);
      }
    }
    assertThat(index[rows * k]).isEqualTo(-5);
    assertThat(keys[rows * k]).isEqualTo(-5);
  }

  /** Ordered by distance or other key (NaN last), then by index. */
  private record Neighbor(float distance, int index) implements Comparable<Neighbor> {

    @Override
    public int compareTo(Neighbor other) {
      int byDistance = Float.compare(distance, other.distance);
      return byDistance != 0 ? byDistance : Integer.compare(index, other.index);
    }
  }
}
