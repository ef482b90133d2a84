package dev.orrery.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KMeansStepTest {

  private static LongStream shown(long values) {
    return LongStream.range(0, 1 << 14).filter(index -> KMeansStep.shown(index, values));
  }

  @Test
  void largeCentersAreCopiedLessOften() {
    assertThat(shown(1 << 20).boxed()).startsWith(0L, 1L, 2L, 4L, 8L, 16L, 32L).hasSize(1 + 14);
    for (long values = 1; values <= 1 << 20; values *= 2) {
      long bytes = 2 * Float.BYTES * values * shown(values).count();
      assertThat(bytes).as("%d values, before and after", values).isLessThan(160 << 20);
    }
  }
}
