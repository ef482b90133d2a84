package dev.orrery.kernels;

import java.util.List;
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

  /**
   * The kernels, for a run that works on so many threads.
   *
   * @param threads how many threads call them at once, at least 1; a device that is the CPU itself
   *     takes no more of it
   * @throws IllegalStateException when {@link #unavailable()} is not empty
   */
  default Kernels kernels(int threads) {
    return kernels();
  }

  /** What can stand behind the name and a colon, such as {@code opencl:1}; empty: no choice. */
  default List<String> devices() {
    return List.of();
  }

  /**
   * This backend on one of its devices.
   *
   * @param device an index into {@link #devices()} or a part of one's name
   * @throws IllegalArgumentException when there is no such device; the message lists them
   */
  default Backend on(String device) {
    throw new IllegalArgumentException("the backend '" + name() + "' has no choice of devices");
  }

  /** Where it computes an operation. */
  default Place place(Operation operation) {
    return Place.BACKEND;
  }
}
