package dev.orrery.report.pca;

import dev.orrery.pca.PcaModel;
import dev.orrery.report.ModelPictures;
import dev.orrery.report.Picture;
import dev.orrery.report.PictureContext;
import dev.orrery.report.common.ImageGridPicture;
import dev.orrery.report.common.LinesPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pictures of a model of principal component analysis. */
public final class PcaPictures implements ModelPictures {

  @Override
  public String algorithm() {
    return "pca";
  }

  @Override
  public List<Picture> pictures(PictureContext context) {
    PcaModel model = (PcaModel) context.model();
    List<Picture> pictures = new ArrayList<>();
    scree(model, context).ifPresent(pictures::add);
    OptimumPicture.of(model, context).ifPresent(pictures::add);
    ComponentsPicture.of(model, context).ifPresent(pictures::add);
    pictures.addAll(LoadingsPictures.of(model, context));
    if (context.rows().rows() > 0) {
      if (ImageGridPicture.arePixels(context.featureNames(), model.featureDim())) {
        pictures.add(ReconstructionPictures.images(model, context));
      } else if (model.featureDim() >= LoadingsPictures.CURVE) {
        pictures.add(ReconstructionPictures.curve(model, context));
      }
    }
    return pictures;
  }

  /** Share and cumulative share of the variance by component. */
  private static Optional<Picture> scree(PcaModel model, PictureContext context) {
    int k = model.numComponents();
    if (!(model.details().total() > 0)) {
      return Optional.empty();
    }
    double[] number = new double[k];
    double[] share = new double[k];
    double[] cumulative = new double[k];
    double sum = 0;
    for (int i = 0; i < k; i++) {
      number[i] = i + 1;
      share[i] = model.explainedVarianceRatio(i);
      sum += share[i];
      cumulative[i] = sum;
    }
    boolean sketched = sketched(context);
    String kept =
        String.format(
            Locale.ROOT,
            sketched
                ? "The sketch's own values put what %d of %d components keep at %.1f %%, which is too high"
                : "%d of %d possible components keep %.1f %% of the variance",
            k,
            model.featureDim(),
            100 * sum);
    return Optional.of(
        LinesPicture.named("scree")
            .title("Variance by component")
            .subtitle(kept)
            .description(
                kept
                    + ". The lower line is the share of each component, the upper one that of all up to"
                    + " it; where the lower one becomes flat, further components add little."
                    + (sketched
                        ? " A sketch overrates the shares; what the components really keep is measured"
                            + " on the rows."
                        : ""))
            .wholeX("component")
            .y("share of the variance")
            .series("cumulative share", number, cumulative, true)
            .series("share of the component", number, share, true)
            .build());
  }

  /** Whether the shares of the components are those of a sketch, which overrates them. */
  static boolean sketched(PictureContext context) {
    return "randomized".equals(context.hyperparameters().get("algorithm_mode"));
  }

  /**
   * The name of a component with its share where that is right, such as {@code Component 1 (14.9 %
   * of variance)}.
   */
  static String name(PcaModel model, int rank, PictureContext context) {
    double share = model.explainedVarianceRatio(rank);
    return Double.isFinite(share) && !sketched(context)
        ? String.format(Locale.ROOT, "Component %d (%.1f %% of variance)", rank + 1, 100 * share)
        : "Component " + (rank + 1);
  }
}
