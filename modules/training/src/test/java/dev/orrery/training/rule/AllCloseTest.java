package dev.orrery.training.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held to {@code numpy.allclose} 1.24 on float32 values brought to float64. */
class AllCloseTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, true, true",
    "1, 1.00001, false, false",
    "1.00001, 1, false, false",
    "0, 1e-8, true, true",
    "0, 1.2e-8, false, false",
    "NaN, NaN, false, true",
    "Infinity, Infinity, true, true",
    "Infinity, -Infinity, false, false",
    "Infinity, 1, false, false",
    "1, Infinity, false, false",
    "1e10, 1.00001e10, false, false",
    "1e-9, -1e-9, true, true",
    "100, 100.0009, true, true",
    "100, 100.0011, false, false"
  })
  void agreesWithNumpy(float a, float b, boolean close, boolean closeWithNan) {
    float[] left = {0, a};
    float[] right = {0, b};
    assertThat(Statistics.allClose(left, right, 1e-5, 1e-8, false)).isEqualTo(close);
    assertThat(Statistics.allClose(left, right, 1e-5, 1e-8, true)).isEqualTo(closeWithNan);
  }
}
