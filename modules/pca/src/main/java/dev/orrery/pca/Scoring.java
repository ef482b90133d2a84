package dev.orrery.pca;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How much of a channel's variance a model keeps, measured on its rows. */
final class Scoring {

  /** Features and products up to which the optimum is computed beside what a sketch keeps. */
  private static final int OPTIMUM_FEATURES = 1024;

  private static final double OPTIMUM_PRODUCTS = 1L << 34;

  private Scoring() {}

  /**
   * The share of the variance that is kept, where there is any, and the mean squared error.
   *
   * @param scatter sum of the squared distances to the mean
   * @param error sum of those to the reconstructions
   * @param values number of values in the rows
   */
  static List<Metric> metrics(String channel, double scatter, double error, double values) {
    Metric mse = Metric.loss(channel, "reconstruction_mse", error / values).asExtension();
    if (scatter == 0) {
      return List.of(mse);
    }
    double ratio = 1 - error / scatter;
    return List.of(Metric.score(channel, "explained_variance_ratio", ratio).asExtension(), mse);
  }

  /**
   * The share of the squared distances to the model's mean that the projections keep, and the mean
   * squared error per value; on the train channel of a small problem, the greatest share that any
   * model of so many components could keep.
   */
  static List<Metric> score(
      Hyperparameters hyperparameters,
      PcaModel model,
      String channel,
      DataSource data,
      RunContext context)
      throws IOException {
    int batchSize = hyperparameters.getInt(PcaHyperparameters.MINI_BATCH_SIZE);
    int d = model.featureDim();
    GramState optimum =
        channel.equals("train") && d <= OPTIMUM_FEATURES ? new GramState(d, new float[d]) : null;
    double error = 0;
    double scatter = 0;
    long rows = 0;
    try (BatchReader reader = data.open()) {
      for (Batch batch = reader.next(batchSize); batch != null; batch = reader.next(batchSize)) {
        context.cancellation().check();
        Pca.checkWidth(hyperparameters, batch.features(), channel);
        double[] sums = model.errorAndScatter(batch.features(), context);
        error += sums[0];
        scatter += sums[1];
        rows += batch.rows();
        if (optimum != null && (double) rows * d * d > OPTIMUM_PRODUCTS) {
          optimum = null;
        }
        if (optimum != null) {
          optimum.add(model.centered(batch.features()), context);
        }
      }
    }
    if (rows == 0) {
      return List.of();
    }
    List<Metric> metrics = new ArrayList<>(metrics(channel, scatter, error, (double) rows * d));
    if (scatter == 0) {
      context.note(
          Text.format(
              "The rows of the %s channel do not differ from the mean of the model, so there is no variance of which a share could be kept.",
              channel));
    } else if (optimum != null) {
      double ratio = 1 - error / scatter;
      optimum.flush(context);
      Components best = Components.of(optimum, model.numComponents(), false, context);
      double kept = 0;
      for (double value : best.scatters()) {
        kept += value;
      }
      double greatest = kept / best.total();
      metrics.add(Metric.score(channel, "optimal_variance_ratio", greatest).asExtension());
      context.note(
          Text.format(
              "The %d components keep %.4f of the variance of the training rows; the best %d, which"
                  + " regular finds, keep %.4f: %.4f is lost.",
              model.numComponents(),
              ratio,
              model.numComponents(),
              greatest,
              Math.max(0, greatest - ratio)));
    }
    return metrics;
  }
}
