package dev.orrery.knn;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.metric.MulticlassConfusion;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import dev.orrery.knn.index.FlatIndex;
import dev.orrery.knn.index.NeighborIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores a model on a channel in one pass (spec B3.4), and on its first rows in further ways. */
final class Evaluation {

  /** Rows at the beginning of the test channel by which other k and the recall are measured. */
  static final int PROBED = 2000;

  private static final int[] OTHER_K = {1, 3, 5, 10, 20, 30};

  private final KnnModel model;
  private final String channel;
  private final RunContext context;
  private final List<Batch> head = new ArrayList<>();
  private float[] labels = new float[0];
  private float[] answers = new float[0];
  private int count;
  private int headRows;

  Evaluation(KnnModel model, String channel, RunContext context) {
    this.model = model;
    this.channel = channel;
    this.context = context;
  }

  List<Metric> run(DataSource data, int batchSize) throws IOException {
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(batchSize); batch != null; batch = reader.next(batchSize)) {
        context.cancellation().check();
        take(batch);
      }
    }
    if (count == 0) {
      return List.of();
    }
    List<Metric> metrics = new ArrayList<>(scores(labels, answers, count));
    if (channel.equals("test")) {
      metrics.addAll(probe());
      return metrics;
    }
    return metrics.stream().map(Metric::asExtension).toList();
  }

  private void take(Batch batch) {
    KNearestNeighbors.checkLabels(batch, model.options().classifier(), channel);
    context.log("Searching index...");
    long began = System.nanoTime();
    Neighbors found = model.neighbors(batch.features(), model.options().k(), context);
    context.log(
        Text.format("...Done searching index in %d second(s)", IndexBuilder.secondsSince(began)));
    float[] answered = model.answers(found, model.options().k(), context);
    if (count + answered.length > labels.length) {
      int room = Math.max(count + answered.length, 2 * count);
      labels = Arrays.copyOf(labels, room);
      answers = Arrays.copyOf(answers, room);
    }
    System.arraycopy(batch.labels(), 0, labels, count, answered.length);
    System.arraycopy(answered, 0, answers, count, answered.length);
    count += answered.length;
    if (headRows < PROBED) {
      head.add(batch.slice(0, Math.min(batch.rows(), PROBED - headRows)));
      headRows += head.getLast().rows();
    }
  }

  private List<Metric> scores(float[] truth, float[] said, int n) {
    if (!model.options().classifier()) {
      double mse = meanSquaredError(truth, said, n);
      return List.of(
          Metric.loss(channel, "mse", mse), Metric.loss(channel, "rmse", Math.sqrt(mse)));
    }
    return List.of(
        Metric.score(channel, "accuracy", accuracy(truth, said, n)),
        Metric.score(channel, "macro_f_beta", macroF(truth, said, n)).inLogAs("macro_f_1.000"));
  }

  /**
   * On the first rows: the score for other k, from one search; for an approximate index also how
   * many of the true neighbours it finds, and how fast it and an exact search are.
   */
  private List<Metric> probe() {
    Batch rows = Batch.concatenate(head);
    Matrix queries = rows.features();
    int n = queries.rows();
    int most = Math.min(model.index().rows(), OTHER_K[OTHER_K.length - 1]);
    Neighbors found = model.neighbors(queries, most, context);
    List<Metric> metrics = new ArrayList<>();
    for (int k : OTHER_K) {
      if (k > most) {
        break;
      }
      float[] said = model.answers(found, k, context);
      metrics.add(
          (model.options().classifier()
                  ? Metric.score(channel, "accuracy_k" + k, accuracy(rows.labels(), said, n))
                  : Metric.loss(
                      channel, "rmse_k" + k, Math.sqrt(meanSquaredError(rows.labels(), said, n))))
              .asExtension());
    }
    if (!model.index().exact() && model.reference().isPresent()) {
      FlatIndex exact = model.reference().get();
      int k = model.options().k();
      double recall =
          model.neighbors(queries, k, context).recall(model.neighbors(queries, k, exact, context));
      metrics.add(Metric.score(channel, "recall", recall).asExtension());
      metrics.add(speed("queries_per_second", queries, model.index()));
      metrics.add(speed("flat_queries_per_second", queries, exact));
    }
    return metrics;
  }

  private Metric speed(String name, Matrix queries, NeighborIndex index) {
    double perSecond = model.queriesPerSecond(queries, index, context);
    return Metric.score(channel, name, perSecond).asExtension();
  }

  private static double accuracy(float[] truth, float[] said, int n) {
    int right = 0;
    for (int i = 0; i < n; i++) {
      right += truth[i] == said[i] ? 1 : 0;
    }
    return (double) right / n;
  }

  private static double meanSquaredError(float[] truth, float[] said, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double error = (double) truth[i] - said[i];
      sum += error * error;
    }
    return sum / n;
  }

  /** The mean of F1 over the classes that occur among the labels or the answers. */
  private static double macroF(float[] truth, float[] said, int n) {
    float[] both = Arrays.copyOf(truth, 2 * n);
    System.arraycopy(said, 0, both, n, n);
    for (int i = 0; i < both.length; i++) {
      both[i] += 0.0f; // -0 and 0 are one class
    }
    Arrays.sort(both);
    int classes = 0;
    for (int i = 0; i < both.length; i++) {
      if (i == 0 || both[i] != both[i - 1]) {
        both[classes++] = both[i];
      }
    }
    MulticlassConfusion confusion = new MulticlassConfusion(classes);
    for (int i = 0; i < n; i++) {
      confusion.add(
          Arrays.binarySearch(both, 0, classes, truth[i] + 0.0f),
          Arrays.binarySearch(both, 0, classes, said[i] + 0.0f));
    }
    return confusion.macroFBeta(1);
  }
}
