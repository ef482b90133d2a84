package dev.orrery.core.error;

import java.util.Optional;

/** A failure told in one sentence, with the place it concerns. */
public abstract sealed class OrreryException extends RuntimeException
    permits CustomerError, AlgorithmError {

  private static final long serialVersionUID = 1L;

  private final String where;

  OrreryException(String message, String where, Throwable cause) {
    super(message, cause);
    this.where = where;
  }

  /**
   * SageMaker's name for the kind of failure: {@code Customer Error} or {@code Algorithm Error}.
   */
  public abstract String kind();

  /** The exit code of a process that ends with this failure. */
  public abstract int exitCode();

  /** The file and line, option or hyperparameter it concerns, when there is one. */
  public Optional<String> where() {
    return Optional.ofNullable(where);
  }
}
