package dev.orrery.api;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.core.run.RandomStreams;
import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Backends;
import dev.orrery.kernels.Kernels;
import java.io.IOException;

/**
 * What computes: kernels of a backend and threads, taken for one piece of work and given back.
 *
 * @param backend name of a backend, or {@code auto} for the fastest
 * @param threads how many compute, from 1
 */
record Machinery(String backend, int threads) {

  private static final int MOST_THREADS = 1024;

  /** Work that computes. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run(Kernels kernels, Parallel parallel) throws IOException;
  }

  /** The fastest backend and all cores. */
  static Machinery usual() {
    return new Machinery(Backends.AUTO, Runtime.getRuntime().availableProcessors());
  }

  /** Another backend. */
  Machinery on(String name) {
    return new Machinery(name, threads);
  }

  /** Another number of threads. */
  Machinery with(int count) {
    return new Machinery(backend, count);
  }

  /**
   * The backend.
   *
   * @throws CustomerError when there is none of the name, or it cannot work here
   */
  Backend chosen() {
    try {
      return Backends.select(backend);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CustomerError(e.getMessage(), "backend", e);
    }
  }

  /**
   * Does some work.
   *
   * @throws CustomerError for a backend or a number of threads that cannot be had
   */
  <T> T run(Work<T> work) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new CustomerError("Expected 1 to 1024 threads, found " + threads, "threads");
    }
    Backend named = chosen();
    return Unchecked.io(
        () -> {
          try (Kernels kernels = named.kernels(threads);
              Parallel parallel = new Parallel(threads)) {
            return work.run(kernels, parallel);
          }
        });
  }

  /** A context for what needs neither events nor chance. */
  static RunContext quiet(Kernels kernels, Parallel parallel) {
    return new RunContext(
        kernels, new RandomStreams(0), parallel, EventListener.none(), new Cancellation());
  }
}
