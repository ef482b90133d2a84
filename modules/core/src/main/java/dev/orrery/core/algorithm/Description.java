package dev.orrery.core.algorithm;

import java.util.List;

/**
 * What an algorithm is, for help, logs and the driver.
 *
 * @param name SageMaker's repository name, such as {@code kmeans}
 * @param aliases longer names that are accepted too
 * @param title for people, such as {@code K-means}
 * @param metricsName the value of {@code Algorithm} in SageMaker's {@code #metrics} lines
 * @param summary one sentence on what it computes
 * @param labels what it does with labels
 * @param trainDistribution SageMaker's recommended distribution of the train channel
 * @param departures where it departs from SageMaker, a sentence each
 */
public record Description(
    String name,
    List<String> aliases,
    String title,
    String metricsName,
    String summary,
    Labels labels,
    Distribution trainDistribution,
    List<String> departures) {

  /** What an algorithm does with the labels of the train channel. */
  public enum Labels {
    /** It takes none; labels that are present are not used. */
    NONE,
    /** It needs one per row. */
    ONE
  }

  /** How a channel's data reaches several hosts. */
  public enum Distribution {
    /** Files are dealt out. */
    SHARDED_BY_S3_KEY("ShardedByS3Key"),
    /** Every host reads everything. */
    FULLY_REPLICATED("FullyReplicated");

    private final String text;

    Distribution(String text) {
      this.text = text;
    }

    /** SageMaker's word for it. */
    @Override
    public String toString() {
      return text;
    }
  }
}
