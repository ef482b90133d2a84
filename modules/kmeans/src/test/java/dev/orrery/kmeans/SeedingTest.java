package dev.orrery.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeedingTest {

  private final RunContext context = RunContext.quiet(Data.textbook(), 0);

  @Property(tries = 100, seed = "20261121")
  void randomRowsAreDistinct(
      @ForAll @IntRange(min = 1, max = 50) int n, @ForAll @IntRange(min = 1, max = 50) int part) {
    int k = Math.min(n, part);
    int[] rows = Seeding.random(n, k, new RandomStreams(part).stream("test", n));
    assertThat(rows).hasSize(k).doesNotHaveDuplicates();
    assertThat(Arrays.stream(rows)).allMatch(i -> i >= 0 && i < n);
  }

  @Property(tries = 40, seed = "20261121")
  void plusPlusTakesDistinctRowsEvenAmongDuplicates(
      @ForAll @IntRange(min = 1, max = 30) int k,
      @ForAll @IntRange(min = 1, max = 6) int trials,
      @ForAll @IntRange(min = 0, max = 1000) int offset) {
    DenseMatrix rows = Data.lattice(30, 2, 2, k);
    for (int i = 0; i < rows.values().length; i++) {
      rows.values()[i] += offset;
    }
    int[] chosen =
        Seeding.plusPlus(
            new Rows(rows, Data.fastest()),
            null,
            k,
            trials,
            new RandomStreams(k).stream("test"),
            RunContext.quiet(Data.fastest(), 0));
    assertThat(chosen).hasSize(k).doesNotHaveDuplicates();
    // Four different points: the first four centers are all of them.
    long different =
        Arrays.stream(chosen, 0, Math.min(4, k))
            .mapToObj(i -> rows.get(i, 0) + " " + rows.get(i, 1))
            .distinct()
            .count();
    assertThat(different).isEqualTo(Math.min(4, k));
  }

  /** From the point 0, the points 1 and 3 are drawn as 1 to 9. */
  @Test
  void plusPlusDrawsBySquaredDistance() {
    DenseMatrix rows = new DenseMatrix(new float[] {0, 1, 3}, 3, 1);
    RandomStreams random = new RandomStreams(1);
    int fromFirst = 0;
    int far = 0;
    for (int i = 0; i < 12_000; i++) {
      int[] chosen =
          Seeding.plusPlus(
              new Rows(rows, Data.textbook()), null, 2, 1, random.stream("test", i), context);
      if (chosen[0] == 0) {
        fromFirst++;
        far += chosen[1] == 2 ? 1 : 0;
      }
    }
    assertThat(fromFirst / 12_000.0).isCloseTo(1 / 3.0, within(0.015));
    assertThat(far / (double) fromFirst).isCloseTo(0.9, within(0.015));
  }

  @Test
  void pointsOfNoWeightAreNeverTaken() {
    DenseMatrix rows = Data.blobs(20, 2, 3, 0.1, 0, 1);
    double[] weights = new double[20];
    weights[3] = 1;
    weights[7] = 1e-9;
    weights[12] = 1e9;
    for (int seed = 0; seed < 50; seed++) {
      int[] chosen =
          Seeding.plusPlus(
              new Rows(rows, Data.textbook()),
              weights,
              3,
              1,
              new RandomStreams(seed).stream("test"),
              context);
      assertThat(chosen).containsExactlyInAnyOrder(3, 7, 12);
    }
  }

  /** The centers 0 and 1 leave the far pair alone; any drawn far row is worth one of them. */
  @Test
  void localSearchSwapsByHand() {
    DenseMatrix rows = new DenseMatrix(new float[] {0, 1, 100, 101}, 4, 1);
    float[] better =
        LocalSearch.improve(
            rows, new float[] {0, 1}, 1, new RandomStreams(0).stream("test"), context);
    Arrays.sort(better);
    assertThat(better[0]).isIn(0f, 1f);
    assertThat(better[1]).isIn(100f, 101f);
    assertThat(
            LocalSearch.improve(
                rows, new float[] {7}, 5, new RandomStreams(0).stream("test"), context))
        .containsExactly(7);
  }

  @Test
  void localSearchNeverRaisesTheLossWhateverTheThreads() {
    DenseMatrix rows = Data.blobs(3000, 4, 30, 0.05, 0, 5);
    float[] first = Arrays.copyOf(rows.values(), 4 * 25);
    float[] one = null;
    for (int threads = 1; threads <= 3; threads++) {
      try (Parallel parallel = new Parallel(threads)) {
        RunContext some = Data.context(Data.fastest(), 0, parallel, EventListener.none());
        float[] better =
            LocalSearch.improve(rows, first, 25, new RandomStreams(0).stream("test"), some);
        assertThat(Data.inertia(new KMeansModel(better, 25, 4), rows, some))
            .isLessThan(0.8 * Data.inertia(new KMeansModel(first, 25, 4), rows, some));
        one = one == null ? better : one;
        assertThat(better).isEqualTo(one);
      }
    }
  }
}
