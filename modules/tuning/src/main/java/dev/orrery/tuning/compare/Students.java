package dev.orrery.tuning.compare;

import org.hipparchus.special.Beta;

/** Student's t distribution and Fisher's F distribution, by the incomplete beta function. */
final class Students {

  private Students() {}

  /** The probability that a t variable is as far from 0 as {@code t} or farther. */
  static double twoSided(double t, double degrees) {
    return Beta.regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  }

  /** The value that a t variable exceeds in size with probability {@code p}. */
  static double quantile(double p, double degrees) {
    double low = 0;
    double high = 1;
    while (twoSided(high, degrees) > p) {
      high *= 2;
    }
    for (int i = 0; i < 200 && low < high; i++) {
      double middle = (low + high) / 2;
      if (twoSided(middle, degrees) > p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The probability that an F variable is {@code f} or greater. */
  static double above(double f, double degrees, double below) {
    return Beta.regularizedBeta(below / (below + degrees * f), below / 2, degrees / 2);
  }
}
