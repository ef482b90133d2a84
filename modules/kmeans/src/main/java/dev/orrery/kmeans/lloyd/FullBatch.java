package dev.orrery.kmeans.lloyd;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Full-batch k-means from given centers: label every row with its nearest center, move every center
 * to the mean of its rows, until the centers come to rest. Rows are taken in fixed chunks that are
 * labelled and summed while they are in cache, and reduced in order, so that neither the variant
 * nor the number of threads changes a bit of the centers.
 *
 * <p>Lloyd, "Least squares quantization in PCM" (1982).
 */
public final class FullBatch {

  /**
   * What a run is asked for.
   *
   * @param variant how the nearest centers are found
   * @param maxIterations most updates of the centers
   * @param tolerance stop when the centers' squared moves sum to at most this times the mean
   *     variance of the columns, as in scikit-learn; 0: when they rest
   */
  public record Options(Variant variant, int maxIterations, double tolerance) {}

  private static final class Part {
    final ClusterSums clusters;
    long changed;
    long distances;

    Part(int k, int d) {
      clusters = new ClusterSums(k, d);
    }
  }

  private final DenseMatrix rows;
  private final int k;
  private final int chunk;
  private final Progress progress;
  private final RunContext context;
  private final Assigner assigner;
  private final ClusterSums total;
  private final Queue<Part> spare = new ConcurrentLinkedQueue<>();
  private long changed;

  private FullBatch(DenseMatrix rows, Variant variant, Progress progress, RunContext context) {
    int d = rows.columns();
    this.rows = rows;
    this.k = progress.centers.length / d;
    this.chunk = chunk(d);
    this.progress = progress;
    this.context = context;
    this.assigner = variant.assigner(rows, k, chunk, context);
    this.total = new ClusterSums(k, d);
  }

  /**
   * Runs to the end.
   *
   * @param rows {@code n x d}
   * @param statistics of these rows
   * @param progress where to begin; holds where the run stands when it is cancelled
   * @throws dev.orrery.core.run.Cancellation.Cancelled between two iterations
   */
  public static FullBatchResult run(
      DenseMatrix rows,
      RowStatistics statistics,
      Options options,
      Progress progress,
      IterationListener listener,
      RunContext context) {
    return new FullBatch(rows, options.variant(), progress, context)
        .run(statistics, options, listener);
  }

  /** Rows of a chunk: such that they stay in a core's cache, and never depending on threads. */
  static int chunk(int columns) {
    return Math.clamp((1 << 17) / columns, 256, 4096);
  }

  private FullBatchResult run(
      RowStatistics statistics, Options options, IterationListener listener) {
    double rest = options.tolerance() * statistics.meanVariance();
    boolean labelled = false;
    while (!progress.settled) {
      context.cancellation().check();
      float[] before = progress.centers;
      pass();
      double loss = statistics.loss(total, before);
      long[] counts = total.counts.clone();
      float[] after = CenterUpdate.apply(rows, progress.labels, total, before, context);
      double moved = squaredMove(before, after);
      listener.iterated(progress.iterations, loss, changed, before, after, counts);
      labelled = Arrays.equals(before, after);
      progress.centers = after;
      progress.iterations++;
      progress.settled = moved <= rest || progress.iterations >= options.maxIterations();
    }
    if (!labelled) {
      pass();
    }
    double inertia = 0;
    for (float squared : ownDistances(rows, progress.labels, progress.centers, context)) {
      inertia += squared;
    }
    return new FullBatchResult(
        progress.centers,
        total.counts.clone(),
        inertia,
        progress.iterations,
        progress.distances,
        progress.lloydDistances - progress.distances);
  }

  /** Labels all rows by the present centers and sums them by label. */
  private void pass() {
    progress.distances += assigner.next(progress.centers, context);
    progress.lloydDistances += (long) rows.rows() * k;
    total.clear();
    changed = 0;
    context.parallel().reduce(rows.rows(), chunk, this::work, this::take);
  }

  private Part work(int from, int to) {
    Part part = spare.poll();
    if (part == null) {
      part = new Part(k, rows.columns());
    }
    int[] labels = progress.labels;
    int[] before = Arrays.copyOfRange(labels, from, to);
    part.distances = assigner.assign(from, to, labels);
    part.changed = 0;
    for (int i = from; i < to; i++) {
      if (labels[i] != before[i - from]) {
        part.changed++;
      }
    }
    context
        .kernels()
        .addRowsByLabel(
            rows.values(),
            rows.rowOffset(from),
            to - from,
            rows.columns(),
            labels,
            from,
            part.clusters.sums,
            part.clusters.counts);
    return part;
  }

  private void take(Part part) {
    total.add(part.clusters);
    changed += part.changed;
    progress.distances += part.distances;
    part.clusters.clear();
    spare.add(part);
  }

  /** The squared distance of every row to the center of its label. */
  static float[] ownDistances(DenseMatrix rows, int[] labels, float[] centers, RunContext context) {
    int d = rows.columns();
    float[] out = new float[rows.rows()];
    context
        .parallel()
        .forEach(
            rows.rows(),
            chunk(d),
            (from, to) -> {
              for (int i = from; i < to; i++) {
                out[i] =
                    context
                        .kernels()
                        .squaredDistance(
                            rows.values(), rows.rowOffset(i), centers, labels[i] * d, d);
              }
            });
    return out;
  }

  private static double squaredMove(float[] before, float[] after) {
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      double move = (double) after[i] - before[i];
      sum += move * move;
    }
    return sum;
  }
}
