package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.data.Batch;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Best passes, early stopping, and models that are left out. */
class ProgressTest {

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

  /** Of passes whose accuracies differ by chance the one of the least loss is kept. */
  @Test
  void withinTheStandardErrorTheLossDecides() {
    Progress progress = new Progress();
    double[] error = {0.02};
    double[][] passes = {{0.90, 0.5}, {0.91, 0.6}, {0.895, 0.4}, {0.88, 0.3}, {0.95, 0.7}};
    boolean[] kept = {true, false, true, false, true};
    for (int epoch = 0; epoch < passes.length; epoch++) {
      double[] judged = {passes[epoch][0]};
      double[] loss = {passes[epoch][1]};
      boolean[] improved = progress.judge(epoch, judged, false, 0.001, error, loss);
      progress.keep(improved, new float[] {epoch}, new float[1], loss, loss);
      assertThat(improved).containsExactly(kept[epoch]);
    }
    assertThat(progress.epochs).containsExactly(4);
    assertThat(progress.values).containsExactly(0.95);
    assertThat(progress.bestEpoch).isEqualTo(4);
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
            Data.hp(
                PredictorType.REGRESSOR,
                "mini_batch_size",
                "100",
                "optimizer",
                "rmsprop",
                "orrery_solved_models",
                "false"),
            train,
            Optional.empty(),
            Data.quiet());
    assertThat(state.progress.bestValue).isLessThan(state.optimum + 0.01);
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
    Data.refused(
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
  void aValidationLossThatIsNoNumberIsToldInOneSentence() {
    Batch train = Data.line(300, 2, PredictorType.REGRESSOR, 2, 0, 8);
    Batch validation = Data.batch(new float[][] {{1e30f, 1e30f}}, 1);
    Data.refused(
        "The validation loss of the last of all models ceased to be a finite number in step 3, at learning rate",
        () ->
            Data.train(
                Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "100"),
                train,
                Optional.of(validation),
                Data.quiet()));
  }
}
