package dev.orrery.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted, what is refused, and how. */
class HyperparametersTest {

  @Test
  void itIsFoundByItsNames() {
    assertThat(Algorithms.find("knn")).isInstanceOf(KNearestNeighbors.class);
    assertThat(Algorithms.find("k-nearest-neighbors")).isInstanceOf(KNearestNeighbors.class);
  }

  @Test
  void defaultsAreSageMakers() {
    Map<String, String> values = Data.hp(4, 3).asMap();

    assertThat(values)
        .containsEntry("index_type", "faiss.Flat")
        .containsEntry("index_metric", "L2")
        .containsEntry("faiss_index_ivf_nlists", "auto")
        .containsEntry("mini_batch_size", "5000")
        .containsEntry("orrery_nprobe", "5")
        .doesNotContainKeys("dimension_reduction_type", "dimension_reduction_target");
  }

  @ParameterizedTest
  @CsvSource({
    "k, 0",
    "k, 1.5",
    "k, many",
    "predictor_type, multiclass",
    "sample_size, 0",
    "dimension_reduction_type, pca",
    "dimension_reduction_target, 0",
    "index_type, Flat",
    "index_metric, l2",
    "faiss_index_ivf_nlists, 0",
    "faiss_index_pq_m, 5",
    "faiss_index_pq_m, 128",
    "mini_batch_size, 0",
    "epochs, 2",
    "orrery_index_type, lsh",
    "orrery_vote, loud",
    "orrery_hnsw_m, 1",
    "feature_dim, 0"
  })
  void valuesOutsideTheirRange(String name, String value) {
    assertThatThrownBy(() -> Data.hp(4, 3, name, value))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(
            "The value '%s' is not valid for the '%s' hyperparameter which".formatted(value, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "2", "3", "4", "8", "12", "16", "20", "24", "28", "32", "40", "48", "56", "64", "96"
      })
  void theListedSubvectors(String m) {
    assertThatCode(() -> Data.hp(4, 3, "faiss_index_pq_m", m)).doesNotThrowAnyException();
  }

  @Test
  void whatIsRequired() {
    assertThatThrownBy(() -> Data.KNN.hyperparameters().validate(Map.of("feature_dim", "2")))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "No value(s) were specified for 'k', 'predictor_type', 'sample_size' which are required"
                + " hyperparameter(s)");
    assertThatThrownBy(() -> Data.hp(4, 3, "dimension_reduction_type", "sign"))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "\"dimension_reduction_target\" is required when \"dimension_reduction_type\" is set.");
  }

  @Test
  void valuesThatDoNotGoTogether() {
    assertThatThrownBy(() -> Data.hp(4, 3, "index_type", "faiss.IVFPQ", "index_metric", "COSINE"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("the index faiss.IVFPQ takes 'L2' only");
    assertThatThrownBy(
            () -> Data.hp(4, 3, "orrery_index_type", "kdtree", "index_metric", "INNER_PRODUCT"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("kdtree takes 'L2' only");
    assertThatThrownBy(
            () -> Data.hp(4, 3, "orrery_vote", "distance", "index_metric", "INNER_PRODUCT"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("one over the distance");
    assertThatThrownBy(
            () ->
                Data.hp(
                    4, 3, "dimension_reduction_type", "fjlt", "dimension_reduction_target", "4"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("greater than 0 and less than feature_dim, which is 4");
    assertThatThrownBy(() -> Data.hp(4, 3, "sample_size", 2))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("k is 3, but sample_size keeps only 2 rows");
  }

  /** Before the data is read, feature_dim stands at 1; afterwards the target is checked. */
  @Test
  void theTargetIsCheckedOnceTheFeaturesAreKnown() {
    Hyperparameters hp =
        Data.hp(1, 1, "dimension_reduction_type", "sign", "dimension_reduction_target", "5");
    Batch rows = Data.blobs(9, 1, 1, 1, 1);

    assertThatThrownBy(() -> Data.KNN.initialize(hp, rows, Data.context(0)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("less than feature_dim, which is 1");
  }

  @Test
  void kGreaterThanTheRows() {
    assertThatThrownBy(() -> Data.train(Data.blobs(3, 2, 1, 1, 1), 4))
        .isInstanceOf(CustomerError.class)
        .hasMessage("k is 4, but the index has only 3 rows; lower k or index more rows");
  }

  @Test
  void moreCellsThanRows() {
    assertThatThrownBy(
            () ->
                Data.train(
                    Data.blobs(8, 2, 1, 1, 1),
                    1,
                    "index_type",
                    "faiss.IVFFlat",
                    "faiss_index_ivf_nlists",
                    9))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("faiss_index_ivf_nlists is 9, but the index has only 8 rows");
  }

  @Test
  void labelsThatCannotBe() {
    Batch halves = Data.rows(new float[] {1, 0.5f}, new float[] {2, 1});
    assertThatThrownBy(() -> Data.train(halves, 1))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The train dataset has the label 0.5; expected a whole number");
    assertThatCode(() -> Data.train(halves, 1, "predictor_type", "regressor"))
        .doesNotThrowAnyException();
    Batch none = Batch.unlabelled(halves.features());
    assertThatThrownBy(() -> Data.train(none, 1))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("Labeled train data required with label size equal 1");
  }

  @Test
  void rowsOfAnotherWidth() {
    Batch rows = Data.blobs(9, 3, 1, 1, 1);
    assertThatThrownBy(() -> Data.train(Data.hp(2, 1), rows, Data.context(0)))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(
            "The value of feature_dim hyperparameter '2' doesn't match train data dimensionality '3'");
    KnnModel model = Data.train(rows, 1);
    assertThatThrownBy(() -> model.predict(new DenseMatrix(new float[2], 1, 2), Data.context(0)))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The feature dimension of the input: 2 does not match the feature dimension of the model:"
                + " 3. Please fix the input and try again.");
  }

  @Test
  void aRequestWithoutRowsHasNoAnswers() {
    KnnModel model = Data.train(Data.blobs(9, 3, 1, 1, 1), 2);

    assertThat(model.predictVerbose(new DenseMatrix(new float[0], 0, 3), Data.context(0)).rows())
        .isZero();
  }

  @Test
  void memoryIsThatOfTheRowsThatAreKept() {
    Hyperparameters hp = Data.hp(100, 1, "sample_size", 1_000_000);
    long few = Data.KNN.memoryBytes(hp, OptionalLong.of(1000));
    long all = Data.KNN.memoryBytes(hp, OptionalLong.empty());

    assertThat(few).isLessThan(5_000_000);
    assertThat(all).isGreaterThan(1_000_000_000);
  }

  @Test
  void aMatrixOfSignsThatNoArrayHoldsIsToldBeforeTraining() {
    assertThatThrownBy(
            () ->
                Data.hp(
                    100_000,
                    1,
                    "dimension_reduction_type",
                    "sign",
                    "dimension_reduction_target",
                    50_000))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("fjlt");
  }

  /** The label -0 of a row is the class 0 that the model answers. */
  @Test
  void minusZeroIsTheClassZero() throws IOException {
    Batch rows = Data.rows(new float[] {0, 0}, new float[] {5, 1});
    Hyperparameters hp = Data.hp(1, 1);
    KnnModel model = Data.train(hp, rows, Data.context(0));
    Batch test = Data.rows(new float[] {1, -0f}, new float[] {6, 1});

    assertThat(
            Data.KNN
                .evaluate(hp, model, "test", new MemorySource("t", test), Data.context(0))
                .stream()
                .filter(metric -> metric.name().equals("macro_f_beta"))
                .map(Metric::value))
        .containsExactly(1.0);
  }
}
