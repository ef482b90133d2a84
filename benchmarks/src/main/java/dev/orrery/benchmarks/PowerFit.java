package dev.orrery.benchmarks;

import java.util.Arrays;

/**
 * A cost {@code fixed + factor * size^exponent}, fitted by least squares on logarithms.
 *
 * @param exponent by how much cost grows with size; NaN when the times did not grow
 * @param error standard error of the exponent; NaN for fewer than three points
 * @param factor what one of size 1 would cost
 * @param fixed what it costs at any size
 */
record PowerFit(double exponent, double error, double factor, double fixed) {

  /** No two sizes cost measurably different. */
  static final PowerFit NONE = new PowerFit(Double.NaN, Double.NaN, Double.NaN, 0);

  /** Fits {@code factor * size^exponent} to the times as they are. */
  static PowerFit direct(double[] sizes, double[] seconds) {
    double[] line = line(logarithms(sizes), logarithms(seconds));
    return new PowerFit(line[0], line[1], Math.exp(line[2]), 0);
  }

  /**
   * Fits the growth alone. The sizes are a geometric series, {@code size[i + 1] = r * size[i]}, so
   * of a cost {@code f + c * size^e} the differences of neighbours are {@code c * (r^e - 1) *
   * size[i]^e}: a line of slope {@code e} on logarithms, in which the fixed cost {@code f} does not
   * stand. Times that did not grow from one size to the next are noise and leave their difference
   * out.
   */
  static PowerFit ofGrowth(double[] sizes, double[] seconds) {
    double ratio = sizes[1] / sizes[0];
    double[] x = new double[sizes.length - 1];
    double[] y = new double[x.length];
    int grown = 0;
    for (int i = 0; i < sizes.length - 1; i++) {
      if (Math.abs(sizes[i + 1] / sizes[i] - ratio) > 1e-6 * ratio) {
        throw new IllegalArgumentException("the sizes are not a geometric series");
      }
      if (seconds[i + 1] > seconds[i]) {
        x[grown] = Math.log(sizes[i]);
        y[grown++] = Math.log(seconds[i + 1] - seconds[i]);
      }
    }
    if (grown < 2) {
      return NONE;
    }
    double[] line = line(Arrays.copyOf(x, grown), Arrays.copyOf(y, grown));
    double factor = Math.exp(line[2]) / (Math.pow(ratio, line[0]) - 1);
    double[] rest = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      rest[i] = seconds[i] - factor * Math.pow(sizes[i], line[0]);
    }
    return new PowerFit(line[0], line[1], factor, new Shots(rest).median());
  }

  /** The fitted cost of a size. */
  double at(double size) {
    return fixed + factor * Math.pow(size, exponent);
  }

  private static double[] logarithms(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  /** Slope, its standard error and the value at 0 of the line through some points. */
  private static double[] line(double[] x, double[] y) {
    int n = x.length;
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xy / xx;
    double residual = 0;
    for (int i = 0; i < n; i++) {
      residual += Math.pow(y[i] - meanY - slope * (x[i] - meanX), 2);
    }
    double error = n > 2 ? Math.sqrt(residual / (n - 2) / xx) : Double.NaN;
    return new double[] {slope, error, meanY - slope * meanX};
  }
}
