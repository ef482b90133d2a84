package dev.orrery.benchmarks;

import com.amazon.randomcutforest.RandomCutForest;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.tree.StreamingForest;

/**
 * A random cut forest that takes in a stream, scores it, or does both in turn; the quality is the
 * area under the receiver operating characteristic of its scores.
 */
final class ForestContenders {

  private static final int TREES = 100;
  private static final int SAMPLES = 256;

  private ForestContenders() {}

  /** Contenders are called {@code orrery-simd-update}, {@code aws-score}, ... */
  static Contender of(String name, RaceData data, int threads) {
    String[] words = name.split("-");
    String task = words[words.length - 1];
    return words[0].equals("aws")
        ? new Aws(task, data, threads)
        : new Orrery(words[1], task, data, threads);
  }

  private static double area(float[] scores, RaceData data) {
    return RankingCurve.of(scores, data.train().labels()).rocAuc();
  }

  private static final class Orrery implements Contender {
    private final String task;
    private final RaceData data;
    private final DenseMatrix rows;
    private final RunContext context;
    private StreamingForest forest;
    private float[] scores;

    Orrery(String backend, String task, RaceData data, int threads) {
      this.task = task;
      this.data = data;
      this.rows = data.train().features().toDense();
      this.context = OrreryTraining.context(backend, threads);
      this.forest = fresh();
      forest.update(rows, context);
    }

    private StreamingForest fresh() {
      return new StreamingForest(rows.columns(), TREES, SAMPLES, 0.1 / SAMPLES, 0);
    }

    @Override
    public void run() {
      switch (task) {
        case "update" -> {
          forest = fresh();
          forest.update(rows, context);
        }
        case "score" -> scores = forest.forest().scores(rows, context);
        default -> {
          forest = fresh();
          scores = forest.scoreThenUpdate(rows, context);
        }
      }
    }

    @Override
    public double quality() {
      return area(scores == null ? forest.forest().scores(rows, context) : scores, data);
    }
  }

  /** The AWS library, parallel over trees where it is given more than one thread. */
  private static final class Aws implements Contender {
    private final String task;
    private final RaceData data;
    private final float[][] points;
    private final int threads;
    private RandomCutForest forest;
    private float[] scores;

    Aws(String task, RaceData data, int threads) {
      this.task = task;
      this.data = data;
      this.threads = threads;
      DenseMatrix rows = data.train().features().toDense();
      this.points = new float[rows.rows()][rows.columns()];
      for (int i = 0; i < points.length; i++) {
        System.arraycopy(rows.values(), rows.rowOffset(i), points[i], 0, rows.columns());
      }
      this.forest = fresh();
      for (float[] point : points) {
        forest.update(point);
      }
    }

    private RandomCutForest fresh() {
      return RandomCutForest.builder()
          .dimensions(points[0].length)
          .numberOfTrees(TREES)
          .sampleSize(SAMPLES)
          .randomSeed(0)
          .parallelExecutionEnabled(threads > 1)
          .threadPoolSize(threads > 1 ? threads : 1)
          .build();
    }

    @Override
    public void run() {
      if (!task.equals("score")) {
        forest = fresh();
      }
      float[] found = new float[points.length];
      for (int i = 0; i < points.length; i++) {
        if (!task.equals("update")) {
          found[i] = (float) forest.getAnomalyScore(points[i]);
        }
        if (!task.equals("score")) {
          forest.update(points[i]);
        }
      }
      scores = task.equals("update") ? null : found;
    }

    @Override
    public double quality() {
      if (scores == null) {
        scores = new float[points.length];
        for (int i = 0; i < points.length; i++) {
          scores[i] = (float) forest.getAnomalyScore(points[i]);
        }
      }
      return area(scores, data);
    }
  }
}
