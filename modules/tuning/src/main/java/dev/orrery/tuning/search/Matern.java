package dev.orrery.tuning.search;

/**
 * The Matern kernel of smoothness 5/2 with a length scale per coordinate (Rasmussen and Williams,
 * "Gaussian processes for machine learning", 2006, equation 4.17 and section 5.1), and noise:
 *
 * <pre>k(a, b) = v (1 + s + s^2 / 3) exp(-s),  s^2 = 5 sum_j ((a_j - b_j) / l_j)^2</pre>
 *
 * @param lengths length scale of each coordinate
 * @param variance variance of the function
 * @param noise variance of what is added to each observation
 */
record Matern(double[] lengths, double variance, double noise) {

  /** From logarithms: those of the length scales, of the variance, of the noise. */
  static Matern ofLogarithms(double[] logarithms) {
    int d = logarithms.length - 2;
    double[] lengths = new double[d];
    for (int j = 0; j < d; j++) {
      lengths[j] = Math.exp(logarithms[j]);
    }
    return new Matern(lengths, Math.exp(logarithms[d]), Math.exp(logarithms[d + 1]));
  }

  /** Covariance of the function at two points. */
  double at(double[] a, double[] b) {
    return covariance(distance(a, b));
  }

  /** The scaled distance s of two points. */
  double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < lengths.length; j++) {
      double scaled = (a[j] - b[j]) / lengths[j];
      sum += scaled * scaled;
    }
    return Math.sqrt(5 * sum);
  }

  /** Covariance at a scaled distance. */
  double covariance(double s) {
    return variance * (1 + s + s * s / 3) * Math.exp(-s);
  }

  /**
   * What the derivative by the logarithm of a length scale is made of, at a scaled distance and
   * with the covariance there: times {@code ((a_j - b_j) / l_j)^2} it is that derivative.
   */
  static double slope(double s, double covariance) {
    return covariance * 5 / 3 * (1 + s) / (1 + s + s * s / 3);
  }
}
