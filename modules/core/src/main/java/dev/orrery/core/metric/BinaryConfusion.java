package dev.orrery.core.metric;

/**
 * How often a binary classifier was right and wrong.
 *
 * @param truePositives positive rows that were called positive
 * @param falsePositives negative rows that were called positive
 * @param falseNegatives positive rows that were called negative
 * @param trueNegatives negative rows that were called negative
 */
public record BinaryConfusion(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  /**
   * Counts the rows whose score reaches a threshold as called positive.
   *
   * @param labels 1 for positive, 0 for negative
   */
  public static BinaryConfusion of(float[] scores, float[] labels, double threshold) {
    long[] count = new long[4];
    for (int i = 0; i < scores.length; i++) {
      count[(labels[i] > 0.5f ? 2 : 0) + (scores[i] >= threshold ? 1 : 0)]++;
    }
    return new BinaryConfusion(count[3], count[1], count[2], count[0]);
  }

  /** Number of rows. */
  public long rows() {
    return truePositives + falsePositives + falseNegatives + trueNegatives;
  }

  /** Share of rows that were right. */
  public double accuracy() {
    return share(truePositives + trueNegatives, rows());
  }

  /** Share of the rows called positive that are; 0 when none was. */
  public double precision() {
    return share(truePositives, truePositives + falsePositives);
  }

  /** Share of the positive rows that were called so; 0 when there are none. */
  public double recall() {
    return share(truePositives, truePositives + falseNegatives);
  }

  /** The weighted harmonic mean of precision and recall; 0 when both are. */
  public double fBeta(double beta) {
    double square = beta * beta;
    double weighted = (1 + square) * truePositives;
    double all = weighted + square * falseNegatives + falsePositives;
    return all == 0 ? 0 : weighted / all;
  }

  /** The same rows with the negative class as the positive one. */
  public BinaryConfusion ofNegatives() {
    return new BinaryConfusion(trueNegatives, falseNegatives, falsePositives, truePositives);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
