package dev.orrery.api;

import dev.orrery.core.error.CustomerError;

/** Checks of what a caller gives. */
final class Given {

  private Given() {}

  /**
   * What was given.
   *
   * @param expected what it should be, such as {@code the name of a backend}
   * @throws CustomerError when it is null
   */
  static <T> T notNull(T value, String expected) {
    if (value == null) {
      throw new CustomerError("null was given, where " + expected + " was expected");
    }
    return value;
  }
}
