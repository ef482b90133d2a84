package dev.orrery.report.common;

import java.util.Arrays;

/** Curves with no more places than can be told apart. */
final class Thinned {

  /** Places of a curve beyond which some are left out. */
  static final int MOST = 2000;

  private static final double APART = 1 / 1500.0;

  private double[] x = new double[64];
  private double[] y = new double[64];
  private int size;

  /** Adds a place of the unit square unless it lies on the one before; the last always counts. */
  void add(double px, double py, boolean last) {
    if (!last
        && size > 0
        && Math.abs(px - x[size - 1]) < APART
        && Math.abs(py - y[size - 1]) < APART) {
      return;
    }
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = px;
    y[size++] = py;
  }

  /** The places as a series of JFreeChart. */
  double[][] series() {
    return new double[][] {Arrays.copyOf(x, size), Arrays.copyOf(y, size)};
  }

  /**
   * The places that a long series needs so that its peaks stay: of each stretch the lowest and the
   * highest. A value that is not finite breaks the line.
   */
  static double[][] peaks(double[] x, double[] y) {
    int n = Math.min(x.length, y.length);
    if (n <= MOST) {
      return new double[][] {Arrays.copyOf(x, n), Arrays.copyOf(y, n)};
    }
    int stretches = MOST / 2;
    int[] kept = new int[2 * stretches];
    int size = 0;
    for (int s = 0; s < stretches; s++) {
      int begin = (int) ((long) s * n / stretches);
      int end = (int) ((long) (s + 1) * n / stretches);
      int low = begin;
      int high = begin;
      for (int i = begin; i < end; i++) {
        low = y[i] < y[low] || Double.isNaN(y[low]) ? i : low;
        high = y[i] > y[high] || Double.isNaN(y[high]) ? i : high;
      }
      kept[size++] = Math.min(low, high);
      if (low != high) {
        kept[size++] = Math.max(low, high);
      }
    }
    double[][] series = new double[2][size];
    for (int i = 0; i < size; i++) {
      series[0][i] = x[kept[i]];
      series[1][i] = y[kept[i]];
    }
    return series;
  }
}
