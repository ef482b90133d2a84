package dev.orrery.core.error;

/** What the user can mend: bad input, bad options. Exit code 2. */
public final class CustomerError extends OrreryException {

  private static final long serialVersionUID = 1L;

  /** A failure with a sentence that says what was found and what was expected. */
  public CustomerError(String message) {
    this(message, null, null);
  }

  /** A failure at a place, such as {@code train.csv line 12} or {@code --hp k}. */
  public CustomerError(String message, String where) {
    this(message, where, null);
  }

  /** A failure at a place, with its cause. */
  public CustomerError(String message, String where, Throwable cause) {
    super(message, where, cause);
  }

  @Override
  public String kind() {
    return "Customer Error";
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
