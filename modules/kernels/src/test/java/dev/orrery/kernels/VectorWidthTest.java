package dev.orrery.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** The build runs the simd tests with narrower vectors too: this sees that it really does. */
class VectorWidthTest {

  @Test
  void vectorsAreNoWiderThanTheBuildAsksFor() {
    int most = Integer.getInteger("orrery.test.vectorBits", Integer.MAX_VALUE);
    assertThat(VectorSupport.preferredBits())
        .isEqualTo(FloatVector.SPECIES_PREFERRED.vectorBitSize())
        .isBetween(64, most);
  }
}
