package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerTest {

  private static void refused(String sentence, Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(CustomerError.class).hasMessageContaining(sentence);
  }

  @Test
  void isFoundByItsNames() {
    assertThat(Algorithms.find("linear-learner")).isInstanceOf(LinearLearner.class);
  }

  @Test
  void internalHyperparametersAreTaken() {
    Hyperparameters hp =
        Data.hp(
            PredictorType.REGRESSOR, "_tuning_objective_metric", "test:mse", "_kvstore", "auto");
    assertThat(hp.asMap()).containsEntry("epochs", "15").containsEntry("normalize_data", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "optimizer, adagrad, 'auto'",
    "learning_rate, 0, a number in (0",
    "wd, -1, a number in [0",
    "momentum, 1, a number in [0",
    "quantile, 1, a number in (0",
    "positive_example_weight_mult, heavy, 'balanced'",
    "binary_classifier_model_selection_criteria, auc, 'precision_at_target_recall'",
    "loss, log, 'softmax_loss'"
  })
  void whatTheTableDoesNotHaveIsRefused(String name, String value, String sentence) {
    refused(sentence, () -> Data.hp(PredictorType.BINARY, name, value));
  }

  @Test
  void aLossOfAnotherPredictorTypeIsRefused() {
    refused(
        "accepts one of the following: 'auto', 'squared_loss'",
        () -> Data.hp(PredictorType.REGRESSOR, "loss", "logistic"));
  }

  @Test
  void aMiniBatchOfMoreRowsThanThereAreIsRefused() {
    Batch train = Data.line(50, 3, PredictorType.BINARY, 2, 0, 1);
    refused(
        "No training data processed. Either the training channel is empty or the mini-batch size is too high",
        () -> Data.train(Data.hp(PredictorType.BINARY, "mini_batch_size", "51"), train));
  }

  @Test
  void labelsThatAreNoClassesAreRefused() {
    Batch train = Data.line(50, 3, PredictorType.REGRESSOR, 2, 0, 1);
    refused(
        "a binary classifier expects the labels 0 and 1",
        () -> Data.train(Data.hp(PredictorType.BINARY, "mini_batch_size", "10"), train));
  }

  @Test
  void theScalerLooksAtCompleteMiniBatches() {
    List<Event> events = new ArrayList<>();
    Batch train = Data.batch(new float[][] {{1}, {3}, {5}, {7}, {1000}}, 1, 2, 3, 4, 900);
    Hyperparameters hp = Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "2");
    LinearLearnerState state = Data.LEARNER.initialize(hp, train, Data.listening(events, false));
    assertThat(state.scaler.mean()).containsExactly(4);
    assertThat(state.scaler.deviation()[0]).isCloseTo((float) Math.sqrt(5), within(1e-6f));
    assertThat(state.scaler.labelMean()).isEqualTo(2.5f);
    assertThat(Data.logLines(events).get(0)).startsWith("Scaler algorithm parameters");
    assertThat(Data.logLines(events).get(1))
        .startsWith("Scaling model computed with parameters: {'stdev_weight': [2.236")
        .contains("'mean_label': [2.5]", "'mean_weight': [4.0]");
  }

  @Test
  void aFeatureThatDoesNotVaryDoesNoHarm() {
    Batch train = Data.line(200, 4, PredictorType.BINARY, 2, 0, 2);
    DenseMatrix rows = train.features().toDense();
    for (int i = 0; i < 200; i++) {
      rows.values()[rows.rowOffset(i) + 2] = 0.1f;
    }
    LinearLearnerModel model =
        Data.train(Data.hp(PredictorType.BINARY, "mini_batch_size", "50"), train);
    for (float w : model.weights()) {
      assertThat(w).isFinite();
    }
  }

  @Test
  void scalingTheFeaturesLeavesThePredictions() {
    Batch train = Data.line(400, 5, PredictorType.REGRESSOR, 2, 1, 3);
    DenseMatrix rows = train.features().toDense();
    float[] scaled = rows.values().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = scaled[i] * (i % 5 + 1) * 8 + 2;
    }
    Batch other = new Batch(new DenseMatrix(scaled, 400, 5), train.labels(), 1);
    Hyperparameters hp = Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "40");
    float[] one = Data.train(hp, train).linearScores(train.features(), Data.quiet());
    float[] two = Data.train(hp, other).linearScores(other.features(), Data.quiet());
    for (int i = 0; i < one.length; i++) {
      assertThat(two[i]).isCloseTo(one[i], within(0.02f));
    }
  }

  @Test
  void rowsTwiceOverInTwiceTheBatchLeadToTheSameModel() {
    Batch train = Data.line(200, 4, PredictorType.BINARY, 2, 0, 4);
    float[] x = new float[2 * 200 * 4];
    float[] y = new float[400];
    DenseMatrix rows = train.features().toDense();
    for (int i = 0; i < 400; i++) {
      System.arraycopy(rows.values(), rows.rowOffset(i / 2), x, i * 4, 4);
      y[i] = train.labels()[i / 2];
    }
    float[] once =
        Data.train(Data.hp(PredictorType.BINARY, "mini_batch_size", "20"), train).weights();
    float[] twice =
        Data.train(
                Data.hp(PredictorType.BINARY, "mini_batch_size", "40"),
                new Batch(new DenseMatrix(x, 400, 4), y, 1))
            .weights();
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isCloseTo(once[i], within(0.01f));
    }
  }

  @Test
  void theGridIsThatOfSageMakersLogs() {
    Hyperparameters hp = Data.hp(PredictorType.BINARY);
    List<ModelSettings> grid = ModelGrid.of(hp, 3, 0, Data.quiet().random());
    assertThat(grid).hasSize(32).doesNotHaveDuplicates();
    assertThat(grid.subList(0, 4)).allMatch(s -> s.learningRate() <= 0.02 && s.wd() == 0);
    assertThat(grid.subList(28, 32)).allMatch(s -> s.learningRate() == 0.1 && s.wd() == 1);
    // LOG-LL20b, LOG-LL20a and LOG-LL18 (b).
    assertThat(grid)
        .anyMatch(
            s -> s.learningRate() == 0.1 && s.wd() == 1e-4 && s.minimumLr() == 1e-5 && s.l1() == 0)
        .anyMatch(
            s -> s.learningRate() == 0.005 && s.wd() == 1 && s.minimumLr() == 1e-4 && s.l1() == 0)
        .anyMatch(s -> s.learningRate() == 0.005 && s.wd() == 1e-4 && s.minimumLr() == 1e-5);
  }

  @Test
  void whatTheUserFixesIsTheSameForAll() {
    Hyperparameters hp =
        Data.hp(
            PredictorType.BINARY,
            "learning_rate",
            "0.3",
            "wd",
            "0.5",
            "num_models",
            "40",
            "positive_example_weight_mult",
            "auto");
    List<ModelSettings> models = ModelGrid.of(hp, 3, 0, Data.quiet().random());
    assertThat(models).hasSize(40).allMatch(s -> s.learningRate() == 0.3 && s.wd() == 0.5);
    assertThat(models.stream().map(ModelSettings::positiveWeight).distinct())
        .containsExactlyInAnyOrder(1.0, 3.0);
  }

  @Test
  void theLearningRateFallsToItsMinimum() {
    ModelSettings s =
        ModelGrid.of(
                Data.hp(
                    PredictorType.BINARY,
                    "num_models",
                    "1",
                    "learning_rate",
                    "0.1",
                    "lr_scheduler_step",
                    "10",
                    "lr_scheduler_factor",
                    "0.5",
                    "lr_scheduler_minimum_lr",
                    "0.02"),
                1,
                0,
                Data.quiet().random())
            .getFirst();
    assertThat(s.rate(1)).isEqualTo(0.1);
    assertThat(s.rate(10)).isEqualTo(0.1);
    assertThat(s.rate(11)).isEqualTo(0.05);
    assertThat(s.rate(31)).isEqualTo(0.02);
  }

  @Test
  void positivesThatWeighMoreAreFoundMoreOften() {
    Batch train = Data.line(800, 3, PredictorType.BINARY, 2, 0, 5);
    String[] common = {
      "mini_batch_size", "100", "binary_classifier_model_selection_criteria", "loss_function"
    };
    Hyperparameters plain = Data.hp(PredictorType.BINARY, common);
    Hyperparameters heavy =
        Data.hp(
            PredictorType.BINARY,
            common[0],
            common[1],
            common[2],
            common[3],
            "positive_example_weight_mult",
            "10");
    assertThat(Data.metric(heavy, Data.train(heavy, train), train, "recall"))
        .isGreaterThan(Data.metric(plain, Data.train(plain, train), train, "recall") + 0.02);
  }

  @Test
  void sortedLabelsAreWarnedOf() {
    Batch train = Data.line(400, 3, PredictorType.BINARY, 2, 0, 6);
    List<Event> events = new ArrayList<>();
    Hyperparameters hp = Data.hp(PredictorType.BINARY, "mini_batch_size", "50", "epochs", "1");
    Data.train(hp, train, Optional.empty(), Data.listening(events, false));
    assertThat(events).noneMatch(Event.Warning.class::isInstance);
    float[] x = new float[1200];
    float[] y = new float[400];
    int at = 0;
    for (int label = 0; label < 2; label++) {
      for (int i = 0; i < 400; i++) {
        if (train.labels()[i] == label) {
          DenseMatrix rows = train.features().toDense();
          System.arraycopy(rows.values(), rows.rowOffset(i), x, at * 3, 3);
          y[at++] = label;
        }
      }
    }
    Batch sorted = new Batch(new DenseMatrix(x, 400, 3), y, 1);
    Data.train(hp, sorted, Optional.empty(), Data.listening(events, false));
    assertThat(events)
        .filteredOn(Event.Warning.class::isInstance)
        .singleElement()
        .asString()
        .contains("looks sorted by label", "1 times", "shuffle");
  }

  @Test
  void aModelThatRunsAwayIsLeftOutAndTheLastOneStopsTheRun() {
    Batch train = Data.line(400, 30, PredictorType.REGRESSOR, 2, 0, 7);
    List<Event> events = new ArrayList<>();
    Hyperparameters hp =
        Data.hp(
            PredictorType.REGRESSOR,
            "optimizer",
            "sgd",
            "mini_batch_size",
            "4",
            "momentum",
            "0.95",
            "bias_lr_mult",
            "1",
            "orrery_solved_models",
            "false");
    LinearLearnerModel model =
        Data.train(hp, train, Optional.empty(), Data.listening(events, false));
    assertThat(events)
        .filteredOn(Event.Warning.class::isInstance)
        .isNotEmpty()
        .allMatch(w -> w.toString().contains("left out of the selection"));
    assertThat(model.account().orElseThrow().winner().settings().learningRate()).isEqualTo(0.005);
    refused(
        "ceased to be a finite number in step",
        () ->
            Data.train(
                Data.hp(
                    PredictorType.REGRESSOR,
                    "optimizer",
                    "sgd",
                    "mini_batch_size",
                    "4",
                    "learning_rate",
                    "50"),
                train));
  }

  @Test
  void trainingStopsEarlyAndTheBestPassIsKept() {
    Batch train = Data.line(300, 4, PredictorType.BINARY, 2, 0, 8);
    Batch validation = Data.line(200, 4, PredictorType.BINARY, 2, 0, 9);
    List<Event> events = new ArrayList<>();
    Hyperparameters hp =
        Data.hp(
            PredictorType.BINARY,
            "mini_batch_size",
            "10",
            "epochs",
            "200",
            "early_stopping_patience",
            "2",
            "early_stopping_tolerance",
            "0.01");
    Data.train(hp, train, Optional.of(validation), Data.listening(events, false));
    List<String> lines = Data.logLines(events);
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "#early_stopping_criteria_metric: host=\\S+, epoch=0, criteria=sampled_accuracy, value=0\\.\\d+"))
        .contains("Epoch 0: Loss improved. Updating best model", "Saving model for epoch: 0")
        .anyMatch(
            line -> line.startsWith("Best model found for hyperparameters: {\"learning_rate\":"));
    assertThat(lines.stream().filter(line -> line.startsWith("#early")).count()).isLessThan(200);
  }

  @Test
  void improvementIsRelative() {
    Progress progress = new Progress();
    assertThat(progress.judge(0, new double[] {2}, true, 0.1)).containsExactly(true);
    assertThat(progress.judge(1, new double[] {1.9}, true, 0.1)).containsExactly(true);
    assertThat(progress.passesWithout).isEqualTo(1);
    assertThat(progress.judge(2, new double[] {1.5}, true, 0.1)).containsExactly(true);
    assertThat(progress.passesWithout).isZero();
    assertThat(progress.judge(3, new double[] {1.6}, true, 0.1)).containsExactly(false);
    assertThat(progress.judge(4, new double[] {Double.NaN}, true, 0.1)).containsExactly(false);
    assertThat(progress.passesWithout).isEqualTo(2);
    assertThat(progress.bestEpoch).isEqualTo(2);
  }

  /** SageMaker's regex for train:objective_loss:final (spec A7) must find that value alone. */
  @Test
  void theOptimumIsNotTakenForTheFinalLoss() {
    Hyperparameters hp = Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "50");
    Batch train = Data.line(200, 4, PredictorType.REGRESSOR, 2, 0, 8);
    LinearLearnerState state = Data.state(hp, train, Optional.empty(), Data.quiet());
    List<Metric> metrics = Data.LEARNER.trainingMetrics(hp, state, Data.train(hp, train));
    assertThat(metrics).extracting(Metric::key).containsExactly("orrery:train_optimum_objective");
    assertThat("train orrery_" + metrics.getFirst().logName() + " <loss>=1")
        .doesNotContainPattern("train \\S+_objective <loss>=");
  }

  @Test
  void everyModelHasABestPassOfItsOwn() {
    Progress progress = new Progress();
    // The first swings, the second comes slowly, the third fails.
    double[][] passes = {{0.1, 0.9, 5}, {0.4, 0.5, Double.NaN}, {0.3, 0.05, Double.NaN}};
    for (int epoch = 0; epoch < 3; epoch++) {
      boolean[] improved = progress.judge(epoch, passes[epoch], true, 0.01);
      float[] weights = {epoch, epoch, epoch, epoch, epoch, epoch};
      progress.keep(
          improved, weights, new float[] {epoch, epoch, epoch}, passes[epoch], new double[0]);
      assertThat(progress.passesWithout).isZero();
    }
    assertThat(progress.epochs).containsExactly(0, 2, 0);
    assertThat(progress.values).containsExactly(0.1, 0.05, 5);
    assertThat(progress.weights).containsExactly(0, 0, 2, 2, 0, 0);
    assertThat(progress.bias).containsExactly(0, 2, 0);
    assertThat(progress.trainLoss).containsExactly(0.1, 0.05, 5);
    assertThat(progress.bestEpoch).isEqualTo(2);
    assertThat(progress.bestValue).isEqualTo(0.05);
  }

  /** The models of rate 0.1 swing from the third pass on; those of 0.005 need ten. */
  @Test
  void aModelThatSwingsDoesNotStopThoseThatAreOnTheirWay() {
    Batch train = Data.line(3000, 8, PredictorType.REGRESSOR, 2, 0, 31);
    LinearLearnerState state =
        Data.state(
            Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "100", "optimizer", "rmsprop"),
            train,
            Optional.empty(),
            Data.quiet());
    assertThat(state.progress.bestValue).isLessThan(state.optimum + 0.01);
  }

  @Test
  void everyModelIsMeasuredAfterEveryPass() {
    Batch train = Data.line(300, 4, PredictorType.REGRESSOR, 2, 0, 8);
    List<Event> events = new ArrayList<>();
    Data.train(
        Data.hp(
            PredictorType.REGRESSOR, "mini_batch_size", "100", "epochs", "2", "num_models", "3"),
        train,
        Optional.of(train),
        Data.listening(events, false));
    List<Event.Measured> measured =
        events.stream()
            .filter(Event.Measured.class::isInstance)
            .map(Event.Measured.class::cast)
            .toList();
    assertThat(measured).hasSize(2 * 2 * (3 + 1));
    assertThat(measured.getFirst().metric().key()).isEqualTo("train:objective_loss");
    assertThat(measured.getFirst().metric().logName()).isEqualTo("mse_objective");
    // The training loss is of scaled labels, that of validation of raw ones (labels have variance
    // far above 1).
    double train0 = measured.get(0).metric().value();
    double validation0 = measured.get(4).metric().value();
    assertThat(measured.get(4).metric().channel()).isEqualTo("validation");
    assertThat(validation0).isGreaterThan(2 * train0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"squared_loss", "logistic", "softmax_loss", "huber_loss"})
  void noModelIsBelowTheOptimumAndTheBestIsNearIt(String name) {
    PredictorType type =
        switch (name) {
          case "logistic" -> PredictorType.BINARY;
          case "softmax_loss" -> PredictorType.MULTICLASS;
          default -> PredictorType.REGRESSOR;
        };
    Batch train = Data.line(400, 5, type, 3, 0, 12);
    // Some labels at random, so that classes cannot be parted.
    if (type == PredictorType.MULTICLASS) {
      for (int i = 0; i < 400; i += 4) {
        train.labels()[i] = i / 4 % 3;
      }
    }
    Hyperparameters hp =
        Data.hp(
            type,
            "loss",
            name,
            "num_classes",
            "3",
            "mini_batch_size",
            "400",
            "epochs",
            "400",
            "num_models",
            "1",
            "learning_rate",
            "0.05",
            "bias_lr_mult",
            "1",
            "early_stopping_patience",
            "400");
    LinearLearnerState state = Data.state(hp, train, Optional.empty(), Data.quiet());
    assertThat(state.progress.bestValue)
        .isGreaterThan(state.optimum * (1 - 1e-4))
        .isLessThan(state.optimum * 1.01);
  }

  @Test
  void metricsAreSageMakers() throws IOException {
    for (PredictorType type : PredictorType.values()) {
      Batch train = Data.line(300, 4, type, 3, 0, 13);
      Hyperparameters hp = Data.hp(type, "num_classes", "3", "mini_batch_size", "50");
      LinearLearnerModel model = Data.train(hp, train);
      List<Metric> metrics =
          Data.LEARNER.evaluate(hp, model, "test", Data.source(train), Data.quiet());
      assertThat(metrics.stream().map(Metric::key))
          .contains(
              switch (type) {
                case BINARY ->
                    new String[] {
                      "test:objective_loss",
                      "test:binary_classification_accuracy",
                      "test:binary_f_beta",
                      "test:precision",
                      "test:recall",
                      "test:roc_auc_score"
                    };
                case REGRESSOR ->
                    new String[] {
                      "test:objective_loss", "test:mse", "test:absolute_loss", "test:rmse"
                    };
                case MULTICLASS ->
                    new String[] {
                      "test:objective_loss",
                      "test:multiclass_accuracy",
                      "test:multiclass_top_k_accuracy",
                      "test:dcg",
                      "test:macro_recall",
                      "test:macro_precision",
                      "test:macro_f_beta"
                    };
              });
      assertThat(metrics.stream().map(Metric::logName))
          .contains(
              switch (type) {
                case BINARY ->
                    new String[] {
                      "binary_classification_cross_entropy_objective", "binary_f_1.000"
                    };
                case REGRESSOR -> new String[] {"mse_objective"};
                case MULTICLASS ->
                    new String[] {
                      "multiclass_cross_entropy_objective",
                      "multiclass_top_k_accuracy_3",
                      "macro_f_1.000"
                    };
              });
      // All three classes are among the first three.
      if (type == PredictorType.MULTICLASS) {
        assertThat(Data.metric(hp, model, train, "multiclass_top_k_accuracy")).isEqualTo(1);
      }
      // There was no validation channel, so those of the train channel are SageMaker's as well.
      assertThat(Data.LEARNER.evaluate(hp, model, "train", Data.source(train), Data.quiet()))
          .noneMatch(metric -> metric.extension() && !metric.name().equals("r2"));
    }
  }

  @Test
  void everyOptimizerAndCriterionWorks() {
    Batch train = Data.line(400, 5, PredictorType.BINARY, 2, 0, 14);
    for (String optimizer : new String[] {"sgd", "adam", "rmsprop"}) {
      Hyperparameters hp =
          Data.hp(PredictorType.BINARY, "optimizer", optimizer, "mini_batch_size", "20");
      assertThat(Data.metric(hp, Data.train(hp, train), train, "roc_auc_score")).isGreaterThan(0.9);
    }
    for (String optimizer : new String[] {"adagrad", "ftrl"}) {
      Hyperparameters hp =
          Data.hp(PredictorType.BINARY, "orrery_optimizer", optimizer, "mini_batch_size", "20");
      assertThat(Data.metric(hp, Data.train(hp, train), train, "roc_auc_score")).isGreaterThan(0.9);
    }
    for (String criterion :
        new String[] {
          "accuracy",
          "f_beta",
          "f1",
          "precision_at_target_recall",
          "recall_at_target_precision",
          "loss_function",
          "cross_entropy_loss"
        }) {
      Hyperparameters hp =
          Data.hp(
              PredictorType.BINARY,
              "binary_classifier_model_selection_criteria",
              criterion,
              "mini_batch_size",
              "20",
              "target_recall",
              "0.95");
      LinearLearnerModel model = Data.train(hp, train);
      if (criterion.equals("precision_at_target_recall")) {
        assertThat(Data.metric(hp, model, train, "recall")).isGreaterThanOrEqualTo(0.95);
      }
      if (criterion.equals("loss_function")) {
        assertThat(model.threshold()).isEqualTo(0.5);
      }
    }
  }

  @Test
  void stepsTellOfPassesTheThresholdAndTheWinner() {
    Batch train = Data.line(300, 4, PredictorType.BINARY, 2, 0, 15);
    List<Event> events = new ArrayList<>();
    Data.train(
        Data.hp(PredictorType.BINARY, "mini_batch_size", "100", "epochs", "2"),
        train,
        Optional.empty(),
        Data.listening(events, true));
    List<Event.AlgorithmStep> steps =
        events.stream()
            .filter(Event.AlgorithmStep.class::isInstance)
            .map(Event.AlgorithmStep.class::cast)
            .toList();
    assertThat(steps).hasSize(4);
    for (Event.AlgorithmStep step : steps) {
      assertThat(step.why()).matches(".*\\d.*\\.").doesNotContain("NaN");
      assertThat(step.drawing().lines().size() + step.drawing().points().size()).isPositive();
    }
    assertThat(steps.get(3).why()).contains("greatest accuracy of 32 models");
  }

  @Test
  void answersHaveSageMakersShape() {
    Batch train = Data.line(300, 4, PredictorType.MULTICLASS, 3, 0, 16);
    Hyperparameters hp =
        Data.hp(PredictorType.MULTICLASS, "num_classes", "3", "mini_batch_size", "50");
    LinearLearnerModel model = Data.train(hp, train);
    var answers = model.predict(train.features(), Data.quiet());
    assertThat(answers.keys().get(0).name()).isEqualTo("score");
    assertThat(answers.keys().get(0).width()).isEqualTo(3);
    assertThat(answers.keys().get(1).name()).isEqualTo("predicted_label");
    float[] p = answers.keys().get(0).values();
    assertThat(p[0] + p[1] + p[2]).isCloseTo(1, within(1e-5f));
    refused(
        "The feature dimension of the input: 1 does not match the feature dimension of the model: 4.",
        () -> model.predict(new DenseMatrix(new float[1], 1, 1), Data.quiet()));
    assertThat(model.tables()).hasSize(2);
    assertThat(model.tables().get(1).rows()).isEqualTo(32);
    assertThat(model.tables().get(1).row().apply(0)).hasSameSizeAs(model.tables().get(1).columns());
  }

  @Test
  void theThresholdIsSearchedOnTheCalibrationSampleAndTheLossTakenOfAllRows() {
    Batch train = Data.line(300, 4, PredictorType.BINARY, 2, 0, 17);
    Batch validation = Data.line(9000, 4, PredictorType.BINARY, 2, 0, 17);
    String[] common = {"mini_batch_size", "100", "epochs", "1", "num_calibration_samples"};
    List<Double> losses = new ArrayList<>();
    for (String samples : new String[] {"50", "5000", "auto"}) {
      Hyperparameters hp =
          Data.hp(
              PredictorType.BINARY, common[0], common[1], common[2], common[3], common[4], samples);
      Account account =
          Data.train(hp, train, Optional.of(validation), Data.quiet()).account().orElseThrow();
      assertThat(account.rows()).isEqualTo(samples.equals("auto") ? 9000 : Long.parseLong(samples));
      assertThat(account.channel()).isEqualTo("validation");
      losses.add(account.models().get(5).loss());
    }
    assertThat(losses.get(0)).isEqualTo(losses.get(1)).isEqualTo(losses.get(2));
  }

  /** Scores of 32 models of a million classes, spec B1.1, are counted in an int. */
  @Test
  void blocksOfManyOutputsAreSmall() {
    assertThat(Forward.block(32, 784)).isEqualTo(256);
    assertThat(Forward.block(32_000_000, 2) * 32_000_000L).isLessThan(Integer.MAX_VALUE);
    assertThat(Forward.block(1, 2_000_000_000)).isEqualTo(1);
  }
}
