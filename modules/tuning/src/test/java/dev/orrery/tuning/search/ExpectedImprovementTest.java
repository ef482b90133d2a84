package dev.orrery.tuning.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class ExpectedImprovementTest {

  @Test
  void isTheClosedFormWhereThatCanBeComputed() {
    for (double mean : new double[] {-1, 0, 0.7, 2}) {
      for (double deviation : new double[] {0.3, 1, 4}) {
        double z = (0.5 - mean) / deviation;
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        double closed = (0.5 - mean) * 0.5 * Erf.erfc(-z / Math.sqrt(2)) + deviation * density;
        assertThat(ExpectedImprovement.logarithm(mean, deviation, 0.5))
            .isCloseTo(Math.log(closed), within(1e-9 * Math.max(1, Math.abs(Math.log(closed)))));
      }
    }
  }

  /** Golden figures of mpmath with 50 digits: log(phi(z) + z Phi(z)). */
  @Test
  void isSoundFarBelow() {
    assertThat(ExpectedImprovement.logarithm(3.5, 1, 0))
        .isCloseTo(-9.7468100377653867, within(1e-9));
    assertThat(ExpectedImprovement.logarithm(10, 1, 0))
        .isCloseTo(-55.553122036122356, within(1e-9));
    assertThat(ExpectedImprovement.logarithm(40, 1, 0))
        .isCloseTo(-808.29856835661996, within(1e-8));
  }

  @Test
  void hasNoStepWhereTheFormulaChanges() {
    double above = ExpectedImprovement.logarithm(3 - 1e-9, 1, 0);
    double below = ExpectedImprovement.logarithm(3 + 1e-9, 1, 0);
    assertThat(above).isCloseTo(below, within(1e-7));
    assertThat(above).isGreaterThan(below);
  }
}
