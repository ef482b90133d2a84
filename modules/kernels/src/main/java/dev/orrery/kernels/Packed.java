package dev.orrery.kernels;

/**
 * A matrix in a backend's own layout, made by {@link Kernels#pack} and understood by that backend
 * alone. Immutable and safe to share between threads.
 */
public interface Packed {

  /** Number of rows, at least 1. */
  int rows();

  /** Number of columns, at least 1. */
  int columns();
}
