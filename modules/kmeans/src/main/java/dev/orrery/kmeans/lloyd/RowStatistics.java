package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.RunContext;

/**
 * What a full-batch run wants to know of its rows beforehand.
 *
 * @param mean mean of each column
 * @param scatter sum of the squared distances of all rows to the mean
 * @param meanVariance mean over the columns of their population variances
 */
public record RowStatistics(double[] mean, double scatter, double meanVariance) {

  private static final class Sums {
    final double[] first;
    double second;
    float largest;

    Sums(int d) {
      first = new double[d];
    }
  }

  /**
   * One pass over the rows. Sums are taken about the first row, so that a large offset of the data
   * does not cost digits.
   *
   * @throws CustomerError when there is a NaN or infinity, or when squared distances would not fit
   *     into float32
   */
  public static RowStatistics of(DenseMatrix rows, RunContext context) {
    int n = rows.rows();
    int d = rows.columns();
    float[] x = rows.values();
    Sums all = new Sums(d);
    context
        .parallel()
        .reduce(
            n,
            FullBatch.chunk(d),
            (from, to) -> sums(rows, from, to),
            part -> {
              for (int j = 0; j < d; j++) {
                all.first[j] += part.first[j];
              }
              all.second += part.second;
              all.largest = Math.max(all.largest, part.largest);
            });
    double bound = 4.0 * d * all.largest * all.largest;
    if (!Double.isFinite(all.second) || !(bound < Float.MAX_VALUE)) {
      throw new CustomerError(
          "The training rows hold NaN, infinity or values so large (up to "
              + all.largest
              + ") that squared distances do not fit into float32; scale the features",
          "train");
    }
    double[] mean = new double[d];
    double shift = 0;
    for (int j = 0; j < d; j++) {
      double m = all.first[j] / n;
      shift += m * m;
      mean[j] = x[rows.offset() + j] + m;
    }
    double scatter = Math.max(0, all.second - n * shift);
    return new RowStatistics(mean, scatter, scatter / n / d);
  }

  private static Sums sums(DenseMatrix rows, int from, int to) {
    int d = rows.columns();
    float[] x = rows.values();
    Sums sums = new Sums(d);
    for (int i = from; i < to; i++) {
      int at = rows.rowOffset(i);
      double square = 0;
      float largest = 0;
      for (int j = 0; j < d; j++) {
        double difference = (double) x[at + j] - x[rows.offset() + j];
        sums.first[j] += difference;
        square += difference * difference;
        largest = Math.max(largest, Math.abs(x[at + j]));
      }
      sums.largest = Math.max(sums.largest, largest);
      sums.second += square;
    }
    return sums;
  }

  /**
   * The loss of a labelling: the sum of the squared distances of the rows to the centers of their
   * labels, from the clusters' sums alone and without a look at the rows. With m the mean of all
   * rows and S_j, n_j, c_j sum, count and center of cluster j, it is
   *
   * <p>scatter - sum_j [2 (S_j - n_j m).(c_j - m) - n_j |c_j - m|^2].
   */
  double loss(ClusterSums clusters, float[] centers) {
    int d = mean.length;
    double gain = 0;
    for (int j = 0; j < clusters.counts.length; j++) {
      double count = clusters.counts[j];
      double inner = 0;
      double norm = 0;
      for (int e = 0; e < d; e++) {
        double center = centers[j * d + e] - mean[e];
        inner += (clusters.sums[j * d + e] - count * mean[e]) * center;
        norm += center * center;
      }
      gain += 2 * inner - count * norm;
    }
    return Math.max(0, scatter - gain);
  }
}
