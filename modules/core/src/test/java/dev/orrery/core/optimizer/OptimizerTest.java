package dev.orrery.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the papers, worked by hand for one weight, and what all rules have in common. */
class OptimizerTest {

  static Stream<Optimizer> all() {
    return Stream.of(
        new Sgd(0),
        new Sgd(0.9),
        Adam.standard(),
        RmsProp.standard(),
        new AdaGrad(1e-8),
        new Ftrl(1, 0));
  }

  private static float[][] slots(Optimizer optimizer, int n) {
    return new float[optimizer.slots()][n];
  }

  private static float step(
      Optimizer optimizer, float w, float g, float[][] slots, double rate, double decay, long t) {
    float[] weight = {w};
    optimizer.update(weight, new float[] {g}, slots, 0, 0, 1, rate, decay, t);
    return weight[0];
  }

  @Test
  void gradientDescentGoesAgainstTheGradientAndTheWeight() {
    // 2 - 0.1 * (3 + 0.5 * 2)
    assertThat(step(new Sgd(0), 2, 3, new float[0][], 0.1, 0.5, 1)).isEqualTo(1.6f, within(1e-6f));
  }

  @Test
  void momentumKeepsGoing() {
    Sgd momentum = new Sgd(0.5);
    float[][] slots = slots(momentum, 1);
    float first = step(momentum, 0, 1, slots, 0.1, 0, 1);
    float second = step(momentum, first, 0, slots, 0.1, 0, 2);
    assertThat(first).isEqualTo(-0.1f, within(1e-7f));
    assertThat(second).isEqualTo(-0.15f, within(1e-7f));
  }

  /** The first step of Adam is the rate against the sign of the gradient, whatever its size. */
  @Test
  void firstStepOfAdamIsTheRate() {
    for (float g : new float[] {0.1f, 1, 1000}) {
      Adam adam = Adam.standard();
      assertThat(step(adam, 0, g, slots(adam, 1), 0.1, 0, 1)).isEqualTo(-0.1f, within(1e-5f));
    }
  }

  /** Algorithm 1 of the paper with g = 1, then g = 2: m = 0.29, v = 0.004999, both corrected. */
  @Test
  void secondStepOfAdamByHand() {
    Adam adam = Adam.standard();
    float[][] slots = slots(adam, 1);
    float w = step(adam, 0, 1, slots, 0.1, 0, 1);
    float after = step(adam, w, 2, slots, 0.1, 0, 2);
    double m = 0.9 * 0.1 + 0.1 * 2;
    double v = 0.999 * 0.001 + 0.001 * 4;
    double move = 0.1 * (m / (1 - 0.81)) / (Math.sqrt(v / (1 - 0.998001)) + 1e-8);
    assertThat((double) w - after).isEqualTo(move, within(1e-6));
  }

  @Test
  void rmsPropDividesByTheRunningMean() {
    RmsProp rule = RmsProp.standard();
    // mean 0.1 * 9, so 0.01 * 3 / sqrt(0.9)
    assertThat(step(rule, 1, 3, slots(rule, 1), 0.01, 0, 1))
        .isEqualTo((float) (1 - 0.03 / Math.sqrt(0.9)), within(1e-6f));
  }

  @Test
  void adaGradDividesByTheSum() {
    AdaGrad rule = new AdaGrad(0);
    float[][] slots = slots(rule, 1);
    float w = step(rule, 0, 3, slots, 0.5, 0, 1);
    assertThat(w).isEqualTo(-0.5f, within(1e-6f));
    assertThat(step(rule, w, 4, slots, 0.5, 0, 2)).isEqualTo(-0.5f - 0.5f * 4 / 5, within(1e-6f));
  }

  /** Algorithm 1 of the paper from w = 0: z = g, n = g^2. */
  @Test
  void ftrlByHandAndItsZeros() {
    Ftrl rule = new Ftrl(1, 0.5);
    // z = 3, n = 9: -(3 - 0.5) / ((1 + 3) / 0.1 + 2)
    assertThat(step(rule, 0, 3, slots(rule, 1), 0.1, 2, 1))
        .isEqualTo((float) (-2.5 / 42), within(1e-7f));
    assertThat(step(rule, 0, 0.4f, slots(rule, 1), 0.1, 2, 1)).isZero();
  }

  /** Weights that were drawn at random are moved, not thrown away. */
  @Test
  void ftrlStartsFromTheWeightThatIsThere() {
    Ftrl rule = new Ftrl(1, 0.01);
    assertThat(step(rule, 0.7f, 1e-6f, slots(rule, 1), 0.1, 0.1, 1)).isEqualTo(0.7f, within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRuleFindsTheBottomOfAParabola(Optimizer rule) {
    float[] w = {5, -3};
    float[][] slots = slots(rule, 2);
    for (int t = 1; t <= 4000; t++) {
      float[] g = {2 * (w[0] - 1), 2 * (w[1] - 2)};
      rule.update(
          w, g, slots, 0, 0, 2, rule instanceof AdaGrad || rule instanceof Ftrl ? 0.5 : 0.01, 0, t);
    }
    assertThat(w[0]).isEqualTo(1, within(0.03f));
    assertThat(w[1]).isEqualTo(2, within(0.03f));
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingOutsideTheRangeIsTouched(Optimizer rule) {
    float[] w = {1, 2, 3, 4};
    float[][] slots = slots(rule, 4);
    rule.update(w, new float[] {9, 1, 1}, slots, 1, 1, 2, 0.1, 0, 1);
    assertThat(w[0]).isEqualTo(1);
    assertThat(w[3]).isEqualTo(4);
    assertThat(w[1]).isLessThan(2);
    assertThat(w[2]).isLessThan(3);
    for (float[] slot : slots) {
      assertThat(slot[0]).isZero();
      assertThat(slot[3]).isZero();
    }
  }
}
