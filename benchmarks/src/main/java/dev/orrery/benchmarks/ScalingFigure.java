package dev.orrery.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The times of a {@link ScalingLine}.
 *
 * @param shots those of each size
 */
record ScalingFigure(ScalingLine line, List<Shots> shots) {

  /** How far the exponent of a stage that sees every row may be from 1. */
  static final double TOLERANCE = 0.1;

  /**
   * Deals the shots of a run out to the sizes, which were measured by turns.
   *
   * @param seconds in the order of the run
   */
  static ScalingFigure of(ScalingLine line, double[] seconds) {
    int sizes = line.sizes().size();
    double[][] dealt = new double[sizes][seconds.length / sizes];
    for (int i = 0; i < sizes * dealt[0].length; i++) {
      dealt[i % sizes][i / sizes] = seconds[i];
    }
    return new ScalingFigure(line, Arrays.stream(dealt).map(Shots::new).toList());
  }

  /** The least time of each size: what else runs on a machine can only slow a shot down. */
  double[] seconds() {
    return shots.stream().mapToDouble(shot -> shot.quantile(0)).toArray();
  }

  /** How the times grow. */
  PowerFit fit() {
    return line.fit(seconds());
  }

  /** Whether the exponent is as near to theory as it is asked to be. */
  boolean isAsInTheory() {
    return Math.abs(fit().exponent() - line.theory()) <= TOLERANCE;
  }

  /** The exponent with its standard error, for people. */
  String exponent() {
    PowerFit fit = fit();
    if (Double.isNaN(fit.exponent())) {
      return "not measurable";
    }
    String exponent = String.format(Locale.ROOT, "%.2f", fit.exponent());
    return Double.isNaN(fit.error())
        ? exponent
        : exponent + String.format(Locale.ROOT, " ± %.2f", fit.error());
  }
}
