package dev.orrery.randomcutforest;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.ClassLabels;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.BinaryConfusion;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores a model on a channel (spec B5.4). */
final class Evaluation {

  private final Hyperparameters hyperparameters;
  private final RandomCutForestModel model;
  private final String channel;
  private float[] scores = new float[1024];
  private float[] labels = new float[1024];
  private int count;

  private Evaluation(Hyperparameters hyperparameters, RandomCutForestModel model, String channel) {
    this.hyperparameters = hyperparameters;
    this.model = model;
    this.channel = channel;
  }

  /**
   * The labelled test channel under SageMaker's names; of train and validation, which need no
   * labels, how the scores lie and how many rows exceed the threshold, as extensions.
   */
  static List<Metric> of(
      Hyperparameters hyperparameters,
      RandomCutForestModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    Evaluation evaluation = new Evaluation(hyperparameters, model, channel);
    evaluation.read(data, context);
    evaluation.warnIfMostAreAnomalies(context);
    return evaluation.metrics();
  }

  private boolean labelled() {
    return channel.equals("test");
  }

  /** Most rows cannot stand out of most rows: the labels are likely the wrong way round. */
  private void warnIfMostAreAnomalies(RunContext context) {
    int positive = 0;
    for (float label : labels) {
      positive += label == 1 ? 1 : 0;
    }
    if (labelled() && 2L * positive > count) {
      context.warn(
          Text.format(
              "%d of the %d rows of test have the label 1, which says that they are anomalies; if it is"
                  + " the other way round, name the label of an anomaly, with --positive where labels"
                  + " are words",
              positive, count));
    }
  }

  /** Rows that have no whole shingle before them have no score and do not count. */
  private void read(DataSource data, RunContext context) throws IOException {
    Shingles shingles = new Shingles(model.featureDim(), model.shingle());
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(RandomCutForestHyperparameters.FIXED_MINI_BATCH);
          batch != null;
          batch = reader.next(RandomCutForestHyperparameters.FIXED_MINI_BATCH)) {
        context.cancellation().check();
        RandomCutForest.checkWidth(hyperparameters, batch.features(), channel);
        float[] truth = labelled() ? ClassLabels.classes(batch, 2, channel) : null;
        float[] found = model.scores(shingles.next(batch.features()), context);
        grow(count + found.length);
        System.arraycopy(found, 0, scores, count, found.length);
        if (truth != null) {
          System.arraycopy(truth, truth.length - found.length, labels, count, found.length);
        }
        count += found.length;
      }
    }
    scores = Arrays.copyOf(scores, count);
    labels = Arrays.copyOf(labels, count);
  }

  private void grow(int room) {
    if (room > scores.length) {
      int length = Math.max(room, scores.length + scores.length / 2);
      scores = Arrays.copyOf(scores, length);
      labels = Arrays.copyOf(labels, length);
    }
  }

  private List<Metric> metrics() {
    if (count == 0) {
      return List.of();
    }
    Threshold threshold =
        Threshold.of(scores, hyperparameters.get(RandomCutForestHyperparameters.THRESHOLD_SIGMAS));
    if (labelled()) {
      return scored(threshold);
    }
    long anomalies = 0;
    for (float score : scores) {
      anomalies += score > threshold.value() ? 1 : 0;
    }
    return List.of(
        Metric.figure(channel, "mean_score", threshold.mean()).asExtension(),
        Metric.figure(channel, "score_threshold", threshold.value()).asExtension(),
        Metric.figure(channel, "anomalies", anomalies).asExtension());
  }

  private List<Metric> scored(Threshold threshold) {
    // above the threshold, not at it
    BinaryConfusion confusion = BinaryConfusion.of(scores, labels, Math.nextUp(threshold.value()));
    BinaryConfusion negatives = confusion.ofNegatives();
    List<String> asked = hyperparameters.get(RandomCutForestHyperparameters.EVAL_METRICS);
    List<Metric> metrics = new ArrayList<>();
    metrics.add(Metric.score(channel, "f1", confusion.fBeta(1)));
    if (asked.contains(RandomCutForestHyperparameters.ACCURACY)) {
      metrics.add(Metric.score(channel, "accuracy", confusion.accuracy()));
    }
    if (asked.contains(RandomCutForestHyperparameters.PRECISION_RECALL_FSCORE)) {
      metrics.add(Metric.score(channel, "precision", confusion.precision()));
      metrics.add(Metric.score(channel, "recall", confusion.recall()));
      metrics.add(Metric.score(channel, "precision_negative", negatives.precision()));
      metrics.add(Metric.score(channel, "recall_negative", negatives.recall()));
      metrics.add(Metric.score(channel, "f1_negative", negatives.fBeta(1)));
    }
    RankingCurve curve = RankingCurve.of(scores, labels);
    metrics.add(Metric.score(channel, "roc_auc", curve.rocAuc()).asExtension());
    metrics.add(Metric.score(channel, "average_precision", curve.averagePrecision()).asExtension());
    metrics.add(Metric.figure(channel, "score_threshold", threshold.value()).asExtension());
    return metrics;
  }
}
