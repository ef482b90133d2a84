package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Training as a whole. */
class LearnerTest {

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
    assertThat(steps.get(3).why())
        .containsPattern("greatest accuracy of 32|among 32 models whose accuracy");
  }

  /** Scores of 32 models of a million classes, spec B1.1, are counted in an int. */
  @Test
  void blocksOfManyOutputsAreSmall() {
    assertThat(Forward.block(32, 784)).isEqualTo(256);
    assertThat(Forward.block(32_000_000, 2) * 32_000_000L).isLessThan(Integer.MAX_VALUE);
    assertThat(Forward.block(1, 2_000_000_000)).isEqualTo(1);
  }

  /** What does not bear on the label becomes 0; of the rest the optimality condition holds. */
  @Test
  void l1LeavesExactZeros() {
    Batch train = Data.line(500, 6, PredictorType.REGRESSOR, 2, 0, 18);
    DenseMatrix rows = train.features().toDense();
    for (int i = 0; i < 500; i++) {
      int at = rows.rowOffset(i);
      train.labels()[i] =
          3 * rows.values()[at] + rows.values()[at + 1] - 0.01f * rows.values()[at + 2];
    }
    for (String optimizer : new String[] {"sgd", "adam", "rmsprop"}) {
      Hyperparameters hp =
          Data.hp(
              PredictorType.REGRESSOR,
              "optimizer",
              optimizer,
              "l1",
              "0.2",
              "mini_batch_size",
              "500",
              "epochs",
              "400",
              "learning_rate",
              "0.01",
              "num_models",
              "1",
              "early_stopping_patience",
              "400");
      LinearLearnerState state = Data.state(hp, train, Optional.empty(), Data.quiet());
      for (int j = 2; j < 6; j++) {
        assertThat(state.weights[j]).as(optimizer).isZero();
      }
      // Where w0 > 0 the derivative is 0: 2 (w0 + r w1 - c0) + l1 = 0, r and c correlations.
      double[] c = correlations(train, state.scaler);
      assertThat((double) state.weights[0] + state.weights[1] * c[2])
          .as(optimizer)
          .isCloseTo(c[0] - Math.signum(state.weights[0]) * 0.1, within(2e-3));
    }
  }

  /** Of the first two scaled columns with the scaled labels, and with each other. */
  private static double[] correlations(Batch train, Scaler scaler) {
    DenseMatrix rows = train.features().toDense();
    float[] x = new float[train.rows() * scaler.mean().length];
    scaler.apply(rows, 0, train.rows(), scaler.inverse(), x);
    float[] y = scaler.labels(train.labels());
    double[] c = new double[3];
    int d = scaler.mean().length;
    for (int i = 0; i < y.length; i++) {
      c[0] += x[i * d] * y[i] / y.length;
      c[1] += x[i * d + 1] * y[i] / y.length;
      c[2] += x[i * d] * x[i * d + 1] / y.length;
    }
    return c;
  }
}
