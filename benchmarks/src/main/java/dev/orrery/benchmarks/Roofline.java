package dev.orrery.benchmarks;

import java.util.OptionalDouble;

/**
 * What one thread can reach at most (Williams, Waterman and Patterson, Roofline, 2009).
 *
 * @param peak GFLOP/s of multiply-adds in registers, measured
 * @param peakOfTwo the same on two threads together
 * @param bandwidth GB/s of the triad of STREAM, measured
 * @param compiled GFLOP/s of multiply-adds from C, where a compiler is installed
 */
record Roofline(double peak, double peakOfTwo, double bandwidth, OptionalDouble compiled) {

  /** GFLOP/s that a kernel can reach: in a cache the peak, else what memory feeds. */
  double attainable(KernelCase c) {
    return c.inCache() ? peak : at(c.intensity());
  }

  /** GFLOP/s at so many operations for each byte from memory. */
  double at(double intensity) {
    return Math.min(peak, intensity * bandwidth);
  }

  /** Whether memory is what holds a kernel back. */
  boolean isMemoryBound(KernelCase c) {
    return !c.inCache() && c.intensity() * bandwidth < peak;
  }
}
