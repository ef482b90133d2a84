package dev.orrery.core.error;

import dev.orrery.core.text.Text;

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

  /**
   * A channel's rows are not as wide as {@code feature_dim} says, in SageMaker's words (spec A6).
   *
   * @param where what to mend, such as {@code --hp feature_dim} or a file and line
   */
  public static CustomerError featureDim(String channel, long expected, long found, String where) {
    return new CustomerError(
        Text.format(
            "Incorrect configuration or %1$s dataset provided. The value of feature_dim hyperparameter"
                + " '%2$d' doesn't match %1$s data dimensionality '%3$d'. Please set feature_dim to"
                + " the number of features in %1$s dataset.",
            channel, expected, found),
        where);
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
