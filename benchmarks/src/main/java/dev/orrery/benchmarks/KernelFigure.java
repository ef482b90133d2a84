package dev.orrery.benchmarks;

/**
 * A kernel's times on a backend.
 *
 * @param nanoseconds of a call in each iteration, sorted
 * @param flops operations of a call
 */
record KernelFigure(KernelCase shape, String backend, double[] nanoseconds, double flops) {

  /** The name of OpenBLAS' products beside the backends. */
  static final String SGEMM = "sgemm";

  /** The best iteration: what else runs on the machine can only slow an iteration down. */
  double best() {
    return nanoseconds[0];
  }

  /** Operations per nanosecond of the best iteration. */
  double gigaflops() {
    return flops / best();
  }

  /** The same of the median iteration. */
  double medianGigaflops() {
    return flops / new Shots(nanoseconds).median();
  }

  /** Bytes per nanosecond of the best iteration. */
  double gigabytes() {
    return shape.bytes() / best();
  }
}
