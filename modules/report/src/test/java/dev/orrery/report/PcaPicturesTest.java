package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.pca.Pca;
import dev.orrery.pca.PcaModel;
import dev.orrery.report.pca.PcaPictures;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pictures of PCA: which there are for which data, and that they can be drawn. */
class PcaPicturesTest {

  private static final RunContext CONTEXT = RunContext.quiet(SyntheticRun.KERNELS, 0);

  private static List<Picture> pictures(
      DenseMatrix rows, PcaModel model, float[] labels, List<String> names, String mode) {
    ModelPictures pictures = ModelPictures.find("pca").orElseThrow();
    assertThat(pictures).isInstanceOf(PcaPictures.class);
    List<Picture> drawn =
        pictures.pictures(
            new PictureContext(
                model,
                rows,
                labels,
                names,
                List.of(),
                Map.of("algorithm_mode", mode),
                Map.of(),
                List.of(),
                List.of(),
                Projection.of(rows, List.of(), Optional.empty()),
                CONTEXT));
    for (Picture picture : drawn) {
      assertThat(picture.description()).endsWith(".").doesNotContain("NaN");
      BufferedImage image = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
      picture.drawer().draw(image.createGraphics(), 600, 400);
    }
    return drawn;
  }

  private static PcaModel train(DenseMatrix rows, int components) {
    Pca pca = new Pca();
    Hyperparameters asked =
        pca.hyperparameters()
            .validate(
                Map.of("feature_dim", "" + rows.columns(), "num_components", "" + components));
    Batch batch = Batch.unlabelled(rows);
    var state = pca.initialize(asked, batch, CONTEXT);
    pca.update(asked, state, batch, CONTEXT);
    return pca.finish(asked, state, Optional.empty(), CONTEXT);
  }

  private static List<String> pixels(int count) {
    return IntStream.range(0, count).mapToObj(j -> "p" + j).toList();
  }

  private static List<String> names(List<Picture> pictures) {
    return pictures.stream().map(Picture::name).toList();
  }

  @Test
  void aTableShowsItsLoadingsAsBars() {
    DenseMatrix rows = SyntheticRun.blobs(120, 5, 3, 0.5);
    float[] labels = new float[120];
    for (int i = 0; i < 120; i++) {
      labels[i] = i % 3;
    }
    List<Picture> drawn =
        pictures(rows, train(rows, 3), labels, List.of("a", "b", "c", "d", "e"), "regular");
    assertThat(names(drawn)).containsExactly("scree", "components", "loadings-1", "loadings-2");
    assertThat(drawn.get(1).description())
        .contains("colored by the label, which training did not see", "arrows");
  }

  @Test
  void imagesAreShownAsImages() {
    DenseMatrix rows = SyntheticRun.blobs(120, 36, 3, 0.5);
    List<Picture> drawn = pictures(rows, train(rows, 12), new float[0], pixels(36), "randomized");
    assertThat(names(drawn))
        .containsExactly("scree", "optimum", "components", "loadings", "reconstructions");
    assertThat(drawn.get(1).description()).startsWith("0.00 % of the variance is lost");
    assertThat(drawn.getLast().description()).contains("1 component, 2, 5, 10, 12");
  }

  @Test
  void manyFeaturesAreShownAsCurves() {
    DenseMatrix rows = SyntheticRun.blobs(120, 60, 3, 0.5);
    List<Picture> drawn = pictures(rows, train(rows, 4), new float[0], List.of(), "regular");
    assertThat(names(drawn)).containsExactly("scree", "components", "loadings", "reconstructions");
  }

  @Test
  void oneComponentAndNoRowsAreEnough() {
    DenseMatrix rows = SyntheticRun.blobs(60, 3, 2, 0.5);
    PcaModel model = train(rows, 1);
    assertThat(names(pictures(rows, model, new float[0], List.of(), "regular")))
        .containsExactly("scree", "loadings-1");
    DenseMatrix none = new DenseMatrix(new float[0], 0, 3);
    assertThat(names(pictures(none, model, new float[0], List.of(), "regular")))
        .containsExactly("scree", "loadings-1");
    PcaModel foreign =
        new PcaModel(
            model.singularValues(), model.vectors(), model.mean(), PcaModel.Details.unknown());
    assertThat(names(pictures(rows, foreign, new float[0], List.of(), "regular")))
        .containsExactly("loadings-1");
  }
}
