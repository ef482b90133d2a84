package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MiniBatchTest {

  @Test
  void aProximalStepEndsAtZeroAndKeepsWhatIsNotANumber() {
    assertThat(MiniBatch.shrunk(0.75f, 0.25)).isEqualTo(0.5f);
    assertThat(MiniBatch.shrunk(-0.75f, 0.25)).isEqualTo(-0.5f);
    assertThat(MiniBatch.shrunk(0.75f, 1)).isZero();
    assertThat(MiniBatch.shrunk(-0.75f, 0.75)).isZero();
    assertThat(MiniBatch.shrunk(Float.NaN, 0.25)).isNaN();
    assertThat(MiniBatch.shrunk(Float.NEGATIVE_INFINITY, 0.25)).isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
