package dev.orrery.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ParallelTest {

  @Property(tries = 60, seed = "20261121")
  void reducesInOrderWhateverTheThreads(
      @ForAll @IntRange(min = 0, max = 500) int rows,
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 5) int threads) {
    List<Integer> starts = new ArrayList<>();
    try (Parallel parallel = new Parallel(threads)) {
      parallel.reduce(rows, size, (from, to) -> new int[] {from, to}, c -> starts.add(c[0]));
    }
    List<Integer> expected = new ArrayList<>();
    for (int from = 0; from < rows; from += size) {
      expected.add(from);
    }
    assertThat(starts).isEqualTo(expected);
  }

  @Test
  void takesEveryRowOnce() {
    AtomicIntegerArray taken = new AtomicIntegerArray(1000);
    try (Parallel parallel = new Parallel(3)) {
      parallel.forEach(
          1000,
          7,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              taken.incrementAndGet(i);
            }
          });
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(taken.get(i)).isEqualTo(1);
    }
  }

  @Test
  void passesOnAFailureAndGoesOnWorking() {
    try (Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(
              () ->
                  parallel.forEach(
                      100,
                      10,
                      (from, to) -> {
                        if (from == 50) {
                          throw new IllegalArgumentException("fifty");
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("fifty");
      AtomicInteger rows = new AtomicInteger();
      parallel.forEach(100, 10, (from, to) -> rows.addAndGet(to - from));
      assertThat(rows.get()).isEqualTo(100);
    }
  }
}
