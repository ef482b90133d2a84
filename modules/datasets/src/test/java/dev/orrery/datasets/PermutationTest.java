package dev.orrery.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.run.RandomStreams;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PermutationTest {

  @Property(seed = "20261121", tries = 200)
  void everyNumberHasOnePlace(@ForAll @IntRange(min = 1, max = 3000) int size, @ForAll long seed) {
    Permutation order = new Permutation(size, new Draws(new RandomStreams(seed).stream("test")));
    BitSet seen = new BitSet();
    for (int i = 0; i < size; i++) {
      long at = order.at(i);
      assertThat(at).isBetween(0L, size - 1L);
      seen.set((int) at);
    }
    assertThat(seen.cardinality()).isEqualTo(size);
  }
}
