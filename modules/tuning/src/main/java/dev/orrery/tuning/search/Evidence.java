package dev.orrery.tuning.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * How well a kernel explains some observations: the logarithm of their marginal likelihood
 * (Rasmussen and Williams, 2006, equations 2.30 and 5.9) and of a prior over the kernel. The most
 * likely kernel is found by conjugate gradients from several starts.
 *
 * <p>The prior: length scales about {@code 0.3 sqrt(d)}, which grow with the dimension as distances
 * in the unit cube do (Hvarfner, Hellsten and Nardi, "Vanilla Bayesian optimization performs great
 * in high dimensions", 2024); variance about 1, as the values are standardised; noise small unless
 * the data says otherwise. All are log-normal.
 */
final class Evidence {

  private static final double LENGTH_DEVIATION = 1;
  private static final double LENGTH_MEAN = 0.3;
  private static final double VARIANCE_DEVIATION = 1;
  private static final double NOISE_MEAN = 1e-3;
  private static final double NOISE_DEVIATION = 3;
  private static final double WORST = 1e10;
  private static final double MUCH_NOISE = 0.1;
  private static final int MOST_STEPS = 40;
  private static final double FIRST_STEP = 0.2;
  private static final double GREATEST_STEP = 1;
  private static final double LEAST_STEP = 0.01;
  private static final double FASTER = 1.2;
  private static final double SLOWER = 0.5;

  private final double[][] points;
  private final double[] values;
  private final int dimensions;
  private final double[] means;
  private final double[] deviations;

  /** Of some observations; the values standardised. */
  Evidence(double[][] points, double[] values) {
    this.points = points;
    this.values = values;
    this.dimensions = points[0].length;
    means = new double[dimensions + 2];
    deviations = new double[dimensions + 2];
    for (int j = 0; j < dimensions; j++) {
      means[j] = Math.log(LENGTH_MEAN * Math.sqrt(dimensions));
      deviations[j] = LENGTH_DEVIATION;
    }
    deviations[dimensions] = VARIANCE_DEVIATION;
    means[dimensions + 1] = Math.log(NOISE_MEAN);
    deviations[dimensions + 1] = NOISE_DEVIATION;
  }

  /**
   * The logarithm of the posterior of a kernel, up to a constant; very low where it cannot be
   * computed.
   *
   * @param logarithms of the length scales, the variance and the noise
   */
  double value(double[] logarithms) {
    try {
      CholeskyDecomposition cholesky = decompose(logarithms);
      double[] weights = weights(cholesky);
      double value = prior(logarithms);
      RealMatrix factor = cholesky.getL();
      for (int i = 0; i < values.length; i++) {
        value -= 0.5 * values[i] * weights[i] + Math.log(factor.getEntry(i, i));
      }
      return Double.isFinite(value) ? value : -WORST;
    } catch (MathRuntimeException e) {
      return -WORST; // so near to each other are the points for these length scales
    }
  }

  /** The gradient of {@link #value} by the logarithms. */
  double[] gradient(double[] logarithms) {
    double[] gradient = new double[dimensions + 2];
    Matern kernel = Matern.ofLogarithms(logarithms);
    double[][] covariance = GaussianProcess.covariance(points, kernel);
    CholeskyDecomposition cholesky;
    try {
      cholesky = GaussianProcess.decompose(covariance);
    } catch (MathRuntimeException e) {
      return gradient;
    }
    double[] weights = weights(cholesky);
    double[][] inverse = cholesky.getSolver().getInverse().getData();
    int n = values.length;
    double[] squares = new double[dimensions];
    for (int j = 0; j < dimensions; j++) {
      squares[j] = 1 / (kernel.lengths()[j] * kernel.lengths()[j]);
    }
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < a; b++) {
        double pull = weights[a] * weights[b] - inverse[a][b];
        double s = kernel.distance(points[a], points[b]);
        double slope = pull * Matern.slope(s, covariance[a][b]);
        for (int j = 0; j < dimensions; j++) {
          double apart = points[a][j] - points[b][j];
          gradient[j] += slope * apart * apart * squares[j];
        }
        gradient[dimensions] += pull * covariance[a][b];
      }
      double pull = 0.5 * (weights[a] * weights[a] - inverse[a][a]);
      gradient[dimensions] += pull * kernel.variance() * (1 + GaussianProcess.JITTER);
      gradient[dimensions + 1] += pull * kernel.noise();
    }
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] -= (logarithms[j] - means[j]) / (deviations[j] * deviations[j]);
    }
    return gradient;
  }

  /**
   * The most likely kernel of several climbs: from the middle of the prior, from much noise, and
   * from random draws of the prior. What is smooth with noise and what is rough without often look
   * alike, so one climb alone would settle on what it began with.
   */
  Matern mostLikely(int starts, RandomGenerator random) {
    double[] best = means;
    double bestValue = -WORST;
    for (int start = 0; start < starts; start++) {
      double[] from = means.clone();
      if (start == 1) {
        from[dimensions + 1] = Math.log(MUCH_NOISE);
      }
      for (int j = 0; start > 1 && j < from.length; j++) {
        from[j] += deviations[j] * random.nextGaussian();
      }
      double[] found = climb(from);
      double value = value(found);
      if (value > bestValue) {
        best = found;
        bestValue = value;
      }
    }
    return Matern.ofLogarithms(best);
  }

  /**
   * Goes up by the signs of the gradient, with a step per logarithm that grows while the sign stays
   * and shrinks when it changes: resilient propagation, without line searches, each of which would
   * decompose the covariance again (Blum and Riedmiller, "Optimization of Gaussian process
   * hyperparameters using Rprop", ESANN 2013).
   */
  private double[] climb(double[] from) {
    double[] at = from.clone();
    double[] steps = new double[at.length];
    Arrays.fill(steps, FIRST_STEP);
    double[] before = new double[at.length];
    for (int i = 0; i < MOST_STEPS; i++) {
      double[] gradient = gradient(at);
      double greatest = 0;
      for (int j = 0; j < at.length; j++) {
        double turn = gradient[j] * before[j];
        if (turn > 0) {
          steps[j] = Math.min(steps[j] * FASTER, GREATEST_STEP);
        } else if (turn < 0) {
          steps[j] *= SLOWER;
          gradient[j] = 0;
        }
        at[j] += Math.signum(gradient[j]) * steps[j];
        greatest = Math.max(greatest, steps[j]);
      }
      before = gradient;
      if (greatest < LEAST_STEP) {
        break;
      }
    }
    return at;
  }

  private CholeskyDecomposition decompose(double[] logarithms) {
    return GaussianProcess.decompose(
        GaussianProcess.covariance(points, Matern.ofLogarithms(logarithms)));
  }

  private double[] weights(CholeskyDecomposition cholesky) {
    return cholesky.getSolver().solve(new ArrayRealVector(values, false)).toArray();
  }

  private double prior(double[] logarithms) {
    double sum = 0;
    for (int j = 0; j < logarithms.length; j++) {
      double scaled = (logarithms[j] - means[j]) / deviations[j];
      sum -= 0.5 * scaled * scaled;
    }
    return sum;
  }
}
