package dev.orrery.tuning.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.run.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {

  /**
   * Two points at distance 1 with length scale sqrt(5): s = 1, so k = 7/3 e^-1. With values 1 and
   * -1 and noise 1/2 the weights are +-1 / (3/2 - k); half way between them the mean is 0.
   */
  @Test
  void agreesWithTwoPointsWorkedByHand() {
    double k = 7.0 / 3 * Math.exp(-1);
    Matern kernel = new Matern(new double[] {Math.sqrt(5)}, 1, 0.5);
    GaussianProcess process =
        new GaussianProcess(new double[][] {{0}, {1}}, new double[] {1, -1}, kernel);

    GaussianProcess.Posterior at0 = process.at(new double[] {0});
    assertThat(at0.mean()).isCloseTo((1 - k) / (1.5 - k), within(1e-7));
    double determinant = 1.5 * 1.5 - k * k;
    double explained = (1.5 - 2 * k * k + 1.5 * k * k) / determinant;
    assertThat(at0.deviation()).isCloseTo(Math.sqrt(1 - explained), within(1e-7));

    double h = (1 + 0.5 + 0.25 / 3) * Math.exp(-0.5);
    GaussianProcess.Posterior half = process.at(new double[] {0.5});
    assertThat(half.mean()).isCloseTo(0, within(1e-12));
    assertThat(half.deviation()).isCloseTo(Math.sqrt(1 - 2 * h * h / (1.5 + k)), within(1e-7));
  }

  @Test
  void goesThroughThePointsWithoutNoiseAndForgetsFarAway() {
    Matern kernel = new Matern(new double[] {0.3, 0.3}, 2, 0);
    double[][] points = {{0.1, 0.2}, {0.8, 0.4}, {0.5, 0.9}};
    double[] values = {1, -2, 0.5};
    GaussianProcess process = new GaussianProcess(points, values, kernel);
    for (int i = 0; i < 3; i++) {
      assertThat(process.at(points[i]).mean()).isCloseTo(values[i], within(1e-6));
      assertThat(process.at(points[i]).deviation()).isLessThan(1e-3);
    }
    GaussianProcess.Posterior far = process.at(new double[] {50, 50});
    assertThat(far.mean()).isCloseTo(0, within(1e-9));
    assertThat(far.deviation()).isCloseTo(Math.sqrt(2), within(1e-9));
  }

  @Test
  void gradientOfTheEvidenceIsThatOfDifferences() {
    RandomGenerator random = new RandomStreams(3).stream("test");
    double[][] points = new double[12][4];
    double[] values = new double[12];
    for (int i = 0; i < 12; i++) {
      points[i] = random.doubles(4).toArray();
      values[i] = Math.sin(5 * points[i][0]) + points[i][1] + 0.1 * random.nextGaussian();
    }
    Evidence evidence = new Evidence(points, values);
    double[] at = {-1, 0.3, 1.2, 0.1, 0.4, -3};
    double[] gradient = evidence.gradient(at);
    for (int j = 0; j < at.length; j++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[j] += 1e-5;
      down[j] -= 1e-5;
      double difference = (evidence.value(up) - evidence.value(down)) / 2e-5;
      assertThat(gradient[j]).isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference))));
    }
  }

  @Test
  void mostLikelyKernelFindsTheCoordinateThatMattersAndTheNoise() {
    RandomGenerator random = new RandomStreams(5).stream("test");
    double[][] points = new double[60][3];
    double[] values = new double[60];
    for (int i = 0; i < 60; i++) {
      points[i] = random.doubles(3).toArray();
      values[i] = 1.4 * Math.sin(6 * points[i][1]) + 0.3 * random.nextGaussian();
    }
    Matern kernel = new Evidence(points, values).mostLikely(4, random);
    assertThat(kernel.lengths()[1]).isLessThan(0.5 * kernel.lengths()[0]);
    assertThat(kernel.lengths()[1]).isLessThan(0.5 * kernel.lengths()[2]);
    assertThat(Math.sqrt(kernel.noise())).isBetween(0.15, 0.45);
  }
}
