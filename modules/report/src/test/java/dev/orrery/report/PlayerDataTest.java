package dev.orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The player draws an algorithm that it has never met. */
class PlayerDataTest {

  private static final DenseMatrix ROWS = SyntheticRun.blobs(300, 3, 3, 0.8);

  private static JsonNode played(
      List<Event.AlgorithmStep> steps, DenseMatrix rows, float[] labels, List<String> names)
      throws Exception {
    Projection projection = Projection.of(rows, List.of(), Optional.empty());
    return new ObjectMapper()
        .readTree(
            new PlayerData(steps, rows, labels, names, projection, SyntheticRun.KERNELS).json());
  }

  private static float[] labels(int n, float step) {
    float[] labels = new float[n];
    for (int i = 0; i < n; i++) {
      labels[i] = step * (i % 3);
    }
    return labels;
  }

  @Test
  void stepsOfOnePlaneShareItsRange() throws Exception {
    JsonNode data = played(SyntheticSteps.all(3), ROWS, new float[0], List.of());

    assertThat(data.get("planes")).hasSize(3);
    JsonNode loss = data.get("planes").get(1);
    assertThat(loss.get("axes").toString()).isEqualTo("[\"pass\",\"loss\"]");
    assertThat(loss.get("x").get(0).asDouble()).isEqualTo(1 - 0.04 * 11);
    assertThat(loss.get("x").get(1).asDouble()).isEqualTo(12 + 0.04 * 11);
    JsonNode first = null;
    for (JsonNode step : data.get("steps")) {
      if (step.get("plane").asInt() == 1) {
        JsonNode line = step.get("lines").get(0).get("at");
        first = first == null ? line : first;
        // what was drawn stays where it was drawn
        assertThat(line.get(0)).isEqualTo(first.get(0));
        assertThat(line.get(1)).isEqualTo(first.get(1));
      }
    }
    assertThat(first).hasSize(2);
  }

  @Test
  void rowsHaveTheirClasses() throws Exception {
    JsonNode data = played(SyntheticSteps.all(3), ROWS, labels(300, 2), List.of("no", "so", "yes"));

    assertThat(data.get("rowClasses")).hasSize(300);
    assertThat(data.get("rowClasses").get(1).asInt()).isEqualTo(2);
    assertThat(data.get("classes").toString())
        .isEqualTo(
            "[{\"label\":0,\"name\":\"no\"},{\"label\":2,\"name\":\"yes\"},"
                + "{\"label\":4,\"name\":\"class 4\"}]");
  }

  @Test
  void thinnedRowsKeepTheirOwnClasses() throws Exception {
    DenseMatrix rows = SyntheticRun.blobs(4000, 3, 3, 0.8);
    JsonNode data = played(SyntheticSteps.all(3), rows, labels(4000, 1), List.of());

    int[] kept = Samples.evenly(4000, PlayerData.MOST_ROWS);
    assertThat(data.get("rowClasses")).hasSize(kept.length);
    for (int i = 0; i < kept.length; i++) {
      assertThat(data.get("rowClasses").get(i).asInt()).isEqualTo(kept[i] % 3);
    }
  }

  @Test
  void numbersAreNoClassesAndNearestCentersGoFirst() throws Exception {
    assertThat(played(SyntheticSteps.all(3), ROWS, labels(300, 0.5f), List.of()).has("classes"))
        .isFalse();
    SyntheticRun run = SyntheticRun.lloyd(ROWS, 3, 2);
    assertThat(played(run.steps(), ROWS, labels(300, 1), List.of()).has("classes")).isFalse();
  }

  @Test
  void dataWithoutRowsIsPlayedToo() throws Exception {
    DenseMatrix none = new DenseMatrix(new float[0], 0, 3);
    JsonNode data = played(SyntheticSteps.all(3), none, new float[0], List.of());

    assertThat(data.get("rows")).isEmpty();
    assertThat(data.get("steps")).hasSize(29);
  }
}
