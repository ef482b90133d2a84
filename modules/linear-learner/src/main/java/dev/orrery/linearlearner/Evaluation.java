package dev.orrery.linearlearner;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.BinaryConfusion;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.core.metric.RankingCurve;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The metrics of a model on a channel (spec B1.4), from one pass over it. */
final class Evaluation {

  private static final int ROWS = 4096;

  /** Scores of the rows that are read at a time. */
  private static final int MOST_SCORES = 1 << 24;

  private final LinearLearnerModel model;
  private final Hyperparameters hp;
  private final String channel;
  private double lossSum;
  private int rows;

  // Binary classifiers and regressors keep what they need for ranks and for the spread of labels.
  private float[] scores = new float[0];
  private float[] labels = new float[0];
  private double absolute;
  private double squared;
  private double gain;
  private long amongFirst;
  private MulticlassConfusion confusion;

  private Evaluation(LinearLearnerModel model, Hyperparameters hp, String channel) {
    this.model = model;
    this.hp = hp;
    this.channel = channel;
  }

  static List<Metric> of(
      Hyperparameters hp,
      LinearLearnerModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    Evaluation evaluation = new Evaluation(model, hp, channel);
    if (model.type() == PredictorType.MULTICLASS) {
      evaluation.confusion = new MulticlassConfusion(model.outputs());
    }
    int rows = Math.clamp(MOST_SCORES / model.outputs(), 1, ROWS);
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(rows); batch != null; batch = reader.next(rows)) {
        context.cancellation().check();
        evaluation.add(batch, context);
      }
    }
    return evaluation.rows == 0 ? List.of() : evaluation.metrics();
  }

  private void add(Batch batch, RunContext context) {
    if (batch.features().columns() != model.featureDim()) {
      throw CustomerError.featureDim(
          channel, model.featureDim(), batch.features().columns(), "--hp feature_dim");
    }
    float[] own = Scoring.labels(batch, model.type(), model.outputs(), channel);
    float[] linear = model.linearScores(batch.features(), context);
    int n = batch.rows();
    check(linear, n);
    float[] scores = linear.clone();
    float[] values = new float[n];
    model.loss().apply(linear, n, 1, own, 0, values);
    for (float value : values) {
      lossSum += value;
    }
    switch (model.type()) {
      case BINARY -> keep(scores, own);
      case REGRESSOR -> {
        for (int i = 0; i < n; i++) {
          double error = (double) scores[i] - own[i];
          absolute += Math.abs(error);
          squared += error * error;
        }
        keep(new float[0], own);
      }
      case MULTICLASS -> rank(scores, own);
    }
    rows += n;
  }

  private void check(float[] linear, int n) {
    for (int i = 0; i < linear.length; i++) {
      if (Float.isNaN(linear[i])) {
        throw new CustomerError(
            Text.format(
                "The score of row %d of the %s channel is not a number: its features or the model's weights are too large to be added up",
                rows + i / (linear.length / n), channel),
            channel);
      }
    }
  }

  private void keep(float[] answers, float[] own) {
    if (labels.length < rows + own.length) {
      int room = Math.max(rows + own.length, 2 * rows);
      labels = Arrays.copyOf(labels, room);
      scores = answers.length == 0 ? scores : Arrays.copyOf(scores, room);
    }
    System.arraycopy(own, 0, labels, rows, own.length);
    System.arraycopy(answers, 0, scores, answers.length == 0 ? 0 : rows, answers.length);
  }

  /** The place of the true class among the classes by falling score decides. */
  private void rank(float[] answers, float[] own) {
    int classes = model.outputs();
    float[] called = model.labels(answers);
    long topK = hp.get(LinearLearnerHyperparameters.ACCURACY_TOP_K);
    for (int i = 0; i < own.length; i++) {
      int truth = (int) own[i];
      confusion.add(truth, (int) called[i]);
      float score = answers[i * classes + truth];
      int place = 0;
      for (int c = 0; c < classes; c++) {
        float other = answers[i * classes + c];
        place += other > score || other == score && c < truth ? 1 : 0;
      }
      amongFirst += place < topK ? 1 : 0;
      gain += Math.log(2) / Math.log(place + 2.0);
    }
  }

  private List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        Metric.loss(channel, "objective_loss", lossSum / rows)
            .inLogAs(model.loss().objectiveName()));
    double beta = hp.get(LinearLearnerHyperparameters.F_BETA);
    String f = Text.format("%.3f", beta);
    switch (model.type()) {
      case BINARY -> {
        float[] s = Arrays.copyOf(scores, rows);
        float[] y = Arrays.copyOf(labels, rows);
        BinaryConfusion counts = BinaryConfusion.of(s, y, model.linearThreshold());
        metrics.add(score("binary_classification_accuracy", counts.accuracy()));
        metrics.add(score("binary_f_beta", counts.fBeta(beta)).inLogAs("binary_f_" + f));
        metrics.add(score("precision", counts.precision()));
        metrics.add(score("recall", counts.recall()));
        metrics.add(score("roc_auc_score", RankingCurve.of(s, y).rocAuc()));
      }
      case REGRESSOR -> {
        metrics.add(Metric.loss(channel, "mse", squared / rows));
        metrics.add(Metric.loss(channel, "absolute_loss", absolute / rows));
        metrics.add(Metric.loss(channel, "rmse", Math.sqrt(squared / rows)));
        metrics.add(score("r2", 1 - squared / spread()).asExtension());
      }
      case MULTICLASS -> {
        long k = hp.get(LinearLearnerHyperparameters.ACCURACY_TOP_K);
        metrics.add(score("multiclass_accuracy", confusion.accuracy()));
        metrics.add(
            score("multiclass_top_k_accuracy", (double) amongFirst / rows)
                .inLogAs("multiclass_top_k_accuracy_" + k));
        metrics.add(score("dcg", gain / rows));
        metrics.add(score("macro_recall", confusion.macroRecall()));
        metrics.add(score("macro_precision", confusion.macroPrecision()));
        metrics.add(score("macro_f_beta", confusion.macroFBeta(beta)).inLogAs("macro_f_" + f));
        metrics.add(score("multiclass_balanced_accuracy", confusion.balancedAccuracy()));
        metrics.add(Metric.loss(channel, "multiclass_log_loss", lossSum / rows));
      }
    }
    return metrics;
  }

  private Metric score(String name, double value) {
    return Metric.score(channel, name, value);
  }

  /** Sum of the squared deviations of the labels from their mean. */
  private double spread() {
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      mean += labels[i];
    }
    mean /= rows;
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += (labels[i] - mean) * (labels[i] - mean);
    }
    return sum;
  }
}
