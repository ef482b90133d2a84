package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.run.RunContext;
import dev.orrery.randomcutforest.RandomCutForestModel;
import dev.orrery.randomcutforest.Threshold;
import dev.orrery.randomcutforest.tree.CutForest;
import dev.orrery.randomcutforest.tree.TreeBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RandomCutForestPicturesTest {

  private static final DenseMatrix ROWS = SyntheticRun.blobs(300, 2, 3, 0.6);

  private static List<Picture> pictures(int featureDim, int shingle, Map<String, DataSource> more) {
    RunContext context = RunContext.quiet(SyntheticRun.KERNELS, 0);
    CutForest forest =
        new CutForest(
            List.of(TreeBuilder.build(ROWS.values(), 0, 200, 2, context.random().stream("t"))));
    DenseMatrix rows = new DenseMatrix(ROWS.values(), 300, featureDim);
    return ModelPictures.find("randomcutforest")
        .orElseThrow()
        .pictures(
            new PictureContext(
                new RandomCutForestModel(forest, featureDim, shingle, new Threshold(1, 1, 3)),
                rows,
                new float[0],
                List.of(),
                List.of(),
                Map.of(),
                more,
                List.of(),
                List.of(),
                Projection.of(rows, List.of(), Optional.empty()),
                context));
  }

  @Test
  void labelledRowsGetTheirCurvesToo() {
    float[] labels = new float[300];
    labels[7] = 1;
    assertThat(pictures(2, 1, Map.of("test", new MemorySource("t", new Batch(ROWS, labels, 1)))))
        .extracting(Picture::name)
        .containsExactly(
            "anomaly-scores",
            "attribution",
            "score-histogram",
            "precision-recall",
            "roc",
            "tree-cuts",
            "score-map");
  }

  @Test
  void shinglesAreDrawnWithoutTheRowsThatHaveNoScore() throws Exception {
    List<Picture> pictures = pictures(1, 2, Map.of());
    assertThat(pictures)
        .extracting(Picture::name)
        .containsExactly(
            "anomaly-scores", "attribution", "score-histogram", "tree-cuts", "score-map");
    assertThat(pictures.getFirst().description()).contains("of 299 rows of train");
    for (Picture picture : pictures) {
      assertThat(PictureFormats.png(picture, PictureFormats.WIDE, 0.5)).isNotEmpty();
    }
  }
}
