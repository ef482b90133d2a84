package dev.orrery.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeCasesTest {

  private static final String[][] WAYS = {
    {"algorithm_mode", "regular"},
    {"algorithm_mode", "randomized"},
    {"orrery_algorithm", "range_finder"}
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void moreComponentsThanRows(int way) {
    List<String> warnings = new ArrayList<>();
    var context =
        Data.context(
            1,
            event -> {
              if (event instanceof Event.Warning warning) {
                warnings.add(warning.message());
              }
            });
    DenseMatrix rows = Data.cloud(4, 100, 0.99, 1, 1);
    PcaModel model = Data.train(rows, Data.hyperparameters(100, 8, WAYS[way]), context);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("4 rows span at most 3 directions", "other 5 of the 8 components");
    assertThat(Arrays.copyOf(model.singularValues(), 5)).containsOnly(0);
    assertThat(model.singularValues()[5]).isPositive();
    assertThat(Data.kept(model, rows)).isEqualTo(1, within(1e-5));
    orthonormal(model);
  }

  /**
   * Rows whose mean float32 does not hold. NumPy 1.24 in float64, rows x[i, j] = 1e6 + ((i * 7 + j
   * * 13) % 41) / 16 + (i % 5) * j / 8 for i < 500, j < 3, x - x.mean(0) and numpy.linalg.svd: the
   * singular values, the projections of the first row up to their sign, and its squared error when
   * one component is kept.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void rowsFarFromZero(int way) {
    float[] values = new float[500 * 3];
    for (int i = 0; i < 500; i++) {
      for (int j = 0; j < 3; j++) {
        values[i * 3 + j] = (float) (1e6 + (i * 7 + j * 13) % 41 / 16.0 + (i % 5) * j / 8.0);
      }
    }
    DenseMatrix rows = new DenseMatrix(values, 500, 3);
    PcaModel model = Data.train(rows, 3, WAYS[way]);

    float[] s = model.singularValues();
    assertThat(s[2]).isCloseTo(20.53952f, within(1e-4f));
    assertThat(s[1]).isCloseTo(18.58549f, within(1e-4f));
    assertThat(s[0]).isCloseTo(11.62832f, within(1e-4f));
    float[] first = model.predict(rows.slice(0, 1), Data.context()).keys().getFirst().values();
    assertThat(Math.abs(first[2])).isCloseTo(0.6062988f, within(1e-5f));
    assertThat(Math.abs(first[1])).isCloseTo(0.1248447f, within(1e-5f));
    assertThat(Math.abs(first[0])).isCloseTo(1.284672f, within(1e-5f));
    float error =
        ((PcaModel) model.with(Map.of("num_components", "1")))
            .predictVerbose(rows.slice(0, 1), Data.context())
            .keys()
            .get(1)
            .values()[0];
    assertThat(error).isCloseTo(1.665968f, within(1e-5f));
  }

  /** No variance, no share of it: the metric is left out, and a sentence says so. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void rowsThatAreAllAlike(int way) throws IOException {
    float[] values = new float[40 * 3];
    Arrays.fill(values, 1e6f / 3);
    DenseMatrix rows = new DenseMatrix(values, 40, 3);
    List<String> said = new ArrayList<>();
    var context =
        Data.context(
            1,
            event -> {
              switch (event) {
                case Event.Warning warning -> said.add(warning.message());
                case Event.Note note -> said.add(note.message());
                default -> {}
              }
            });
    var hp = Data.hyperparameters(3, 2, WAYS[way]);
    PcaState state = Data.state(rows, hp, context);
    PcaModel model = new Pca().finish(hp, state, Optional.empty(), context);
    List<Metric> metrics = new ArrayList<>(new Pca().trainingMetrics(hp, state, model));
    metrics.addAll(new Pca().evaluate(hp, model, "test", Data.source(rows), context));

    assertThat(metrics).isNotEmpty();
    assertThat(metrics).allMatch(m -> m.key().contains("reconstruction_mse") && m.value() == 0);
    assertThat(said).anyMatch(line -> line.startsWith("All 40 rows are alike"));
    assertThat(said)
        .anyMatch(line -> line.startsWith("The rows of the test channel do not differ"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void rowsInAPlane(int way) {
    DenseMatrix plane = Data.cloud(500, 2, 0.5, 0, 3);
    float[] values = new float[500 * 70];
    for (int i = 0; i < 500; i++) {
      for (int j = 0; j < 70; j++) {
        values[i * 70 + j] = plane.get(i, 0) * (j % 7) + plane.get(i, 1) * (j % 3 - 1) + 5;
      }
    }
    DenseMatrix rows = new DenseMatrix(values, 500, 70);
    PcaModel model = Data.train(rows, 6, WAYS[way]);
    assertThat(Data.kept(model, rows)).isEqualTo(1, within(1e-5));
    float[] s = model.singularValues();
    assertThat(s[3]).isLessThan(2e-3f * s[5]);
    orthonormal(model);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void constantRowsHaveNoDirection(int way) {
    float[] values = new float[50 * 6];
    Arrays.fill(values, 0.1f);
    DenseMatrix rows = new DenseMatrix(values, 50, 6);
    PcaModel model = Data.train(rows, 3, WAYS[way]);
    assertThat(model.singularValues()).containsOnly(0);
    orthonormal(model);
    assertThat(model.predict(rows, Data.context()).keys().getFirst().values()).containsOnly(0);
    PcaModel white = Data.train(rows, 3, "orrery_whiten", "true");
    assertThat(white.predict(rows, Data.context()).keys().getFirst().values()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aConstantColumnTakesNoPart(int way) {
    DenseMatrix rows = Data.cloud(200, 5, 0.7, 0, 8);
    for (int i = 0; i < 200; i++) {
      rows.values()[i * 5 + 2] = 42;
    }
    PcaModel model = Data.train(rows, 4, WAYS[way]);
    for (int c = 0; c < 3; c++) {
      assertThat(model.component(c)[2]).isEqualTo(0, within(1e-5f));
    }
    assertThat(model.mean()[2]).isEqualTo(42);
  }

  @Test
  void oneRowAndOneFeature() {
    PcaModel one = Data.train(new DenseMatrix(new float[] {3, 4}, 1, 2), 1);
    assertThat(one.singularValues()).containsExactly(0);
    assertThat(one.mean()).containsExactly(3, 4);
    PcaModel line = Data.train(new DenseMatrix(new float[] {1, 2, 3}, 3, 1), 1);
    assertThat(line.vectors()).containsExactly(1);
    assertThat(line.singularValues()[0]).isEqualTo((float) Math.sqrt(2), within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void rowsThatAreAlikeAreWarnedOf(int way) {
    List<String> warnings = new ArrayList<>();
    var context =
        Data.context(
            1,
            event -> {
              if (event instanceof Event.Warning warning) {
                warnings.add(warning.message());
              }
            });
    float[] values = new float[50 * 4];
    Arrays.fill(values, 0.3f);
    Data.train(new DenseMatrix(values, 50, 4), Data.hyperparameters(4, 2, WAYS[way]), context);
    assertThat(warnings).singleElement().asString().startsWith("All 50 rows are alike");
  }

  private static void orthonormal(PcaModel model) {
    for (int a = 0; a < model.numComponents(); a++) {
      for (int b = 0; b <= a; b++) {
        double along = 0;
        for (int j = 0; j < model.featureDim(); j++) {
          along += (double) model.component(a)[j] * model.component(b)[j];
        }
        assertThat(along).isEqualTo(a == b ? 1 : 0, within(1e-5));
      }
    }
  }
}
