package dev.orrery.cli;

/** Whether a person is watching. */
final class Terminal {

  private Terminal() {}

  /**
   * Whether standard error is a terminal: the launcher knows, as Java can only tell of standard
   * input and output together.
   */
  static boolean interactive() {
    return Boolean.getBoolean("orrery.terminal");
  }
}
