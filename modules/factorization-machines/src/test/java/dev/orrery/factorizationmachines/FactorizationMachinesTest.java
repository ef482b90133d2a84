package dev.orrery.factorizationmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.algorithm.Table;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.MemorySource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The algorithm as the driver and its users see it. */
class FactorizationMachinesTest {

  @Test
  void isFoundUnderItsNames() {
    assertThat(Algorithms.find("factorization-machines")).isInstanceOf(FactorizationMachines.class);
    assertThat(Algorithms.find("fm").description().trainingTypes())
        .containsExactly("application/x-recordio-protobuf");
  }

  @Test
  void defaultsAreSageMakers() {
    Map<String, String> values = Trained.hp().asMap();
    assertThat(values)
        .containsEntry("mini_batch_size", "1000")
        .containsEntry("epochs", "1")
        .containsEntry("bias_lr", "0.1")
        .containsEntry("linear_lr", "0.001")
        .containsEntry("factors_lr", "0.0001")
        .containsEntry("bias_wd", "0.01")
        .containsEntry("linear_wd", "0.001")
        .containsEntry("factors_wd", "0.00001")
        .containsEntry("bias_init_sigma", "0.01")
        .containsEntry("linear_init_sigma", "0.01")
        .containsEntry("factors_init_sigma", "0.001")
        .containsEntry("factors_init_method", "normal")
        .doesNotContainKeys("clip_gradient", "rescale_grad", "eps", "bias_init_scale");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "orrery_model; ffm; needs the columns of each field",
        "orrery_fields; 0-1; has a meaning with orrery_model=ffm only",
        "num_factors; 2000000000; do not fit into memory",
        "predictor_type; classifier; accepts one of the following: 'binary_classifier', 'regressor'",
        "factors_init_method; zeros; accepts one of the following: 'normal', 'uniform', 'constant'",
      })
  void badHyperparametersAreRefusedInOneSentence(String name, String value, String text) {
    assertThatThrownBy(() -> Trained.hp(name, value))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining(text);
  }

  @Test
  void fieldsMustFollowEachOtherAndCoverTheFeatures() {
    assertThatThrownBy(() -> Trained.hp("orrery_model", "ffm", "orrery_fields", "0-1,3-4"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("a range that begins with feature 2 was expected, not '3-4'");
    Hyperparameters hp =
        Trained.hp("feature_dim", 6, "orrery_model", "ffm", "orrery_fields", "0-1,2-4");
    assertThatThrownBy(() -> Trained.start(hp, Trained.random(3, 6, 1), Trained.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessage("The fields '0-1,2-4' have 5 columns, but the data has 6 features");
  }

  @Test
  void leastSquaresRefusesPipesAndClasses() {
    Hyperparameters als = Trained.hp("orrery_optimizer", "als");
    assertThatThrownBy(() -> Trained.FM.check(als, true))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("cannot read through a pipe");
    assertThatThrownBy(
            () -> Trained.hp("orrery_optimizer", "als", "predictor_type", "binary_classifier"))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("closed form for squared errors only");
  }

  @ParameterizedTest
  @CsvSource({"uniform,0.2,0.2", "uniform,,0.07"})
  void weightsBeginWithinTheScale(String method, String scale, double most) {
    Hyperparameters hp =
        scale == null
            ? Trained.hp("feature_dim", 500, "factors_init_method", method)
            : Trained.hp(
                "feature_dim", 500, "factors_init_method", method, "factors_init_scale", scale);
    Weights weights = Trained.start(hp, Trained.random(2, 500, 1), Trained.quiet()).weights;
    for (float factor : weights.factors) {
      assertThat((double) factor).isBetween(-most, most);
    }
    assertThat(weights.factors[0]).isNotEqualTo(weights.factors[1]);
  }

  @Test
  void withoutBiasAndLinearWeightsTheyStayZero() {
    Batch batch = Trained.random(20, 2, 1);
    Weights weights =
        Trained.train(Trained.hp("use_bias", false, "use_linear", false), batch, Trained.quiet())
            .weights;
    assertThat(weights.bias[0]).isZero();
    assertThat(weights.linear).containsOnly(0);
  }

  @Test
  void labelsAndWidthsAreChecked() {
    Hyperparameters hp = Trained.hp("predictor_type", "binary_classifier");
    Batch good = Trained.random(4, 2, 1);
    FactorizationMachinesState state = Trained.start(hp, good, Trained.quiet());
    Batch two = new Batch(good.features(), new float[] {0, 1, 2, 0}, 1);
    assertThatThrownBy(() -> Trained.FM.update(hp, state, two, Trained.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The train dataset has the label 2; a binary classifier expects the labels 0 and 1.");
    assertThatThrownBy(() -> Trained.FM.update(hp, state, Trained.random(4, 3, 1), Trained.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("'2' doesn't match train data dimensionality '3'");
    assertThatThrownBy(
            () ->
                Trained.model(hp, state)
                    .predict(new DenseMatrix(new float[3], 1, 3), Trained.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessageContaining("The feature dimension of the input: 3 does not match");
  }

  @Test
  void aLossThatIsNotFiniteStopsTheTraining() {
    Hyperparameters hp =
        Trained.hp("orrery_optimizer", "sgd", "factors_lr", 10, "linear_lr", 10, "epochs", 50);
    Batch rows = Trained.random(20, 2, 1);
    for (int i = 0; i < 40; i++) {
      ((DenseMatrix) rows.features()).values()[i] *= 1000;
    }
    assertThatThrownBy(() -> Trained.train(hp, rows, Trained.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessageMatching(
            "The loss of mini-batch 0 of epoch \\d+ is not finite, at the learning rates"
                + " bias_lr=0.1, linear_lr=10.0 and factors_lr=10.0; try lower rates,"
                + " clip_gradient, or features and labels on a smaller scale");
  }

  @Test
  void aValidationLossThatIsNotFiniteIsNotTakenForTheBest() {
    Hyperparameters hp =
        Trained.hp(
            "orrery_optimizer",
            "sgd",
            "factors_lr",
            1e30,
            "epochs",
            3,
            "orrery_early_stopping_patience",
            1);
    Batch rows = Trained.random(20, 2, 1);
    Optional<DataSource> validation = Optional.of(new MemorySource("v", rows));
    assertThatThrownBy(() -> Trained.train(hp, rows, validation, Trained.quiet()))
        .isInstanceOf(CustomerError.class)
        .hasMessage(
            "The loss on the validation channel is not finite after epoch 0, at the learning rates"
                + " bias_lr=0.1, linear_lr=0.001 and factors_lr=1.0E30; try lower rates,"
                + " clip_gradient, or features and labels on a smaller scale");
  }

  @Test
  void aShortBatchCountsAsAFullOneInTheMetrics() {
    // One feature that is always 0, so that every output is the bias, which stays 0: the squared
    // errors are the squared labels. 5 rows in mini-batches of 3: the last has rows 4 and 5, and
    // counts row 4 twice.
    Batch batch =
        new Batch(
            new CsrMatrix(5, 1, new int[6], new int[0], new float[0]),
            new float[] {1, 2, 3, 4, 5},
            1);
    Hyperparameters hp = Trained.hp("feature_dim", 1, "mini_batch_size", 3, "use_bias", false);
    FactorizationMachinesState state = Trained.train(hp, batch, Trained.quiet());
    List<Metric> metrics = Trained.FM.trainingMetrics(hp, state, Trained.model(hp, state));

    assertThat(metrics).extracting(Metric::name).containsExactly("rmse", "mse", "absolute_loss");
    assertThat(metrics.get(1).value()).isCloseTo((1 + 4 + 9 + 16 + 25 + 16) / 6.0, within(1e-9));
    assertThat(metrics.get(2).value()).isCloseTo((1 + 2 + 3 + 4 + 5 + 4) / 6.0, within(1e-9));
    assertThat(Trained.test(hp, Trained.model(hp, state), batch).get("test:mse"))
        .isCloseTo(11, within(1e-9));
  }

  @Test
  void tellsMetricsByBatchByPassAndAtTheEnd() {
    List<Event> events = new ArrayList<>();
    Hyperparameters hp =
        Trained.hp(
            "predictor_type",
            "binary_classifier",
            "epochs",
            2,
            "mini_batch_size",
            10,
            "batch_metrics_publish_interval",
            3);
    Batch sparse = Trained.sparse(Trained.random(60, 2, 1), 0);
    FactorizationMachinesState state = Trained.train(hp, sparse, Trained.heard(events));

    List<Event.Measured> measured =
        events.stream()
            .filter(Event.Measured.class::isInstance)
            .map(Event.Measured.class::cast)
            .toList();
    assertThat(measured).hasSize(2 * (2 + 1) * 3);
    assertThat(measured.stream().filter(m -> m.batch().isPresent()).map(m -> m.batch().get()))
        .contains(0, 3)
        .doesNotContain(1, 2);
    assertThat(events).contains(new Event.LogLine("[Sparse network] Building a sparse network."));
    assertThat(Trained.FM.trainingMetrics(hp, state, Trained.model(hp, state)))
        .extracting(Metric::key, Metric::logName)
        .containsExactly(
            tuple("train:binary_classification_accuracy", "binary_classification_accuracy"),
            tuple(
                "train:binary_classification_cross_entropy", "binary_classification_cross_entropy"),
            tuple("train:binary_f_beta", "binary_f_1.000"));
    assertThat(Trained.test(hp, Trained.model(hp, state), sparse))
        .containsOnlyKeys(
            "test:binary_classification_accuracy",
            "test:binary_classification_cross_entropy",
            "test:binary_f_beta",
            "orrery:test_roc_auc");
  }

  @Test
  void stepsSayWhatHappenedAndDrawIt() {
    List<Event> events = new ArrayList<>();
    Ratings ratings = Ratings.of(30, 20, 1, 2, 400, 100, 0.5);
    Hyperparameters hp =
        Trained.hp("feature_dim", 70, "mini_batch_size", 100, "epochs", 2, "factors_lr", 0.01);
    Trained.train(
        hp,
        ratings.train(),
        Optional.of(new MemorySource("v", ratings.test())),
        Trained.heard(events));
    List<FactorizationMachinesStep> steps =
        events.stream()
            .filter(FactorizationMachinesStep.class::isInstance)
            .map(FactorizationMachinesStep.class::cast)
            .toList();

    assertThat(steps).hasSize(2 * 4 + 2);
    assertThat(steps.getFirst().title()).isEqualTo("Epoch 0, mini-batch 0");
    assertThat(steps.getFirst().why())
        .startsWith("100 rows with a mean squared error of ")
        .contains("since only those that occur in them have a gradient")
        .endsWith(".");
    assertThat(steps.getFirst().drawing().axes()).containsExactly("factor 1", "factor 2");
    assertThat(steps.getFirst().drawing().points().getFirst().positions())
        .hasSize(FactorizationMachinesStep.DRAWN);
    assertThat(steps.getFirst().drawing().lines()).isNotEmpty();
    assertThat(steps.get(4)).isInstanceOf(FactorizationMachinesStep.PassEnd.class);
    assertThat(steps.get(4).why()).contains("the least so far");
  }

  @Test
  void stopsWhenTheValidationLossRisesAndKeepsTheBestPass() throws IOException {
    // Few rows and strong factors: it soon learns them by heart.
    Ratings ratings = Ratings.of(40, 30, 0, 3, 300, 300, 0.5);
    List<Event> events = new ArrayList<>();
    Hyperparameters hp =
        Trained.hp(
            "feature_dim",
            70,
            "num_factors",
            8,
            "mini_batch_size",
            50,
            "epochs",
            200,
            "linear_lr",
            0.05,
            "factors_lr",
            0.05,
            "factors_init_sigma",
            0.1,
            "orrery_early_stopping_patience",
            3);
    var validation = new MemorySource("v", ratings.test());
    FactorizationMachinesState state =
        Trained.train(hp, ratings.train(), Optional.of(validation), Trained.heard(events));

    List<Double> losses =
        events.stream()
            .filter(Event.Measured.class::isInstance)
            .map(Event.Measured.class::cast)
            .filter(m -> m.metric().key().equals("orrery:validation_mse"))
            .map(m -> m.metric().value())
            .toList();
    double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    assertThat(losses.size()).isLessThan(200);
    assertThat(losses.indexOf(least)).isEqualTo(losses.size() - 4);
    assertThat(Trained.test(hp, Trained.model(hp, state), ratings.test()).get("test:mse"))
        .isEqualTo(least);
    assertThat(events)
        .anyMatch(e -> e instanceof Event.Note note && note.message().contains("are the model"));
    assertThat(
            Trained.FM.evaluate(
                hp, Trained.model(hp, state), "validation", validation, Trained.quiet()))
        .allMatch(Metric::extension);
  }

  /** Users 0 and 1, items 2 to 5; factors (1, 0), (0, 1) and (2, 0), (0, 3), (-1, 0), (1, 1). */
  private static FactorizationMachinesModel tastes() {
    return new FactorizationMachinesModel(
        Loss.SQUARED,
        1,
        new float[] {0, 0, 0, 0, 0, 0.5f},
        new float[] {1, 0, 0, 1, 2, 0, 0, 3, -1, 0, 1, 1},
        2,
        Fields.single(6),
        true);
  }

  @Test
  void recommendsTheItemsThatAContextScoresHighest() {
    CsrMatrix user0 = new CsrMatrix(1, 6, new int[] {0, 2}, new int[] {0, 4}, new float[] {1, 1});

    // The item 4 that the row holds is left out of the context.
    assertThat(tastes().recommend(user0, 2, 5, 3))
        .containsExactly(
            new ScoredFeature(2, 3), new ScoredFeature(5, 2.5f), new ScoredFeature(3, 1));
    assertThat(tastes().recommend(user0, 2, 5, 10)).hasSize(4);
    assertThatThrownBy(() -> tastes().recommend(user0, 2, 6, 1))
        .isInstanceOf(CustomerError.class)
        .hasMessage("The model has the features 0 to 5, not 6");
  }

  @Test
  void recommendationsAreThePredictionsOfTheRows() {
    Ratings ratings = Ratings.of(30, 20, 1, 2, 400, 100, 0.5);
    for (String model : List.of("fm", "ffm")) {
      Hyperparameters hp =
          model.equals("fm")
              ? Trained.hp("feature_dim", 70, "factors_init_sigma", 0.5)
              : Trained.hp(
                  "feature_dim",
                  70,
                  "factors_init_sigma",
                  0.5,
                  "orrery_model",
                  "ffm",
                  "orrery_fields",
                  "0-29,30-49,50-69");
      FactorizationMachinesModel trained =
          Trained.model(hp, Trained.train(hp, ratings.train(), Trained.quiet()));
      CsrMatrix context =
          new CsrMatrix(1, 70, new int[] {0, 2}, new int[] {3, 55}, new float[] {1, 2});
      for (ScoredFeature item : trained.recommend(context, 30, 49, 20)) {
        CsrMatrix row =
            new CsrMatrix(
                1, 70, new int[] {0, 3}, new int[] {3, item.feature(), 55}, new float[] {1, 1, 2});
        assertThat(trained.predict(row, Trained.quiet()).keys().getFirst().values()[0])
            .isCloseTo(item.score(), within(1e-5f));
      }
    }
  }

  @Test
  void findsTheItemsWhoseFactorsPointTheSameWay() {
    assertThat(tastes().similar(2, 2, 5, 2))
        .containsExactly(new ScoredFeature(5, (float) Math.sqrt(0.5)), new ScoredFeature(3, 0));
  }

  @Test
  void showsItsWeightsAsTables() {
    List<Table> tables = tastes().tables();
    assertThat(tables).extracting(Table::name).containsExactly("bias", "linear", "factors");
    assertThat(tables.get(0).row().apply(0)).containsExactly(1f);
    assertThat(tables.get(1).row().apply(5)).containsExactly(5, 0.5f);
    assertThat(tables.get(2).columns()).containsExactly("feature", "factor 1", "factor 2");
    assertThat(tables.get(2).row().apply(3)).containsExactly(3, 0f, 3f);
  }
}
