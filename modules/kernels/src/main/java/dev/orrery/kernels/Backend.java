package dev.orrery.kernels;

import java.util.Optional;

/**
 * A way of computing, found by {@link java.util.ServiceLoader}: says whether it can work on this
 * machine and, if not, why and what would make it so.
 */
public interface Backend {

  /** The name as {@code --backend} takes it. */
  String name();

  /** One line on what it is and what it runs on, such as the vector width or the device. */
  String device();

  /** Why it cannot work here and what would make it work, in one sentence; empty when it can. */
  Optional<String> unavailable();

  /**
   * Rank for {@code --backend auto}: the highest available wins. Negative: never chosen by itself.
   */
  int rank();

  /**
   * The kernels.
   *
   * @throws IllegalStateException when {@link #unavailable()} is not empty
   */
  Kernels kernels();
}
