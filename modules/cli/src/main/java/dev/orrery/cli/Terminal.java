package dev.orrery.cli;

/**
 * Whether a person is watching: the launcher knows, as Java can only tell of standard input and
 * output together.
 */
public final class Terminal {

  private Terminal() {}

  /** Whether standard error is a terminal, which a progress bar may be drawn on. */
  public static boolean ofErrors() {
    return Boolean.getBoolean("orrery.terminal.err");
  }

  /** Whether standard output is a terminal; otherwise it is a file or another program. */
  public static boolean ofOutput() {
    return Boolean.getBoolean("orrery.terminal.out");
  }
}
