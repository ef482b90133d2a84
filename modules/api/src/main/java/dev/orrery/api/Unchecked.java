package dev.orrery.api;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Keeps checked exceptions out of the API. */
final class Unchecked {

  private Unchecked() {}

  /** What may fail to read or write. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Does it.
   *
   * @throws UncheckedIOException when the disk fails
   */
  static <T> T io(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
