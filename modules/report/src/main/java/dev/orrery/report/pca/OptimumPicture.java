package dev.orrery.report.pca;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.pca.Pca;
import dev.orrery.pca.PcaModel;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.LinesPicture;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What components that were found approximately, by a sketch or a range finder, keep of the sample
 * rows, beside the best components of these rows.
 */
final class OptimumPicture {

  /** Features up to which the best components are found while the report is written. */
  private static final int MOST_FEATURES = 1024;

  private OptimumPicture() {}

  /** The picture, for an approximate model of not too many features. */
  static Optional<Picture> of(PcaModel model, PictureContext context) {
    boolean sketch = PcaPictures.sketched(context);
    boolean approximate =
        sketch || "range_finder".equals(context.hyperparameters().get("orrery_algorithm"));
    int k = model.numComponents();
    if (!approximate || model.featureDim() > MOST_FEATURES || context.rows().rows() <= k) {
      return Optional.empty();
    }
    double[] number = new double[k];
    for (int i = 0; i < k; i++) {
      number[i] = i + 1;
    }
    double[] kept = kept(model, context);
    double[] best = kept(best(model, context), context);
    String lost =
        String.format(
            Locale.ROOT,
            "%.2f %% of the variance is lost against the best %d components",
            100 * Math.max(0, best[k - 1] - kept[k - 1]),
            k);
    return Optional.of(
        LinesPicture.named("optimum")
            .title("Against the optimum")
            .subtitle(lost)
            .description(
                lost
                    + ": what the first components keep of the variance of the sample rows, and what the"
                    + " best ones, which regular finds, would."
                    + (sketch ? " More extra_components bring a sketch nearer." : ""))
            .wholeX("components")
            .y("share of the variance kept")
            .series(
                sketch ? "the sketch's components" : "the range finder's components",
                number,
                kept,
                true)
            .series("best components", number, best, true)
            .build());
  }

  private static PcaModel best(PcaModel model, PictureContext context) {
    Pca pca = new Pca();
    DenseMatrix rows = context.rows();
    Hyperparameters regular =
        pca.hyperparameters()
            .validate(
                Map.of(
                    "feature_dim", Integer.toString(model.featureDim()),
                    "num_components", Integer.toString(model.numComponents()),
                    "mini_batch_size", Integer.toString(rows.rows()),
                    "subtract_mean",
                        context.hyperparameters().getOrDefault("subtract_mean", "true")));
    Batch batch = Batch.unlabelled(rows);
    var state = pca.initialize(regular, batch, context.context());
    pca.update(regular, state, batch, context.context());
    return pca.finish(regular, state, Optional.empty(), context.context());
  }

  /** The share of the sample's variance that the first 1, 2, ... components keep. */
  private static double[] kept(PcaModel model, PictureContext context) {
    DenseMatrix rows = context.rows();
    int k = model.numComponents();
    float[] mean = model.mean();
    double total = 0;
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        double from = rows.get(i, j) - mean[j];
        total += from * from;
      }
    }
    PcaModel plain = (PcaModel) model.with(Map.of("orrery_whiten", "false"));
    float[] projections = plain.predict(rows, context.context()).keys().getFirst().values();
    double[] kept = new double[k];
    for (int i = 0; i < projections.length; i++) {
      kept[k - 1 - i % k] += (double) projections[i] * projections[i] / total;
    }
    for (int i = 1; i < k; i++) {
      kept[i] += kept[i - 1];
    }
    return kept;
  }
}
