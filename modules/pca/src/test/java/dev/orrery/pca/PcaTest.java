package dev.orrery.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcaTest {

  /**
   * Around the mean (10, 20) the rows are +-(3, 3) and +-(1, -1): the scatter matrix is 20 16 16
   * 20, with eigenvalues 36 along (1, 1) and 4 along (1, -1).
   */
  private static final DenseMatrix BY_HAND =
      new DenseMatrix(new float[] {13, 23, 7, 17, 11, 19, 9, 21}, 4, 2);

  private static final float HALF = (float) Math.sqrt(0.5);

  @Test
  void theServiceIsFound() {
    assertThat(Algorithms.find("pca")).isInstanceOf(Pca.class);
    assertThat(new Pca().description().metricsName()).isEqualTo("PCA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"regular", "stable"})
  void fourRowsByHand(String mode) {
    PcaModel model = Data.train(BY_HAND, 2, "algorithm_mode", mode);
    assertThat(model.singularValues()).containsExactly(new float[] {2, 6}, within(1e-6f));
    assertThat(model.vectors())
        .containsExactly(new float[] {HALF, HALF, -HALF, HALF}, within(1e-6f));
    assertThat(model.mean()).containsExactly(10, 20);
    Predictions answers = model.predict(BY_HAND, Data.context());
    assertThat(answers.root()).isEqualTo("projections");
    Predictions.Key projection = answers.keys().getFirst();
    assertThat(projection.name()).isEqualTo("projection");
    assertThat(projection.list()).isTrue();
    float three = 6 * HALF;
    float one = 2 * HALF;
    assertThat(projection.values())
        .containsExactly(new float[] {0, three, 0, -three, one, 0, -one, 0}, within(1e-5f));
  }

  @Test
  void withoutTheMeanTheFirstDirectionPointsAtIt() {
    PcaModel model = Data.train(BY_HAND, 1, "subtract_mean", "false");
    assertThat(model.mean()).containsExactly(0, 0);
    // Sum of squares: 420 and 1620, of products 816: eigenvalues 1020 +- sqrt(600^2 + 816^2).
    double greatest = 1020 + Math.hypot(600, 816);
    assertThat(model.singularValues()[0]).isEqualTo((float) Math.sqrt(greatest), within(1e-4f));
    assertThat(model.details().total()).isEqualTo(2040, within(1e-9));
  }

  @Test
  void oneComponentOfTheseKeepsNineTenths() throws IOException {
    Hyperparameters asked = Data.hyperparameters(2, 1);
    PcaState state = Data.state(BY_HAND, asked, Data.context());
    PcaModel model = Data.train(BY_HAND, asked, Data.context());
    List<Metric> metrics = new Pca().trainingMetrics(asked, state, model);
    assertThat(metrics)
        .extracting(Metric::key)
        .containsExactly(
            "orrery:train_explained_variance_ratio", "orrery:train_reconstruction_mse");
    assertThat(metrics.get(0).value()).isEqualTo(0.9, within(1e-7));
    assertThat(metrics.get(1).value()).isEqualTo(0.5, within(1e-6)); // 4 of 8 values
    List<Metric> test =
        new Pca().evaluate(asked, model, "test", Data.source(BY_HAND), Data.context());
    assertThat(test)
        .extracting(Metric::key)
        .containsExactly("orrery:test_explained_variance_ratio", "orrery:test_reconstruction_mse");
    assertThat(test.get(0).value()).isEqualTo(0.9, within(1e-6));
    assertThat(test.get(1).value()).isEqualTo(0.5, within(1e-6));
    assertThat(new Pca().evaluate(asked, model, "train", Data.source(BY_HAND), Data.context()))
        .isEmpty();
  }

  @Test
  void verboseAnswersSayWhatIsLost() {
    PcaModel model = Data.train(BY_HAND, 1);
    Predictions answers = model.predictVerbose(BY_HAND, Data.context());
    assertThat(answers.keys())
        .extracting(Predictions.Key::name)
        .containsExactly("projection", "reconstruction_error");
    assertThat(answers.keys().get(1).values())
        .containsExactly(new float[] {0, 0, 2, 2}, within(1e-5f));
    assertThat(model.reconstruct(BY_HAND.slice(2, 3), 1, Data.context()))
        .containsExactly(new float[] {10, 20}, within(1e-5f));
    assertThat(model.reconstruct(BY_HAND.slice(0, 1), 0, Data.context())).containsExactly(10, 20);
  }

  @Test
  void whitenedProjectionsHaveVarianceOne() {
    DenseMatrix rows = Data.cloud(300, 6, 0.5, 3, 1);
    for (String mode : List.of("sagemaker", "range_finder")) {
      PcaModel model = Data.train(rows, 3, "orrery_whiten", "true", "orrery_algorithm", mode);
      float[] p = model.predict(rows, Data.context()).keys().getFirst().values();
      for (int c = 0; c < 3; c++) {
        double square = 0;
        for (int i = 0; i < 300; i++) {
          square += p[i * 3 + c] * (double) p[i * 3 + c];
        }
        assertThat(square / 299).isEqualTo(1, within(1e-3));
      }
    }
  }

  @Test
  void componentsAreChosenByTheVarianceTheyKeep() {
    List<String> notes = new ArrayList<>();
    var context =
        Data.context(
            1,
            event -> {
              if (event instanceof Event.Note note) {
                notes.add(note.message());
              }
            });
    DenseMatrix iris = Data.sample("iris.csv", "label");
    assertThat(
            Data.train(iris, Data.hyperparameters(4, 4, "orrery_variance", "0.95"), context)
                .numComponents())
        .isEqualTo(2);
    assertThat(notes).singleElement().asString().contains("2 of 4 components keep 0.9777");
    assertThat(Data.train(iris, 4, "orrery_variance", "0.9").numComponents()).isEqualTo(1);
    assertThat(Data.train(iris, 4, "orrery_variance", "1").numComponents()).isEqualTo(4);
    assertThat(Data.train(iris, 2, "orrery_variance", "0.99").numComponents()).isEqualTo(2);
  }

  @Test
  void optionsMayChangeAfterTraining() {
    DenseMatrix iris = Data.sample("iris.csv", "label");
    PcaModel model = Data.train(iris, 3);
    PcaModel two = (PcaModel) model.with(Map.of("num_components", "2"));
    assertThat(two.singularValues()).isEqualTo(Data.train(iris, 2).singularValues());
    assertThat(two.vectors()).isEqualTo(Data.train(iris, 2).vectors());
    PcaModel white = (PcaModel) model.with(Map.of("orrery_whiten", "true"));
    assertThat(white.details().whiten()).isTrue();
    assertThatThrownBy(() -> model.with(Map.of("num_components", "4")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("3 components");
    assertThatThrownBy(() -> model.with(Map.of("algorithm_mode", "regular")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("num_components");
    PcaModel foreign =
        new PcaModel(
            model.singularValues(), model.vectors(), model.mean(), PcaModel.Details.unknown());
    assertThatThrownBy(() -> foreign.with(Map.of("orrery_whiten", "true")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("how many rows");
  }

  @Test
  void tablesAreInTheUsualOrder() {
    PcaModel model = Data.train(BY_HAND, 2);
    var tables = model.tables();
    assertThat(tables).extracting(t -> t.name()).containsExactly("variance", "loadings", "mean");
    List<Object> first = tables.getFirst().row().apply(0);
    assertThat(first.get(0)).isEqualTo(1);
    assertThat((float) first.get(1)).isEqualTo(6, within(1e-5f));
    assertThat((double) first.get(2)).isEqualTo(12, within(1e-5));
    assertThat((double) first.get(3)).isEqualTo(0.9, within(1e-6));
    assertThat((double) tables.getFirst().row().apply(1).get(4)).isEqualTo(1, within(1e-6));
    assertThat((float) tables.get(1).row().apply(1).get(1)).isEqualTo(HALF, within(1e-6f));
    assertThat(tables.get(2).row().apply(1)).containsExactly(1, 20f);
  }

  @Test
  void theLogIsSageMakers() {
    List<String> lines = new ArrayList<>();
    var context =
        Data.context(
            1,
            event -> {
              if (event instanceof Event.LogLine line) {
                lines.add(line.message());
              }
            });
    Data.train(BY_HAND, Data.hyperparameters(2, 1), context);
    assertThat(lines)
        .contains(
            "The default executor is <PCAExecutor on cpu(0)>.",
            "2 feature(s) found in 'data'.",
            "<PCAExecutor on cpu(0)> is assigned to batch slice from 0 to 499.");
  }

  @Test
  void badHyperparametersGetOneSentence() {
    assertThatThrownBy(() -> new Pca().hyperparameters().validate(Map.of("feature_dim", "3")))
        .hasMessage(
            "No value(s) were specified for 'num_components' which are required"
                + " hyperparameter(s)");
    assertThat(Data.hyperparameters(3, 1).get(new Pca().miniBatchSize())).isEqualTo(500);
    assertThatThrownBy(() -> new Pca().check(Data.hyperparameters(3, 4), false))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("num_components")
        .hasMessageContaining("at most feature_dim, 3");
    assertThatThrownBy(() -> Data.train(new DenseMatrix(new float[4], 4, 1), 2))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("at most feature_dim, 1");
    assertThatThrownBy(() -> Data.hyperparameters(3, 1, "algorithm_mode", "exact"))
        .hasMessage(
            "The value 'exact' is not valid for the 'algorithm_mode' hyperparameter which accepts one"
                + " of the following: 'regular', 'randomized', 'stable'");
    assertThatThrownBy(
            () ->
                new Pca()
                    .check(Data.hyperparameters(9, 2, "orrery_algorithm", "range_finder"), true))
        .hasMessageContaining("reads the data 5 times");
    assertThatThrownBy(
            () ->
                new Pca()
                    .check(
                        Data.hyperparameters(
                            9,
                            2,
                            "orrery_algorithm",
                            "range_finder",
                            "algorithm_mode",
                            "randomized"),
                        false))
        .hasMessageContaining("ask for one of them");
    assertThatThrownBy(() -> new Pca().check(Data.hyperparameters(60000, 2), false))
        .hasMessageContaining("algorithm_mode=randomized");
  }

  @Test
  void rowsOfAnotherWidthAreRefused() {
    Hyperparameters asked = Data.hyperparameters(3, 1);
    assertThatThrownBy(() -> new Pca().initialize(asked, Batch.unlabelled(BY_HAND), Data.context()))
        .hasMessageContaining("The value of feature_dim hyperparameter '3' doesn't match train");
    PcaModel model = Data.train(BY_HAND, 1);
    assertThatThrownBy(() -> model.predict(new DenseMatrix(new float[3], 1, 3), Data.context()))
        .hasMessageContaining("The feature dimension of the input: 3 does not match");
  }

  @Test
  void valuesBeyondTheRangeOfFloatAreRefused() {
    DenseMatrix rows = new DenseMatrix(new float[] {1e30f, 0, -1e30f, 1}, 2, 2);
    assertThatThrownBy(() -> Data.train(rows, 1))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("feature 0");
  }
}
