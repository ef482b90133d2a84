package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.algorithm.Algorithms;
import dev.orrery.core.data.Batch;
import dev.orrery.core.hyperparameter.Hyperparameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked for, and what is refused. */
class HyperparametersTest {

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
    Data.refused(sentence, () -> Data.hp(PredictorType.BINARY, name, value));
  }

  @Test
  void aLossOfAnotherPredictorTypeIsRefused() {
    Data.refused(
        "accepts one of the following: 'auto', 'squared_loss'",
        () -> Data.hp(PredictorType.REGRESSOR, "loss", "logistic"));
  }

  @Test
  void aMiniBatchOfMoreRowsThanThereAreIsRefused() {
    Batch train = Data.line(50, 3, PredictorType.BINARY, 2, 0, 1);
    Data.refused(
        "No training data processed. Either the training channel is empty or the mini-batch size is too high",
        () -> Data.train(Data.hp(PredictorType.BINARY, "mini_batch_size", "51"), train));
  }
}
