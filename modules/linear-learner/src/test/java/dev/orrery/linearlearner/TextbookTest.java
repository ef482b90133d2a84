package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.run.RandomStreams;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast learner against plain loops, and one update worked by hand. */
class TextbookTest {

  private static double[][] rows(Batch batch) {
    DenseMatrix dense = batch.features().toDense();
    double[][] rows = new double[dense.rows()][dense.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = dense.get(i, j);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, adam, 0.02, 0, 0, 0",
    "logistic, sgd, 0.05, 0.9, 0.01, 0",
    "hinge_loss, sgd, 0.02, 0, 0, 0",
    "squared_loss, adam, 0.05, 0, 0.1, 0.01",
    "squared_loss, sgd, 0.01, 0.5, 0, 0",
    "absolute_loss, adam, 0.01, 0, 0, 0",
    "huber_loss, sgd, 0.02, 0, 0, 0"
  })
  void findsTheWeightsOfPlainLoops(
      String loss, String optimizer, double rate, double momentum, double wd, double l1) {
    boolean binary = loss.equals("logistic") || loss.equals("hinge_loss");
    PredictorType type = binary ? PredictorType.BINARY : PredictorType.REGRESSOR;
    Batch train = Data.line(330, 7, type, 2, 3, 11);
    Hyperparameters hp =
        Data.hp(
            type,
            "loss",
            loss,
            "optimizer",
            optimizer,
            "learning_rate",
            "" + rate,
            "momentum",
            "" + momentum,
            "wd",
            "" + wd,
            "l1",
            "" + l1,
            "num_models",
            "1",
            "mini_batch_size",
            "50",
            "epochs",
            "6",
            "lr_scheduler_step",
            "5",
            "num_point_for_scaler",
            "330",
            "early_stopping_patience",
            "100");
    // The scaler takes complete mini-batches alone: 300 of the 330 rows. The textbook takes all
    // that it is given, so it is given these.
    Batch complete = train.slice(0, 300);
    LinearLearnerState state = Data.state(hp, complete, Optional.empty(), Data.quiet());
    LinearLearnerTextbook.Line line =
        LinearLearnerTextbook.train(
            rows(complete),
            toDouble(complete.labels()),
            new LinearLearnerTextbook.Settings(
                loss, optimizer.equals("adam"), rate, momentum, wd, l1, 50, 6, 5, 0.99, 1e-5),
            new RandomStreams(7));
    float[] weights = state.weights.clone();
    float bias = state.scaler.fold(weights, 0, state.bias[0]);
    for (int j = 0; j < weights.length; j++) {
      assertThat((double) weights[j]).isCloseTo(line.weights()[j], within(2e-3));
    }
    assertThat((double) bias).isCloseTo(line.bias(), within(1e-2));
  }

  private static double[] toDouble(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /**
   * Two rows, x = 0, 2 and y = 1, 5: scaled to -1, 1 and -1, 1. From w = 0 the gradient of squared
   * loss is mean(2 (0 - y) x) = -2, and one step at rate 0.25 leads to 0.5: a slope of 1 and,
   * through the means (1, 3), an intercept of 2. The gradient of the intercept is 0.
   */
  @Test
  void oneStepWorkedByHand() {
    Hyperparameters hp =
        Data.hp(
            PredictorType.REGRESSOR,
            "optimizer",
            "sgd",
            "learning_rate",
            "0.25",
            "num_models",
            "1",
            "epochs",
            "1",
            "mini_batch_size",
            "2",
            "init_scale",
            "1e-30");
    LinearLearnerModel model = Data.train(hp, Data.batch(new float[][] {{0}, {2}}, 1, 5));
    assertThat(model.weights()[0]).isCloseTo(1, within(1e-6f));
    assertThat(model.bias()[0]).isCloseTo(2, within(1e-6f));
  }
}
