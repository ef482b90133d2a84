package dev.orrery.core.metric;

/**
 * One measured value.
 *
 * @param channel {@code train}, {@code validation} or {@code test}
 * @param name in SageMaker's words, such as {@code msd}
 * @param value the value, possibly NaN
 * @param direction whether less or more is better
 * @param extension whether SageMaker does not have it
 */
public record Metric(
    String channel, String name, double value, Direction direction, boolean extension) {

  /** Whether less or more is better. */
  public enum Direction {
    /** Less is better. */
    LOSS,
    /** More is better. */
    SCORE
  }

  /** A loss under SageMaker's name. */
  public static Metric loss(String channel, String name, double value) {
    return new Metric(channel, name, value, Direction.LOSS, false);
  }

  /** A score under SageMaker's name. */
  public static Metric score(String channel, String name, double value) {
    return new Metric(channel, name, value, Direction.SCORE, false);
  }

  /** This metric, marked as one that SageMaker does not have. */
  public Metric asExtension() {
    return new Metric(channel, name, value, direction, true);
  }

  /** The key in output: {@code test:msd}, or {@code orrery:train_msd} for an extension. */
  public String key() {
    return extension ? "orrery:" + channel + "_" + name : channel + ":" + name;
  }
}
