package dev.orrery.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.RunContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeCasesTest {

  private final KMeans kmeans = new KMeans();
  private final RunContext context = RunContext.quiet(Data.textbook(), 0);

  private static Hyperparameters hp(String algorithm, int d, int k) {
    return Data.hp(
        d, k, "orrery_algorithm", algorithm, "init_method", "kmeans++", "mini_batch_size", 40);
  }

  @Test
  void isFoundByName() {
    assertThat(Algorithms.find("kmeans")).isInstanceOf(KMeans.class);
    assertThat(Algorithms.find("k-means")).isInstanceOf(KMeans.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sagemaker", "minibatch", "lloyd", "hamerly", "elkan", "shallot"})
  void oneClusterIsTheMean(String algorithm) {
    DenseMatrix rows = new DenseMatrix(new float[] {1, 2, 3, 6, 5, 10, 7, 6}, 4, 2);
    KMeansModel model = Data.train(hp(algorithm, 2, 1), rows, context);
    assertThat(model.centers()[0]).isCloseTo(4, within(1e-6f));
    assertThat(model.centers()[1]).isCloseTo(6, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sagemaker", "minibatch", "lloyd", "hamerly", "elkan", "exponion", "shallot"})
  void asManyClustersAsRowsAreTheRows(String algorithm) {
    DenseMatrix rows = new DenseMatrix(new float[] {5, 1, 4, 2, 3}, 5, 1);
    KMeansModel model = Data.train(hp(algorithm, 1, 5), rows, context);
    float[] centers = model.centers();
    Arrays.sort(centers);
    assertThat(centers).containsExactly(1, 2, 3, 4, 5);
    assertThat(Data.inertia(model, rows, context)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sagemaker", "minibatch", "lloyd", "hamerly", "elkan", "exponion", "shallot"})
  void moreClustersThanRowsAreRefused(String algorithm) {
    DenseMatrix rows = new DenseMatrix(new float[] {5, 1, 4}, 3, 1);
    assertThatThrownBy(() -> Data.train(hp(algorithm, 1, 7), rows, context))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("k is 7")
        .hasMessageContaining("only 3 row");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sagemaker", "minibatch", "lloyd", "hamerly", "elkan", "exponion", "shallot"})
  void equalRowsAndAConstantColumn(String algorithm) {
    float[] same = new float[60];
    Arrays.fill(same, 2.5f);
    DenseMatrix equal = new DenseMatrix(same, 30, 2);
    KMeansModel model = Data.train(hp(algorithm, 2, 3), equal, context);
    assertThat(model.centers()).containsOnly(2.5f).hasSize(6);
    assertThat(model.predict(equal, context).keys().getFirst().values()).containsOnly(0f);

    DenseMatrix blobs = Data.blobs(90, 2, 3, 0.01, 0, 1);
    float[] values = blobs.values().clone();
    for (int i = 0; i < 90; i++) {
      values[2 * i] = 7;
    }
    float[] centers =
        Data.train(hp(algorithm, 2, 3), new DenseMatrix(values, 90, 2), context).centers();
    assertThat(List.of(centers[0], centers[2], centers[4])).containsOnly(7f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sagemaker", "minibatch", "lloyd", "elkan"})
  void oneRow(String algorithm) {
    DenseMatrix row = new DenseMatrix(new float[] {3, 4}, 1, 2);
    KMeansModel model = Data.train(hp(algorithm, 2, 1), row, context);
    assertThat(model.centers()).containsExactly(3, 4);
    Predictions answer = model.predict(new DenseMatrix(new float[] {0, 0}, 1, 2), context);
    assertThat(answer.root()).isEqualTo("predictions");
    assertThat(answer.keys())
        .extracting(Predictions.Key::name)
        .containsExactly("closest_cluster", "distance_to_cluster");
    assertThat(answer.keys().get(0).values()).containsExactly(0);
    assertThat(answer.keys().get(1).values()).containsExactly(5);
  }

  @Test
  void noRowsAtAll() {
    Hyperparameters hp = Data.hp(2, 1);
    KMeansState state =
        kmeans.initialize(hp, Batch.unlabelled(Data.blobs(20, 2, 1, 1, 0, 1)), context);
    assertThatThrownBy(() -> kmeans.finish(hp, state, Optional.empty(), context))
        .isInstanceOf(CustomerError.class)
        .hasMessageStartingWith("No training data processed.");
  }

  @Test
  void hyperparametersOutOfRange() {
    assertThatThrownBy(() -> Data.hp(2, 0))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'k'");
    assertThatThrownBy(() -> Data.hp(2, 1, "epoch", 1))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("Did you mean 'epochs'?");
    assertThatThrownBy(() -> kmeans.check(Data.hp(2, 1, "orrery_algorithm", "elkan"), true))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("pipe");
    kmeans.check(Data.hp(2, 1, "orrery_algorithm", "minibatch"), true);
    assertThatThrownBy(
            () -> kmeans.check(Data.hp(2, 1, "orrery_algorithm", "lloyd", "epochs", 2), false))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("orrery_max_iter");
    assertThatThrownBy(
            () -> kmeans.check(Data.hp(100_000, 1_000_000, "mini_batch_size", 10_000_000), false))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("memory");
  }

  @Test
  void anotherWidthIsSaidInSageMakersWords() {
    DenseMatrix rows = Data.blobs(20, 3, 1, 1, 0, 1);
    assertThatThrownBy(() -> Data.train(Data.hp(4, 2), rows, context))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "Incorrect configuration or train dataset provided. The value of feature_dim"
                + " hyperparameter '4' doesn't match train data dimensionality '3'. Please set"
                + " feature_dim to the number of features in train dataset.");
    KMeansModel model = Data.train(Data.hp(3, 2), rows, context);
    assertThatThrownBy(() -> model.predict(Data.blobs(5, 2, 1, 1, 0, 1), context))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The feature dimension of the input: 2 does not match the feature dimension of the"
                + " model: 3. Please fix the input and try again.");
  }

  /** Rows at distances 3, 4 and 0 from their centers: ssd 25, msd 25 / 3. */
  @Test
  void metricsByHand() throws IOException {
    KMeansModel model = new KMeansModel(new float[] {0, 0, 10, 10}, 2, 2);
    MemorySource rows =
        new MemorySource(
            "rows", Batch.unlabelled(new DenseMatrix(new float[] {3, 0, 10, 6, 10, 10}, 3, 2)));
    Hyperparameters both = Data.hp(2, 2, "eval_metrics", "[\"msd\",\"ssd\"]", "mini_batch_size", 2);
    assertThat(kmeans.evaluate(both, model, "test", rows, context))
        .containsExactly(Metric.loss("test", "msd", 25.0 / 3), Metric.loss("test", "ssd", 25));
    assertThat(kmeans.evaluate(Data.hp(2, 2), model, "validation", rows, context))
        .extracting(Metric::key)
        .containsExactly("orrery:validation_msd");
    assertThat(kmeans.evaluate(both, model, "train", rows, context))
        .containsExactly(Metric.loss("train", "msd", 25.0 / 3).asExtension());
  }

  @Test
  void passesAndLastWords() {
    assertThat(kmeans.passes(Data.hp(2, 2, "epochs", 4))).isEqualTo(4);
    assertThat(kmeans.passes(Data.hp(2, 2, "orrery_algorithm", "lloyd"))).isEqualTo(1);
    assertThat(kmeans.memoryBytes(Data.hp(10, 2), OptionalLong.empty()))
        .isBetween(200_000L, 1_000_000L);
    Hyperparameters hp = Data.hp(3, 4, "orrery_algorithm", "hamerly", "orrery_restarts", 2);
    DenseMatrix rows = Data.blobs(500, 3, 4, 0.2, 0, 1);
    KMeansState state = Data.state(hp, rows, context);
    assertThat(kmeans.endPass(hp, state, 0, Optional.empty(), context))
        .isEqualTo(KMeans.Verdict.CONTINUE);
    KMeansModel model = kmeans.finish(hp, state, Optional.empty(), context);
    List<Metric> metrics = kmeans.trainingMetrics(hp, state, model);
    assertThat(metrics)
        .extracting(Metric::key)
        .containsExactly(
            "orrery:train_inertia",
            "orrery:train_iterations",
            "orrery:train_distance_computations",
            "orrery:train_distance_computations_saved");
    assertThat(metrics.getFirst().value())
        .isCloseTo(Data.inertia(model, rows, context), within(1e-9));
  }
}
