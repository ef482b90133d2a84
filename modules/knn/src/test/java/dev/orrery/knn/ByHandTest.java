package dev.orrery.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that can be followed with pencil and paper. */
class ByHandTest {

  /**
   * The T-shirt sizes of course notes: height in cm, weight in kg, size (0 = S, 1 = M). For a new
   * customer of 161 cm and 61 kg the squared distances are 2 (160, 60), 4 (163, 61), 5 (160, 59), 5
   * (163, 60), 10 (160, 64): four of the five nearest are S.
   */
  private static final Batch SHIRTS =
      Data.rows(
          new float[] {158, 58, 0},
          new float[] {158, 59, 0},
          new float[] {158, 63, 0},
          new float[] {160, 59, 0},
          new float[] {160, 60, 0},
          new float[] {163, 60, 0},
          new float[] {163, 61, 0},
          new float[] {160, 64, 1},
          new float[] {163, 64, 1},
          new float[] {165, 61, 1},
          new float[] {165, 62, 1},
          new float[] {165, 65, 1},
          new float[] {168, 62, 1},
          new float[] {168, 63, 1},
          new float[] {168, 66, 1},
          new float[] {170, 63, 1},
          new float[] {170, 64, 1},
          new float[] {170, 68, 1});

  private static final DenseMatrix CUSTOMER = new DenseMatrix(new float[] {161, 61}, 1, 2);

  @ParameterizedTest
  @ValueSource(strings = {"faiss.Flat", "faiss.IVFFlat", "hnsw", "kdtree"})
  void theNewCustomerWearsSmall(String index) {
    KnnModel model =
        index.startsWith("faiss")
            ? Data.train(SHIRTS, 5, "index_type", index)
            : Data.train(SHIRTS, 5, "orrery_index_type", index);

    Predictions answer = model.predictVerbose(CUSTOMER, Data.context(0));

    assertThat(answer.root()).isEqualTo("predictions");
    assertThat(answer.keys())
        .extracting(Predictions.Key::name)
        .containsExactly("predicted_label", "distances", "labels");
    assertThat(answer.keys().get(0).values()).containsExactly(0);
    assertThat(answer.keys().get(0).list()).isFalse();
    assertThat(answer.keys().get(1).values()).containsExactly(2, 4, 5, 5, 10);
    assertThat(answer.keys().get(2).values()).containsExactly(0, 0, 0, 0, 1);
    assertThat(answer.keys().get(2).list()).isTrue();
  }

  @Test
  void rootDistancesAreThoseOfTheCourse() {
    KnnModel model = Data.train(SHIRTS, 5, "orrery_verbose_distances", "root");

    float[] distances = model.predictVerbose(CUSTOMER, Data.context(0)).keys().get(1).values();

    assertThat(distances[0]).isEqualTo(1.4142135f);
    assertThat(distances[1]).isEqualTo(2);
  }

  @Test
  void plainAnswersHaveTheLabelAlone() {
    Predictions answer = Data.train(SHIRTS, 5).predict(CUSTOMER, Data.context(0));

    assertThat(answer.keys()).extracting(Predictions.Key::name).containsExactly("predicted_label");
  }

  @Test
  void aRegressorTakesTheMean() {
    KnnModel model = Data.train(SHIRTS, 5, "predictor_type", "regressor");

    assertThat(answer(model)).isEqualTo(0.2f);
  }

  /** Weights 1/sqrt(2), 1/2, 2/sqrt(5) against 1/sqrt(10): 0.31623 / 2.41776. */
  @Test
  void aRegressorWeighsByDistance() {
    KnnModel model =
        Data.train(SHIRTS, 5, "predictor_type", "regressor", "orrery_vote", "distance");

    assertThat(answer(model)).isEqualTo(0.130793f, within(1e-6f));
  }

  @Test
  void optionsMayChangeAfterTraining() {
    KnnModel model = Data.train(SHIRTS, 5);

    assertThat(answer(model.with(Map.of("predictor_type", "regressor")))).isEqualTo(0.2f);
    assertThat(answer(model.with(Map.of("k", "18")))).isEqualTo(1);
    assertThat(model.with(Map.of("k", "2")).predictVerbose(CUSTOMER, Data.context(0)).keys())
        .extracting(key -> key.values().length)
        .containsExactly(1, 2, 2);
    assertThatThrownBy(() -> model.with(Map.of("index_type", "faiss.IVFFlat")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'index_type' cannot be changed after training; these can: k,");
    assertThatThrownBy(() -> model.with(Map.of("k", "0")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The value '0' is not valid for the 'k' hyperparameter");
    assertThatThrownBy(() -> model.with(Map.of("k", "19")))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("k is 19, but the index has only 18 rows");
  }

  /** Labels 2, 1, 1, 2 by distance: two votes each. */
  @Test
  void equallyFrequentLabels() {
    Batch rows =
        Data.rows(new float[] {1, 2}, new float[] {2, 1}, new float[] {3, 1}, new float[] {4, 2});
    DenseMatrix zero = new DenseMatrix(new float[1], 1, 1);

    for (Object[] each : new Object[][] {{"smallest", 1f}, {"nearest", 2f}}) {
      KnnModel model = Data.train(rows, 4, "orrery_tie_break", each[0]);
      assertThat(model.predict(zero, Data.context(0)).keys().getFirst().values()[0])
          .isEqualTo(each[1]);
    }
    // 1/1 + 1/4 against 1/2 + 1/3
    KnnModel weighted = Data.train(rows, 4, "orrery_vote", "distance");
    assertThat(weighted.predict(zero, Data.context(0)).keys().getFirst().values()[0]).isEqualTo(2);
  }

  @Test
  void aRowThatIsTheQueryOutweighsAll() {
    Batch rows =
        Data.rows(
            new float[] {0, 7}, new float[] {0.1f, 1}, new float[] {0.1f, 1}, new float[] {9, 1});

    KnnModel model = Data.train(rows, 4, "orrery_vote", "distance");

    assertThat(
            model
                .predict(new DenseMatrix(new float[1], 1, 1), Data.context(0))
                .keys()
                .getFirst()
                .values())
        .containsExactly(7);
  }

  /** Rows (3, 4), (1, 0), (0, 0) and the query (2, 0). */
  @Test
  void otherSimilarities() {
    Batch rows = Data.rows(new float[] {3, 4, 0}, new float[] {1, 0, 1}, new float[] {0, 0, 2});
    DenseMatrix query = new DenseMatrix(new float[] {2, 0}, 1, 2);

    Predictions product =
        Data.train(rows, 3, "index_metric", "INNER_PRODUCT").predictVerbose(query, Data.context(0));
    assertThat(product.keys().get(1).values()).containsExactly(-6, -2, 0); // not -0
    assertThat(product.keys().get(2).values()).containsExactly(0, 1, 2);

    Predictions cosine =
        Data.train(rows, 3, "index_metric", "COSINE").predictVerbose(query, Data.context(0));
    assertThat(cosine.keys().get(1).values()).containsExactly(0, 1 - 0.6f, 1);
    assertThat(cosine.keys().get(2).values()).containsExactly(1, 0, 2);
  }

  @Test
  void labelsNeedNotBeginAtZero() {
    Batch rows =
        Data.rows(
            new float[] {0, -3}, new float[] {1, -3}, new float[] {2, 40}, new float[] {3, 40});

    KnnModel model = Data.train(rows, 2);

    assertThat(
            model
                .predict(new DenseMatrix(new float[] {0, 3}, 2, 1), Data.context(0))
                .keys()
                .getFirst()
                .values())
        .containsExactly(-3, 40);
    assertThat(model.tables().getFirst().rows()).isEqualTo(2);
    assertThat(model.tables().getFirst().row().apply(0)).isEqualTo(List.of(-3f, 2));
  }

  private static float answer(KnnModel model) {
    return model.predict(CUSTOMER, Data.context(0)).keys().getFirst().values()[0];
  }
}
