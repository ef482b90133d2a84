package dev.orrery.training.rule;

import static dev.orrery.core.event.TensorCollection.GRADIENTS;
import static dev.orrery.core.event.TensorCollection.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Each rule on weights and gradients just below its threshold, just above it, and with NaN. */
class TensorRulesTest {

  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  private static long gradient(String rule, float... values) throws IOException {
    return Play.of(rule)
        .tensor("gradient/weight", GRADIENTS, 0, values)
        .batch(0, 1)
        .pass()
        .firedAt();
  }

  @Test
  void vanishingGradientMeansAbsoluteValues() throws IOException {
    assertThat(gradient("VanishingGradient", 3e-7f, -3e-8f)).isEqualTo(-1);
    assertThat(gradient("VanishingGradient", 1e-7f, -9e-8f)).isEqualTo(0);
    assertThat(gradient("VanishingGradient", NAN, 0)).isEqualTo(-1);
    assertThat(gradient("VanishingGradient:threshold=1", 1, -1)).isEqualTo(-1);
    assertThat(gradient("VanishingGradient")).isEqualTo(-1);
  }

  @Test
  void explodingTensorFindsWhatIsNotFinite() throws IOException {
    String rule = "ExplodingTensor";
    assertThat(Play.of(rule).weights(0, 3e38f, -3e38f).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).weights(0, 1, NAN).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule).weights(0, -INF).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule + ":only_nan=True").weights(0, INF).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule + ":only_nan=True").weights(0, NAN).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule + ":collection_names=losses").weights(0, NAN).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule + ":tensor_regex=wei,x").weights(0, NAN).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule + ":tensor_regex=eight").weights(0, NAN).firedAt()).isEqualTo(-1);
  }

  @Test
  void aLossThatMakesTrainingFailIsSeenAtTheEnd() throws IOException {
    Play play = Play.of("ExplodingTensor").losses(1, 2).loss(2, Double.NaN);
    assertThat(play.firedAt()).isEqualTo(-1);
    play.rules.flush();
    assertThat(play.firedAt()).isEqualTo(2);
  }

  @Test
  void allZeroCountsAPercentage() throws IOException {
    String rule = "AllZero:collection_names=weights";
    assertThat(Play.of(rule).weights(0, 0, -0f, 1e-30f).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).weights(0, 0, -0f).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule).weights(0, 0, NAN).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule + ",threshold=50").weights(0, 0, 1).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule + ",threshold=51").weights(0, 0, 1).firedAt()).isEqualTo(-1);
  }

  @Test
  void tensorVarianceHasTwoThresholds() throws IOException {
    // numpy.var of these is 5.49
    float[] values = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    String rule = "TensorVariance:collection_names=weights,";
    assertThat(Play.of(rule + "max_threshold=5.5").weights(0, values).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule + "max_threshold=5.48").weights(0, values).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule + "min_threshold=5.48").weights(0, values).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule + "min_threshold=5.5").weights(0, values).firedAt()).isEqualTo(0);
    assertThat(Play.of(rule + "max_threshold=0").weights(0, 1, NAN).firedAt()).isEqualTo(-1);
  }

  @Test
  void unchangedTensorLooksAtTheLastNumSteps() throws IOException {
    String rule = "UnchangedTensor:collection_names=weights";
    assertThat(Play.of(rule).weights(0, 1).weights(1, 1).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).weights(0, 1).weights(1, 1).weights(2, 1).firedAt()).isEqualTo(2);
    assertThat(Play.of(rule).weights(0, 1).weights(1, 2).weights(2, 1).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).weights(0, 1).weights(1, 1.00002f).weights(2, 1).firedAt())
        .isEqualTo(-1);
    assertThat(
            Play.of(rule + ",rtol=0.0001")
                .weights(0, 1)
                .weights(1, 1.00002f)
                .weights(2, 1)
                .firedAt())
        .isEqualTo(2);
    assertThat(Play.of(rule + ",num_steps=2").weights(0, NAN).weights(1, NAN).firedAt())
        .isEqualTo(-1);
    assertThat(
            Play.of(rule + ",num_steps=2,equal_nan=True").weights(0, NAN).weights(1, NAN).firedAt())
        .isEqualTo(1);
  }

  @Test
  void weightUpdateRatioDividesTheMeanChangeByTheMeanWeight() throws IOException {
    String rule = "WeightUpdateRatio";
    assertThat(Play.of(rule).weights(0, 1, -1).weights(1, 10.9f, -10.9f).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).weights(0, 1, -1).weights(1, 11.1f, -11.1f).firedAt()).isEqualTo(1);
    assertThat(Play.of(rule).weights(0, 1, -1).weights(1, 1, -1).firedAt()).isEqualTo(1);
    assertThat(Play.of(rule).weights(0, 1).weights(1, NAN).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).weights(0, 0).weights(1, 1).firedAt()).isEqualTo(1);
    // Two steps back 1 became 12; from step to step it did not.
    Play twoBack = Play.of(rule + ":num_steps=2").weights(0, 1).weights(1, 6).weights(2, 12);
    assertThat(twoBack.firedAt()).isEqualTo(2);
    assertThat(Play.of(rule).weights(0, 1).weights(1, 6).weights(2, 12).firedAt()).isEqualTo(-1);
  }

  private static long poor(String rule, float[] factors, float[] gradients, double... losses)
      throws IOException {
    Play play = Play.of(rule);
    for (int step = 0; step < losses.length; step++) {
      play.loss(step, losses[step])
          .matrix("factors", WEIGHTS, step, 2, factors)
          .matrix("gradient/factors", GRADIENTS, step, 2, gradients)
          .batch(0, 1)
          .pass();
    }
    return play.firedAt();
  }

  @Test
  void poorWeightInitializationHasThreeConditions() throws IOException {
    String rule = "PoorWeightInitialization";
    float[] even = {1, -1, -1, 1};
    float[] steep = {1, -1, 2, 5};
    assertThat(poor(rule, even, steep, 1, 0.9)).isEqualTo(-1);
    // Variances 1 and 9.9 (10.1) times as much.
    float[] nearly = {1, 3.146f, -1, -3.146f};
    float[] uneven = {1, 3.178f, -1, -3.178f};
    assertThat(poor(rule, nearly, steep, 1)).isEqualTo(-1);
    assertThat(poor(rule, uneven, steep, 1)).isEqualTo(0);
    // The 5th and 95th percentile of 0, ..., 0 and x are 0.85 x apart (numpy.percentile).
    assertThat(poor(rule, even, new float[] {0, 0, 0, 0.0011f}, 1)).isEqualTo(0);
    assertThat(poor(rule, even, new float[] {0, 0, 0, 0.0012f}, 1)).isEqualTo(-1);
    assertThat(poor(rule, even, steep, 1, 1, 1, 1, 1)).isEqualTo(-1);
    assertThat(poor(rule, even, steep, 1, 1, 1, 1, 1, 1)).isEqualTo(5);
    assertThat(poor(rule + ":steps=5", even, steep, 1, 1, 1, 1, 1, 1, 1)).isEqualTo(-1);
  }

  @Test
  void percentilesAreThoseOfNumpy() {
    // numpy.percentile(x, 95) - numpy.percentile(x, 5)
    float[] values = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    assertThat(Statistics.percentileSpan(values, 5, 95)).isCloseTo(6.65, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-12);
  }
}
