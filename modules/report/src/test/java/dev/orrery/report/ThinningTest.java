package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void aRareKindIsKept() {
    List<String> kinds = new ArrayList<>(Collections.nCopies(1000, "batch"));
    kinds.set(0, "init");
    kinds.set(503, "shrink");

    List<Integer> kept = Thinning.keep(kinds, 20);

    assertThat(kept).hasSizeLessThanOrEqualTo(20).contains(0, 1, 503, 999);
  }

  @Property(tries = 200, seed = "20261121")
  void keepsAscendingIndexesWithTheEndsAndNoWideGap(
      @ForAll @IntRange(min = 0, max = 3000) int n,
      @ForAll @IntRange(min = 2, max = 200) int limit,
      @ForAll @IntRange(min = 1, max = 5) int kinds) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(i % kinds);
    }

    List<Integer> kept = Thinning.keep(all, limit);

    assertThat(kept)
        .hasSize(Math.min(kept.size(), Math.min(n, limit)))
        .isSorted()
        .doesNotHaveDuplicates();
    if (n > 0) {
      assertThat(kept.getFirst()).isZero();
      assertThat(kept.getLast()).isEqualTo(n - 1);
    }
    if (n <= limit) {
      assertThat(kept).hasSize(n);
    } else if (limit >= 40) {
      int widest = 0;
      for (int i = 1; i < kept.size(); i++) {
        widest = Math.max(widest, kept.get(i) - kept.get(i - 1));
      }
      assertThat(widest).isLessThanOrEqualTo(2 * n / limit + 2);
    }
  }
}
