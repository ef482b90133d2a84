package dev.orrery.report.comparison.algorithms;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.kmeans.KMeans;
import dev.orrery.kmeans.KMeansModel;
import dev.orrery.kmeans.KMeansState;
import dev.orrery.report.Numbers;
import dev.orrery.report.Picture;
import dev.orrery.report.Samples;
import dev.orrery.report.common.LinesPicture;
import dev.orrery.report.comparison.ComparisonReport;
import dev.orrery.report.kmeans.Clustering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How many clusters a sample of the rows has: the mean silhouette (Rousseeuw, "Silhouettes", 1987)
 * and the gap statistic (Tibshirani, Walther and Hastie, "Estimating the number of clusters in a
 * data set via the gap statistic", 2001, with references drawn uniformly over the range of each
 * feature, their choice (a)). The rows are clustered anew for both by exact Lloyd with k-means++.
 */
final class ClusterCounts {

  /** Rows that are clustered: their distances are 4 MB. */
  private static final int MOST_ROWS = 1000;

  /** Numbers of clusters that are tried. */
  private static final int MOST_COUNTS = 24;

  /** Data sets without clusters that the rows are compared with. */
  private static final int REFERENCES = 10;

  private final int given;
  private final DenseMatrix rows;
  private final RunContext context;

  ClusterCounts(ComparisonReport.Data data) {
    Batch batch = data.rows();
    this.given = batch.rows();
    int[] chosen = Samples.evenly(given, MOST_ROWS);
    int d = batch.features().columns();
    float[] values = new float[chosen.length * d];
    for (int i = 0; i < chosen.length; i++) {
      DenseMatrix row = batch.features().slice(chosen[i], chosen[i] + 1).toDense();
      System.arraycopy(row.values(), row.offset(), values, i * d, d);
    }
    this.rows = new DenseMatrix(values, chosen.length, d);
    RunContext alive = data.context();
    this.context =
        new RunContext(
            alive.kernels(),
            alive.random(),
            alive.parallel(),
            EventListener.none(),
            alive.cancellation());
  }

  /** The pictures over some numbers of clusters, ascending; none where fewer than two can be. */
  List<Picture> pictures(int[] wanted) {
    int[] possible = Arrays.stream(wanted).filter(k -> k >= 1 && k < rows.rows()).toArray();
    int[] counts =
        Arrays.stream(Samples.evenly(possible.length, MOST_COUNTS)).map(i -> possible[i]).toArray();
    if (counts.length < 2) {
      return List.of();
    }
    int[][] labels = new int[counts.length][];
    double[] logLoss = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      DenseMatrix centers = centers(rows, counts[i]);
      labels[i] = Clustering.of(centers, rows, context.kernels()).labels();
      logLoss[i] = Math.log(loss(rows, centers, labels[i]));
    }
    return List.of(silhouette(counts, labels), gap(counts, logLoss));
  }

  private String sample() {
    return "on "
        + (rows.rows() < given
            ? Numbers.count(rows.rows()) + " of " + Numbers.count(given, "row") + ", evenly spaced"
            : Numbers.count(given, "row"));
  }

  private DenseMatrix centers(DenseMatrix data, int k) {
    KMeans kmeans = new KMeans();
    Hyperparameters values =
        kmeans
            .hyperparameters()
            .validate(
                Map.of(
                    "k",
                    Integer.toString(k),
                    "feature_dim",
                    Integer.toString(data.columns()),
                    "mini_batch_size",
                    Integer.toString(data.rows()),
                    "init_method",
                    "kmeans++",
                    "orrery_algorithm",
                    "lloyd",
                    "orrery_max_iter",
                    "50"));
    Batch batch = Batch.unlabelled(data);
    KMeansState state = kmeans.initialize(values, batch, context);
    kmeans.update(values, state, batch, context);
    KMeansModel model = kmeans.finish(values, state, Optional.empty(), context);
    return new DenseMatrix(model.centers(), model.k(), data.columns());
  }

  /** The sum of squared distances to the centers. */
  private static double loss(DenseMatrix data, DenseMatrix centers, int[] labels) {
    double sum = 0;
    for (int i = 0; i < data.rows(); i++) {
      for (int j = 0; j < data.columns(); j++) {
        double difference = (double) data.get(i, j) - centers.get(labels[i], j);
        sum += difference * difference;
      }
    }
    return Math.max(sum, Double.MIN_NORMAL);
  }

  private Picture silhouette(int[] counts, int[][] labels) {
    float[][] distances = distances();
    double[] means = new double[counts.length];
    int best = -1;
    for (int i = 0; i < counts.length; i++) {
      means[i] = counts[i] < 2 ? Double.NaN : silhouette(distances, labels[i], counts[i]);
      best = !Double.isNaN(means[i]) && (best < 0 || means[i] > means[best]) ? i : best;
    }
    return LinesPicture.named("silhouette")
        .title("Silhouette by k")
        .subtitle(
            "k = "
                + counts[best]
                + " has the greatest mean silhouette, "
                + Numbers.significant(means[best], 3)
                + ", "
                + sample())
        .description(
            "The mean silhouette "
                + sample()
                + ": 1 where rows lie far nearer to their own cluster than to the next, 0 where"
                + " they lie between two. The rows were clustered anew by exact Lloyd.")
        .wholeX("k")
        .y("mean silhouette (more is better)")
        .series("silhouette", places(counts), means, true)
        .vertical("best: k = " + counts[best], counts[best])
        .build();
  }

  private static double[] places(int[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  private float[][] distances() {
    float[][] distances = new float[rows.rows()][rows.rows()];
    context
        .parallel()
        .forEach(
            rows.rows(),
            16,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                for (int j = 0; j < rows.rows(); j++) {
                  double sum = 0;
                  for (int f = 0; f < rows.columns(); f++) {
                    double difference = (double) rows.get(i, f) - rows.get(j, f);
                    sum += difference * difference;
                  }
                  distances[i][j] = (float) Math.sqrt(sum);
                }
              }
            });
    return distances;
  }

  /** The mean of (b - a) / max(a, b); a row that is alone in its cluster counts as 0. */
  static double silhouette(float[][] distances, int[] labels, int k) {
    int[] sizes = new int[k];
    for (int label : labels) {
      sizes[label]++;
    }
    double total = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] sums = new double[k];
      for (int j = 0; j < labels.length; j++) {
        sums[labels[j]] += distances[i][j];
      }
      if (sizes[labels[i]] > 1) {
        double own = sums[labels[i]] / (sizes[labels[i]] - 1);
        double next = Double.POSITIVE_INFINITY;
        for (int c = 0; c < k; c++) {
          next = c != labels[i] && sizes[c] > 0 ? Math.min(next, sums[c] / sizes[c]) : next;
        }
        double larger = Math.max(own, next);
        total += larger > 0 && Double.isFinite(larger) ? (next - own) / larger : 0;
      }
    }
    return total / labels.length;
  }

  private Picture gap(int[] counts, double[] logLoss) {
    double[][] reference = new double[counts.length][REFERENCES];
    for (int b = 0; b < REFERENCES; b++) {
      DenseMatrix data = reference(b);
      for (int i = 0; i < counts.length; i++) {
        DenseMatrix centers = centers(data, counts[i]);
        int[] labels = Clustering.of(centers, data, context.kernels()).labels();
        reference[i][b] = Math.log(loss(data, centers, labels));
      }
    }
    double[] gap = new double[counts.length];
    double[] error = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double mean = Arrays.stream(reference[i]).average().orElseThrow();
      double squares =
          Arrays.stream(reference[i]).map(value -> (value - mean) * (value - mean)).sum();
      gap[i] = mean - logLoss[i];
      error[i] = Math.sqrt(squares / REFERENCES) * Math.sqrt(1 + 1.0 / REFERENCES);
    }
    int chosen = chosen(gap, error);
    double[] low = new double[gap.length];
    double[] high = new double[gap.length];
    for (int i = 0; i < gap.length; i++) {
      low[i] = gap[i] - error[i];
      high[i] = gap[i] + error[i];
    }
    String verdict =
        chosen < 0
            ? "the rule takes no k of these: the gap goes on growing"
            : "the rule takes k = " + counts[chosen];
    LinesPicture picture =
        LinesPicture.named("gap-statistic")
            .title("Gap statistic by k")
            .subtitle(
                Character.toUpperCase(verdict.charAt(0)) + verdict.substring(1) + ", " + sample())
            .description(
                "How much nearer the centers are than they would be on rows without clusters"
                    + " (log of the sum of squared distances, against "
                    + REFERENCES
                    + " sets that are uniform over the range of each feature), "
                    + sample()
                    + ". The rule: the smallest k whose gap reaches that of the next k tried less its"
                    + " standard error (the grey lines); "
                    + verdict
                    + ". Tibshirani, Walther and Hastie 2001.")
            .wholeX("k")
            .y("gap")
            .series("less its error", places(counts), low, false)
            .series("plus its error", places(counts), high, false)
            .series("gap", places(counts), gap, true);
    if (chosen >= 0) {
      picture.vertical("k = " + counts[chosen], counts[chosen]);
    }
    return picture.build();
  }

  /** The first whose gap is at least the next one's less its error; below 0 of none. */
  static int chosen(double[] gap, double[] error) {
    for (int i = 0; i + 1 < gap.length; i++) {
      if (gap[i] >= gap[i + 1] - error[i + 1]) {
        return i;
      }
    }
    return -1;
  }

  private DenseMatrix reference(int number) {
    int d = rows.columns();
    float[] low = new float[d];
    float[] high = new float[d];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < d; j++) {
        low[j] = Math.min(low[j], rows.get(i, j));
        high[j] = Math.max(high[j], rows.get(i, j));
      }
    }
    RandomGenerator random = context.random().stream("comparison.gap", number);
    float[] values = new float[rows.rows() * d];
    for (int i = 0; i < values.length; i++) {
      values[i] = low[i % d] + random.nextFloat() * (high[i % d] - low[i % d]);
    }
    return new DenseMatrix(values, rows.rows(), d);
  }
}
