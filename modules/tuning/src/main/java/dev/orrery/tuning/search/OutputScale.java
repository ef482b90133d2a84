package dev.orrery.tuning.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Losses as a Gaussian process takes them best: of mean 0 and deviation 1, and bent towards a
 * normal distribution by the power transform of Yeo and Johnson (Biometrika 87, 2000), or by the
 * logarithm of what they are above the least where they span orders of magnitude. Which one is the
 * most likely for the data, so that losses with a few huge values, as learning rates that are too
 * great give, do not hide the differences among the good ones (as in Cowen-Rivers et al., "HEBO:
 * pushing the limits of sample-efficient hyperparameter optimisation", JAIR 74, 2022).
 */
final class OutputScale {

  private static final double LEAST_POWER = -2;
  private static final double STEP = 0.125;

  /** From this many offsets between the least and the greatest on the logarithm is considered. */
  private static final double WIDE = 20;

  /** The offsets of the logarithm are the losses at these parts of all, above the least. */
  private static final int[] SHARES = {4, 2};

  private OutputScale() {}

  /**
   * The losses, standardised and bent.
   *
   * @param losses finite, at least one
   */
  static double[] of(double[] losses) {
    double[] standard = standardised(losses);
    double[] best = standard;
    double bestLikelihood = Double.NEGATIVE_INFINITY;
    for (Bend bend : bends(standard)) {
      double[] bent = Arrays.stream(standard).map(bend.value()).toArray();
      double likelihood =
          -0.5 * bent.length * Math.log(variance(bent))
              + Arrays.stream(standard).map(bend.logSlope()).sum();
      if (likelihood >= bestLikelihood) {
        bestLikelihood = likelihood;
        best = bent;
      }
    }
    return standardised(best);
  }

  /** A way to bend: the value and the logarithm of its slope. */
  private record Bend(DoubleUnaryOperator value, DoubleUnaryOperator logSlope) {}

  private static List<Bend> bends(double[] standard) {
    List<Bend> bends = new ArrayList<>();
    double[] sorted = standard.clone();
    Arrays.sort(sorted);
    double least = sorted[0];
    for (int share : SHARES) {
      double offset = sorted[sorted.length / share] - least;
      if (offset > 0 && sorted[sorted.length - 1] - least >= WIDE * offset) {
        bends.add(new Bend(x -> Math.log(x - least + offset), x -> -Math.log(x - least + offset)));
      }
    }
    for (double power = LEAST_POWER; power <= 1; power += STEP) {
      double p = power;
      bends.add(new Bend(x -> bend(x, p), x -> (p - 1) * Math.signum(x) * Math.log1p(Math.abs(x))));
    }
    return bends;
  }

  /** The transform of Yeo and Johnson; the power 1 leaves x as it is. */
  static double bend(double x, double power) {
    if (x >= 0) {
      return power == 0 ? Math.log1p(x) : (Math.pow(x + 1, power) - 1) / power;
    }
    return power == 2 ? -Math.log1p(-x) : -(Math.pow(1 - x, 2 - power) - 1) / (2 - power);
  }

  private static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation = Math.sqrt(variance(values));
    // Of equal values nothing is known but that they are equal.
    double scale = deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? 1 / deviation : 0;
    return Arrays.stream(values).map(v -> (v - mean) * scale).toArray();
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }
}
