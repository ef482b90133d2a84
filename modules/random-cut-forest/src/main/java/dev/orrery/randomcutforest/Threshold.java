package dev.orrery.randomcutforest;

/**
 * From which score on a row is called an anomaly: so many standard deviations above the mean score
 * of a set of rows (spec B5.3 step 4).
 *
 * @param mean mean score
 * @param deviation standard deviation of the scores (population)
 * @param sigmas how many of them, 3 for SageMaker
 */
public record Threshold(double mean, double deviation, double sigmas) {

  /** The threshold of some scores; of none, no score exceeds it. */
  public static Threshold of(float[] scores, double sigmas) {
    if (scores.length == 0) {
      return new Threshold(0, Double.MAX_VALUE, sigmas);
    }
    double sum = 0;
    for (float score : scores) {
      sum += score;
    }
    double mean = sum / scores.length;
    double squares = 0;
    for (float score : scores) {
      squares += (score - mean) * (score - mean);
    }
    return new Threshold(mean, Math.sqrt(squares / scores.length), sigmas);
  }

  /** The score above which a row is called an anomaly. */
  public double value() {
    return mean + sigmas * deviation;
  }

  /**
   * How anomalous a score is: 0 up to the threshold, then rising in proportion to 1 where the score
   * is twice as far from the mean.
   */
  public double grade(double score) {
    double above = score - value();
    if (!(above > 0)) {
      return 0;
    }
    double span = sigmas * deviation;
    return span > 0 ? Math.min(1, above / span) : 1;
  }
}
