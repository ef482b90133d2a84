package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RunContext;
import dev.orrery.knn.KNearestNeighbors;
import dev.orrery.knn.KnnModel;
import dev.orrery.knn.KnnState;
import dev.orrery.report.knn.KnnPictures;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The report meets the real k nearest neighbours. */
class KnnReportTest {

  private static final RunContext CONTEXT = RunContext.quiet(SyntheticRun.KERNELS, 3);

  private static Batch rows(int n, int d, long seed, boolean classes) {
    RandomGenerator random = CONTEXT.random().stream("test", seed);
    float[] values = new float[n * d];
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      int group = random.nextInt(3);
      labels[i] = classes ? group : group + (float) random.nextGaussian();
      for (int j = 0; j < d; j++) {
        values[i * d + j] = (float) (group * (j % 2 + 1) + 0.7 * random.nextGaussian());
      }
    }
    return new Batch(new DenseMatrix(values, n, d), labels, 1);
  }

  private static List<Picture> pictures(int d, boolean test, String... more) {
    Map<String, String> map = new HashMap<>();
    map.put("feature_dim", Integer.toString(d));
    map.put("k", "5");
    map.put("predictor_type", "classifier");
    map.put("sample_size", "300");
    for (int i = 0; i < more.length; i += 2) {
      map.put(more[i], more[i + 1]);
    }
    boolean classes = map.get("predictor_type").equals("classifier");
    Batch train = rows(300, d, 1, classes);
    KNearestNeighbors knn = new KNearestNeighbors();
    Hyperparameters hp = knn.hyperparameters().validate(map);
    KnnState state = knn.initialize(hp, train, CONTEXT);
    knn.update(hp, state, train, CONTEXT);
    KnnModel model = knn.finish(hp, state, Optional.empty(), CONTEXT);
    DenseMatrix sample = train.features().toDense();
    Map<String, DataSource> channels =
        test ? Map.of("test", new MemorySource("test", rows(120, d, 2, classes))) : Map.of();
    List<Picture> pictures =
        ModelPictures.find("knn")
            .orElseThrow()
            .pictures(
                new PictureContext(
                    model,
                    sample,
                    train.labels(),
                    List.of(),
                    classes ? List.of("low", "middle", "high") : List.of(),
                    hp.asMap(),
                    channels,
                    List.of(),
                    List.of(),
                    Projection.of(sample, List.of(), Optional.empty()),
                    CONTEXT));
    for (Picture picture : pictures) {
      BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
      picture.drawer().draw(image.createGraphics(), 400, 300);
      assertThat(picture.description()).doesNotContain("NaN", "not a number").endsWith(".");
    }
    return pictures;
  }

  private static List<String> names(List<Picture> pictures) {
    return pictures.stream().map(Picture::name).toList();
  }

  @Test
  void aClassifierIsDrawn() {
    assertThat(ModelPictures.find("knn")).containsInstanceOf(KnnPictures.class);
    List<Picture> pictures = pictures(2, true);

    assertThat(names(pictures))
        .containsExactly("neighbors", "decision-regions", "accuracy-by-k", "confusion-matrix");
    assertThat(pictures.get(0).description())
        .contains("is answered with")
        .contains("its 5 nearest");
    assertThat(pictures.get(2).description()).contains("k = 5 gives 0.").contains("of 1 to 30");
  }

  @Test
  void aRegressorIsDrawn() {
    assertThat(names(pictures(5, true, "predictor_type", "regressor")))
        .containsExactly("neighbors", "decision-regions", "rmse-by-k", "residuals");
  }

  @Test
  void approximateIndexesAreComparedWithTheExactOne() {
    for (String[] type :
        new String[][] {
          {"index_type", "faiss.IVFFlat"},
          {"index_type", "faiss.IVFPQ"},
          {"orrery_index_type", "hnsw"}
        }) {
      List<Picture> pictures = pictures(8, true, type);
      assertThat(names(pictures)).contains("recall-speed");
      assertThat(pictures.get(3).description()).contains("queries a second");
    }
  }

  /** Without the rows in the space of the features, or without a test channel, less is drawn. */
  @Test
  void whatCannotBeDrawnIsLeftOut() {
    assertThat(names(pictures(4, false))).containsExactly("neighbors", "decision-regions");
    assertThat(
            names(
                pictures(
                    4,
                    false,
                    "dimension_reduction_type",
                    "sign",
                    "dimension_reduction_target",
                    "2")))
        .containsExactly("decision-regions");
    assertThat(names(pictures(3, true, "index_metric", "COSINE")))
        .containsExactly("decision-regions", "accuracy-by-k", "confusion-matrix");
    assertThat(names(pictures(1, false))).containsExactly("neighbors");
  }
}
