package dev.orrery.core.error;

/** What only Orrery can mend, or the machine it runs on. Exit code 1. */
public final class AlgorithmError extends OrreryException {

  private static final long serialVersionUID = 1L;

  /** A failure with its cause, which may be null. */
  public AlgorithmError(String message, Throwable cause) {
    super(message, null, cause);
  }

  @Override
  public String kind() {
    return "Algorithm Error";
  }

  @Override
  public int exitCode() {
    return 1;
  }
}
