package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a trained model answers and how it is measured. */
class AnswersTest {

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
    Data.refused(
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

  /** The probabilities of both rows are 1 in float. */
  @Test
  void labelsAreCalledByTheScoreWhereProbabilitiesAreTooCoarse() {
    double threshold = 1 / (1 + Math.exp(-20));
    LinearLearnerModel model =
        new LinearLearnerModel(
            PredictorType.BINARY,
            new Loss.Logistic(),
            new float[] {1},
            new float[1],
            1,
            threshold,
            Optional.empty());
    DenseMatrix rows = new DenseMatrix(new float[] {19, 21}, 2, 1);
    assertThat(model.predict(rows, Data.quiet()).keys().get(0).values()).containsExactly(1, 1);
    assertThat(model.predict(rows, Data.quiet()).keys().get(1).values()).containsExactly(0, 1);
    assertThat(
            Data.metric(
                Data.hp(PredictorType.BINARY),
                model,
                new Batch(rows, new float[] {0, 1}, 1),
                "roc_auc_score"))
        .isEqualTo(1);
  }

  /** Equal rows of both labels: the precision is a half at most. */
  @Test
  void theNearestWinsWhereNoThresholdMeetsTheTarget() {
    Batch train = Data.batch(new float[][] {{1}, {1}, {2}, {2}}, 0, 1, 0, 1);
    Hyperparameters hp =
        Data.hp(
            PredictorType.BINARY,
            "mini_batch_size",
            "4",
            "binary_classifier_model_selection_criteria",
            "recall_at_target_precision");
    Account account = Data.train(hp, train).account().orElseThrow();
    assertThat(account.winner().allowed()).isFalse();
    assertThat(account.why()).contains("comes nearest of 32 models to the target of recall_at");
  }
}
