package dev.orrery.kmeans.lloyd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;
import dev.orrery.kmeans.Data;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VariantsTest {

  private static final IterationListener NOBODY = (i, loss, changed, before, after, counts) -> {};

  static FullBatchResult run(
      DenseMatrix rows, float[] first, Variant variant, int maxIterations, RunContext context) {
    return FullBatch.run(
        rows,
        RowStatistics.of(rows, context),
        new FullBatch.Options(variant, maxIterations, 0),
        new Progress(first, rows.rows()),
        NOBODY,
        context);
  }

  static float[] firstRows(DenseMatrix rows, int k, long seed) {
    RandomGenerator random = new RandomStreams(seed).stream("test.first");
    float[] first = new float[k * rows.columns()];
    for (int j = 0; j < k; j++) {
      System.arraycopy(
          rows.values(),
          rows.rowOffset(random.nextInt(rows.rows())),
          first,
          j * rows.columns(),
          rows.columns());
    }
    return first;
  }

  static Stream<Arguments> variantsAndBackends() {
    return Data.backends()
        .flatMap(
            kernels ->
                Stream.of(Variant.values()).map(v -> Arguments.of(v, kernels, kernels.name())));
  }

  /**
   * Points 0, 1, 10 and 12 on a line from the centers 0 and 1: first 0 | 1, 10, 12 (centers 0 and
   * 23/3), then 0, 1 | 10, 12 (centers 0.5 and 11), where it rests with loss 0.5 + 2 = 2.5.
   */
  @ParameterizedTest
  @MethodSource("variantsAndBackends")
  void fourPointsByHand(Variant variant, Kernels kernels, String name) {
    DenseMatrix rows = new DenseMatrix(new float[] {0, 1, 10, 12}, 4, 1);
    List<Double> losses = new ArrayList<>();
    List<Long> moved = new ArrayList<>();
    RunContext context = RunContext.quiet(kernels, 0);
    FullBatchResult result =
        FullBatch.run(
            rows,
            RowStatistics.of(rows, context),
            new FullBatch.Options(variant, 300, 1e-4),
            new Progress(new float[] {0, 1}, 4),
            (i, loss, changed, before, after, counts) -> {
              losses.add(loss);
              moved.add(changed);
            },
            context);
    assertThat(result.centers()).containsExactly(0.5f, 11f);
    assertThat(result.counts()).containsExactly(2, 2);
    assertThat(result.inertia()).isEqualTo(2.5);
    assertThat(result.iterations()).isEqualTo(3);
    assertThat(moved).containsExactly(4L, 1L, 0L);
    assertThat(losses.get(0)).isCloseTo(81 + 121, within(1e-12));
    float second = 23 / 3f;
    assertThat(losses.get(1))
        .isCloseTo(1 + Math.pow(10 - second, 2) + Math.pow(12 - second, 2), within(1e-12));
    assertThat(losses.get(2)).isCloseTo(2.5, within(1e-12));
  }

  static Stream<Arguments> cases() {
    List<Arguments> data =
        List.of(
            Arguments.of("blobs", Data.blobs(3000, 8, 20, 0.08, 0, 1), 20),
            Arguments.of("noise", Data.blobs(2500, 3, 1, 1, 0, 2), 50),
            Arguments.of("far from zero", Data.blobs(2500, 6, 12, 0.1, 10_000, 3), 12),
            Arguments.of("very far from zero", Data.blobs(1500, 4, 5, 0.1, 3e6f, 4), 9),
            Arguments.of("duplicates", Data.lattice(3000, 2, 6, 5), 30),
            Arguments.of("more centers than points", Data.lattice(500, 2, 3, 6), 15),
            Arguments.of("ties", Data.lattice(4000, 3, 4, 7), 25),
            Arguments.of("wide", Data.blobs(600, 70, 10, 0.5, 1, 8), 10),
            Arguments.of("tiny values", scaled(Data.blobs(800, 5, 6, 0.2, 0, 9), 1e-21f), 8),
            Arguments.of("two centers", Data.blobs(700, 5, 3, 0.2, 0, 10), 2),
            Arguments.of("one center", Data.blobs(300, 5, 3, 0.2, 0, 11), 1));
    return Data.backends()
        .flatMap(
            kernels ->
                data.stream().map(a -> Arguments.of(a.get()[0], a.get()[1], a.get()[2], kernels)));
  }

  private static DenseMatrix scaled(DenseMatrix rows, float factor) {
    float[] values = rows.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new DenseMatrix(values, rows.rows(), rows.columns());
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("cases")
  void everyVariantEndsInTheSameBits(String what, DenseMatrix rows, int k, Kernels kernels) {
    RunContext context = RunContext.quiet(kernels, 0);
    float[] first = firstRows(rows, k, 1);
    for (int iterations : new int[] {1, 3, 60}) {
      FullBatchResult lloyd = run(rows, first, Variant.LLOYD, iterations, context);
      for (Variant variant : Variant.values()) {
        FullBatchResult other = run(rows, first, variant, iterations, context);
        assertThat(other.centers()).as(variant.text()).isEqualTo(lloyd.centers());
        assertThat(other.inertia()).isEqualTo(lloyd.inertia());
        assertThat(other.counts()).isEqualTo(lloyd.counts());
        assertThat(other.iterations()).isEqualTo(lloyd.iterations());
      }
    }
  }

  /** Small whole numbers times a scale, about an offset that leaves few bits: near ties abound. */
  @Property(tries = 150, seed = "20261121")
  void everyVariantEndsInTheSameBitsWhateverTheData(
      @ForAll @IntRange(min = 2, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll @IntRange(min = 2, max = 12) int most,
      @ForAll @IntRange(min = -30, max = 30) int scale,
      @ForAll @IntRange(min = 0, max = 22) int offset,
      @ForAll long seed) {
    DenseMatrix lattice = Data.lattice(n, d, 5, seed);
    float[] values = lattice.values().clone();
    RandomGenerator random = new RandomStreams(seed).stream("test.jitter");
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i] + random.nextFloat() * 1e-3f + (1 << offset), scale);
    }
    DenseMatrix rows = new DenseMatrix(values, n, d);
    float[] first = firstRows(rows, Math.min(n, most), seed);
    Data.backends()
        .forEach(
            kernels -> {
              RunContext context = RunContext.quiet(kernels, 0);
              FullBatchResult lloyd = run(rows, first, Variant.LLOYD, 30, context);
              for (Variant variant : Variant.values()) {
                FullBatchResult other = run(rows, first, variant, 30, context);
                assertThat(other.centers()).as(variant.text()).isEqualTo(lloyd.centers());
                assertThat(other.counts()).isEqualTo(lloyd.counts());
              }
            });
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void threadsDoNotChangeABit(Variant variant) {
    DenseMatrix rows = Data.blobs(10_000, 7, 15, 0.1, 0, 3);
    float[] first = firstRows(rows, 15, 2);
    FullBatchResult one = run(rows, first, variant, 40, RunContext.quiet(Data.fastest(), 0));
    for (int threads = 2; threads <= 3; threads++) {
      try (Parallel parallel = new Parallel(threads)) {
        RunContext context = Data.context(Data.fastest(), 0, parallel, EventListener.none());
        FullBatchResult many = run(rows, first, variant, 40, context);
        assertThat(many.centers()).isEqualTo(one.centers());
        assertThat(many.inertia()).isEqualTo(one.inertia());
        assertThat(many.distances()).isEqualTo(one.distances());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void theLossNeverRises(Variant variant) {
    for (DenseMatrix rows :
        List.of(Data.blobs(3000, 6, 9, 0.2, 0, 4), Data.blobs(3000, 6, 9, 0.2, 1000, 4))) {
      List<Double> losses = new ArrayList<>();
      RunContext context = RunContext.quiet(Data.fastest(), 0);
      FullBatchResult result =
          FullBatch.run(
              rows,
              RowStatistics.of(rows, context),
              new FullBatch.Options(variant, 300, 0),
              new Progress(firstRows(rows, 12, 5), rows.rows()),
              (i, loss, changed, before, after, counts) -> losses.add(loss),
              context);
      assertThat(losses.size()).isGreaterThan(5);
      for (int i = 1; i < losses.size(); i++) {
        assertThat(losses.get(i)).isLessThanOrEqualTo(losses.get(i - 1) * (1 + 1e-7));
      }
      assertThat(losses.getLast()).isCloseTo(result.inertia(), within(1e-4 * result.inertia()));
    }
  }

  @Test
  void acceleratedVariantsComputeFewerDistances() {
    DenseMatrix rows = Data.blobs(12_000, 8, 1000, 0.05, 0, 6);
    float[] first = firstRows(rows, 1000, 3);
    RunContext context = RunContext.quiet(Data.fastest(), 0);
    FullBatchResult lloyd = run(rows, first, Variant.LLOYD, 12, context);
    assertThat(lloyd.iterations()).isEqualTo(12);
    assertThat(lloyd.distances()).isEqualTo(12_000L * 1000 * 13);
    assertThat(lloyd.saved()).isZero();
    for (Variant variant :
        List.of(Variant.HAMERLY, Variant.ELKAN, Variant.EXPONION, Variant.SHALLOT)) {
      FullBatchResult result = run(rows, first, variant, 12, context);
      assertThat(result.centers()).isEqualTo(lloyd.centers());
      assertThat(result.distances()).as(variant.text()).isLessThan(lloyd.distances() / 2);
      assertThat(result.saved()).isEqualTo(lloyd.distances() - result.distances());
    }
  }

  @Test
  void anEmptyClusterTakesTheFurthestRow() {
    // The center at 100 gets no row; the row 50 is the furthest from its center.
    DenseMatrix rows = new DenseMatrix(new float[] {0, 1, 2, 50}, 4, 1);
    float[] first = {0, 3, 100};
    FullBatchResult once = run(rows, first, Variant.LLOYD, 1, RunContext.quiet(Data.textbook(), 0));
    assertThat(once.centers()).containsExactly(0.5f, 2f, 50f);
  }

  @Test
  void allRowsEqualLeaveEmptyClustersWhereTheyWere() {
    float[] values = new float[20];
    Arrays.fill(values, 3);
    DenseMatrix rows = new DenseMatrix(values, 10, 2);
    for (Variant variant : Variant.values()) {
      FullBatchResult result =
          run(rows, new float[] {3, 3, 3, 3}, variant, 10, RunContext.quiet(Data.textbook(), 0));
      assertThat(result.centers()).containsOnly(3f);
      assertThat(result.inertia()).isZero();
      assertThat(result.counts()).containsExactly(10, 0);
    }
  }
}
