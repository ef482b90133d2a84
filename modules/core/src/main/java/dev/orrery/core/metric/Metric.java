package dev.orrery.core.metric;

/**
 * One measured value.
 *
 * @param channel {@code train}, {@code validation} or {@code test}
 * @param name in SageMaker's words, such as {@code msd}
 * @param logName what SageMaker's log calls it, which may say more than the name, such as {@code
 *     mse_objective} for {@code objective_loss} or {@code binary_f_1.000} for {@code binary_f_beta}
 *     (spec A7)
 * @param value the value, possibly NaN
 * @param direction whether less or more is better
 * @param extension whether SageMaker does not have it
 */
public record Metric(
    String channel,
    String name,
    String logName,
    double value,
    Direction direction,
    boolean extension) {

  /** Whether less or more is better, or neither. */
  public enum Direction {
    /** Less is better. */
    LOSS,
    /** More is better. */
    SCORE,
    /**
     * A figure to know, such as a threshold: neither is better. SageMaker's log calls it a score.
     */
    FIGURE
  }

  /** A loss under SageMaker's name. */
  public static Metric loss(String channel, String name, double value) {
    return new Metric(channel, name, name, value, Direction.LOSS, false);
  }

  /** A score under SageMaker's name. */
  public static Metric score(String channel, String name, double value) {
    return new Metric(channel, name, name, value, Direction.SCORE, false);
  }

  /** A figure of which neither less nor more is better. */
  public static Metric figure(String channel, String name, double value) {
    return new Metric(channel, name, name, value, Direction.FIGURE, false);
  }

  /** This metric under another name in the log. */
  public Metric inLogAs(String otherName) {
    return new Metric(channel, name, otherName, value, direction, extension);
  }

  /** This metric, marked as one that SageMaker does not have. */
  public Metric asExtension() {
    return new Metric(channel, name, logName, value, direction, true);
  }

  /** The key in output: {@code test:msd}, or {@code orrery:train_msd} for an extension. */
  public String key() {
    return extension ? "orrery:" + channel + "_" + name : channel + ":" + name;
  }
}
