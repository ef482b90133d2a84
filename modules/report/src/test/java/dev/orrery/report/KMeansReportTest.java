package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.run.RunContext;
import dev.orrery.report.kmeans.KMeansPictures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The report meets the real k-means: its model and its steps. */
class KMeansReportTest {

  private static final DenseMatrix ROWS = SyntheticRun.blobs(400, 4, 5, 0.6);

  @Test
  void aModelOfKMeansFindsItsPictures() {
    TrainedRun run = TrainedRun.of(ROWS, Map.of("k", "5"), SyntheticRun.KERNELS);

    ModelPictures pictures = ModelPictures.find("kmeans").orElseThrow();

    assertThat(pictures).isInstanceOf(KMeansPictures.class);
    assertThat(
            pictures.pictures(
                new PictureContext(
                    run.model(),
                    ROWS,
                    new float[0],
                    List.of(),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    Projection.of(ROWS, List.of(), Optional.empty()),
                    RunContext.quiet(SyntheticRun.KERNELS, 0))))
        .extracting(Picture::name)
        .containsExactly("clusters", "cluster-sizes");
    assertThat(ModelPictures.find("no-such-algorithm")).isEmpty();
  }

  @Test
  void everyStepOfTheWebScaleAlgorithmIsColoredByItsCenters() throws Exception {
    TrainedRun run =
        TrainedRun.of(ROWS, Map.of("k", "5", "mini_batch_size", "100"), SyntheticRun.KERNELS);

    JsonNode steps = played(run);

    assertThat(steps.get(0).get("title").asText()).isEqualTo("Take the first centers");
    assertThat(steps.get(0).get("centers").asInt()).isEqualTo(50);
    assertThat(steps.get(0).get("nearest").asText()).hasSize(400);
    JsonNode last = steps.get(steps.size() - 1);
    assertThat(last.get("title").asText()).isEqualTo("The model's centers");
    assertThat(last.get("centers").asInt()).isEqualTo(5);
  }

  /** Moving the centers colors nothing anew; the assignment that follows does. */
  @Test
  void rowsKeepTheirColorsWhileCentersMove() throws Exception {
    TrainedRun run =
        TrainedRun.of(
            ROWS,
            Map.of("k", "5", "orrery_algorithm", "lloyd", "orrery_restarts", "1"),
            SyntheticRun.KERNELS);

    JsonNode steps = played(run);

    int moves = 0;
    for (int s = 1; s < steps.size(); s++) {
      if (steps.get(s).get("title").asText().contains("move centers")) {
        assertThat(steps.get(s).get("nearest")).isEqualTo(steps.get(s - 1).get("nearest"));
        moves++;
      }
    }
    assertThat(moves).isGreaterThan(1);
    assertThat(steps.get(1).get("nearest"))
        .isNotEqualTo(steps.get(steps.size() - 1).get("nearest"));
  }

  private static JsonNode played(TrainedRun run) throws Exception {
    Projection projection = Projection.of(ROWS, List.of(), Optional.empty());
    String json =
        new PlayerData(run.steps(), ROWS, new float[0], List.of(), projection, SyntheticRun.KERNELS)
            .json();
    return new ObjectMapper().readTree(json).get("steps");
  }
}
