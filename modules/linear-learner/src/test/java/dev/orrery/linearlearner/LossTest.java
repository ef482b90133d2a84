package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions of spec B1.3, and their derivatives by finite differences. */
class LossTest {

  private static double value(Loss loss, float label, float... scores) {
    float[] values = new float[1];
    loss.apply(scores.clone(), 1, 1, new float[] {label}, 0, values);
    return values[0];
  }

  @ParameterizedTest
  @CsvSource({
    // name, parameter, label, score, value
    "squared_loss, 0, 1, 3, 4",
    "absolute_loss, 0, 3, 1, 2",
    "quantile_loss, 0.9, 3, 1, 1.8",
    "quantile_loss, 0.9, 1, 3, 0.2",
    "huber_loss, 1, 0, 0.5, 0.125",
    "huber_loss, 1, 0, -3, 2.5",
    "eps_insensitive_squared_loss, 0.5, 0, 2, 3.75",
    "eps_insensitive_squared_loss, 0.5, 0, 0.4, 0",
    "eps_insensitive_absolute_loss, 0.5, 0, -2, 1.5",
    "logistic, 0, 1, 0, 0.6931472",
    "logistic, 0, 0, 2, 2.126928",
    "logistic, 0, 1, -40, 40",
    "hinge_loss, 1, 1, 0.25, 0.75",
    "hinge_loss, 1, 0, 0.25, 0.25",
    "hinge_loss, 2, 0, 0.25, 0.75",
    "hinge_loss, 1, 1, 1.5, 0"
  })
  void valuesAreThoseOfTheDefinitions(
      String name, double parameter, float label, float score, double expected) {
    assertThat(value(Loss.of(name, parameter, 1), label, score))
        .isCloseTo(expected, within(1e-5 * Math.max(1, expected)));
  }

  @Test
  void softmaxIsTheNegativeLogarithmOfTheProbability() {
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(4);
    assertThat(value(new Loss.Softmax(3), 1, 1, 2, 4)).isCloseTo(Math.log(sum) - 2, within(1e-5));
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(new Loss.Squared(), new float[] {-2, 0.3f, 5}),
        Arguments.of(new Loss.Absolute(), new float[] {-2, 0.3f}),
        Arguments.of(new Loss.Quantile(0.8), new float[] {-2, 0.3f}),
        Arguments.of(new Loss.Huber(1.5), new float[] {-2, 0.3f}),
        Arguments.of(new Loss.InsensitiveSquared(0.4), new float[] {-2, 0.3f}),
        Arguments.of(new Loss.InsensitiveAbsolute(0.4), new float[] {-2, 0.3f}),
        Arguments.of(new Loss.Logistic(), new float[] {0, 1}),
        Arguments.of(new Loss.Hinge(1.5), new float[] {0, 1}),
        Arguments.of(new Loss.Softmax(3), new float[] {0, 1, 2}));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void derivativesAreThoseOfFiniteDifferences(Loss loss, float[] labels) {
    int outputs = loss.outputs();
    float step = 1f / 128;
    for (float label : labels) {
      for (float at = -3.1417f; at < 3; at += 0.3911f) {
        float[] scores = new float[outputs];
        for (int o = 0; o < outputs; o++) {
          scores[o] = at * (o + 1) / 2;
        }
        float[] slopes = scores.clone();
        loss.apply(slopes, 1, 1, new float[] {label}, 0, new float[1]);
        for (int o = 0; o < outputs; o++) {
          float[] up = scores.clone();
          float[] down = scores.clone();
          up[o] += step;
          down[o] -= step;
          double difference = (value(loss, label, up) - value(loss, label, down)) / (2 * step);
          assertThat((double) slopes[o])
              .as("%s at %s of label %s", loss, at, label)
              .isCloseTo(difference, within(2e-3));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void modelsAreScoredSideBySideAsTheyAreAlone(Loss loss, float[] labels) {
    int outputs = loss.outputs();
    int rows = labels.length;
    int models = 5;
    float[] scores = new float[rows * models * outputs];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) Math.sin(i * 1.7) * 3;
    }
    float[] together = scores.clone();
    float[] values = new float[rows * models];
    loss.apply(together, rows, models, labels, 0, values);
    for (int i = 0; i < rows; i++) {
      for (int m = 0; m < models; m++) {
        int at = (i * models + m) * outputs;
        float[] own = java.util.Arrays.copyOfRange(scores, at, at + outputs);
        float[] ownValue = new float[1];
        loss.apply(own, 1, 1, labels, i, ownValue);
        assertThat(values[i * models + m]).isCloseTo(ownValue[0], within(1e-5f));
        for (int o = 0; o < outputs; o++) {
          assertThat(together[at + o]).isCloseTo(own[o], within(1e-5f));
        }
      }
    }
  }

  @Test
  void fastExponentialsAreNearTheTrueOnes() {
    int n = 20_000;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i - n / 2) * 0.003f;
    }
    float[] e = new float[n];
    float[] slope = x.clone();
    Exponentials.expOfMinusAbs(x, e, n);
    for (int i = 0; i < n; i++) {
      assertThat((double) e[i])
          .isCloseTo(Math.exp(-Math.abs((double) x[i])), within(2e-5 * Math.exp(-Math.abs(x[i]))));
    }
    Exponentials.softPlus(slope, e, n);
    for (int i = 0; i < n; i++) {
      double z = x[i];
      double soft = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      assertThat((double) e[i]).isCloseTo(soft, within(2e-5 * soft));
      assertThat((double) slope[i])
          .isCloseTo(1 / (1 + Math.exp(-z)), within(2e-5 / (1 + Math.exp(-z))));
    }
  }

  @Test
  void whatIsNotANumberStaysSo() {
    for (Loss loss : losses().map(a -> (Loss) a.get()[0]).toList()) {
      float[] scores = new float[loss.outputs()];
      java.util.Arrays.fill(scores, Float.NaN);
      assertThat(value(loss, 0, scores)).as(loss.name()).isNaN();
    }
  }
}
