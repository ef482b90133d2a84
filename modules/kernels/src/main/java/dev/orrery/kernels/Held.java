package dev.orrery.kernels;

/** A promise that an array does not change until it is closed: see {@link Kernels#hold}. */
public interface Held extends AutoCloseable {

  /** Nothing is held. */
  Held NOTHING = () -> {};

  /** The array may change again; what a device kept of it is let go. */
  @Override
  void close();
}
