package dev.orrery.tuning.search;

import org.hipparchus.special.Erf;

/**
 * By how much a point is expected to be below the best (Mockus 1975; Jones, Schonlau and Welch
 * 1998), as a logarithm that is sound where the improvement itself is too small for a double
 * (Ament, Daulton, Eriksson, Balandat and Bakshy, "Unexpected improvements to expected improvement
 * for Bayesian optimization", NeurIPS 2023).
 */
final class ExpectedImprovement {

  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double FAR = 3;
  private static final int TERMS = 60;

  private ExpectedImprovement() {}

  /**
   * The logarithm of E[max(best - f, 0)] for a normal f.
   *
   * @param mean of f
   * @param deviation of f, above 0
   * @param best what is to be improved on
   */
  static double logarithm(double mean, double deviation, double best) {
    return Math.log(deviation) + standard((best - mean) / deviation);
  }

  /** log(phi(z) + z Phi(z)). */
  private static double standard(double z) {
    double density = -0.5 * z * z - LOG_ROOT_TWO_PI;
    if (z > -FAR) {
      return Math.log(Math.exp(density) + 0.5 * z * Erf.erfc(-z / Math.sqrt(2)));
    }
    // With t = -z it is phi(t) (1 - t M(t)); Laplace's continued fraction of Mills' ratio,
    // M(t) = 1 / (t + 1 / (t + 2 / (t + ...))) = 1 / (t + r), makes that phi(t) r / (t + r).
    double t = -z;
    double r = 0;
    for (int i = TERMS; i >= 1; i--) {
      r = i / (t + r);
    }
    return density + Math.log(r / (t + r));
  }
}
