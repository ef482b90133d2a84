package dev.orrery.linearlearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.data.Batch;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.core.metric.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The optimum of the sample, and models that begin there. */
class OptimumTest {

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

  private static double[] solution(PredictorType type, Loss loss, double wd, Batch train) {
    Hyperparameters hp = Data.hp(type, "num_classes", "3", "mini_batch_size", "6");
    Scaler scaler = Scaler.fit(hp, train.features(), train.labels(), Data.quiet());
    Optimum optimum =
        new Optimum(
            loss, train.features(), train.labels(), scaler, new float[0], true, Data.quiet());
    double[] w = optimum.zeros();
    optimum.minimise(new Optimum.Goal(wd, 0, 1), w, 1e-12);
    return w;
  }

  private static final float[][] CURVE = {{-2, 4}, {-1, 1}, {0, 0}, {1, 1}, {2, 4}, {3, 9}};

  /** LogisticRegression(C=1) of scikit-learn 1.2.1 on the scaled column. */
  @Test
  void logisticIsThatOfScikitLearn() {
    float[][] rows = {{-2}, {-1}, {0}, {1}, {2}, {3}};
    double[] w =
        solution(
            PredictorType.BINARY, new Loss.Logistic(), 1.0 / 6, Data.batch(rows, 0, 0, 1, 0, 1, 1));
    assertThat(w[0]).isCloseTo(0.86926673, within(1e-5));
    assertThat(w[1]).isCloseTo(0, within(1e-5));
  }

  /** The same of three classes. */
  @Test
  void softmaxIsThatOfScikitLearn() {
    double[] w =
        solution(
            PredictorType.MULTICLASS,
            new Loss.Softmax(3),
            1.0 / 6,
            Data.batch(CURVE, 0, 1, 2, 1, 2, 2));
    double[] expected = {
      -0.69427518,
      0.03167207,
      0.66260311,
      0.36272877,
      -0.50068766,
      0.13795888,
      -0.71413546,
      0.11400357,
      0.60013189
    };
    for (int i = 0; i < w.length; i++) {
      assertThat(w[i]).isCloseTo(expected[i], within(2e-4));
    }
  }

  /** Ridge(alpha=1) of scikit-learn 1.2.1 on scaled columns and labels. */
  @Test
  void ridgeIsThatOfScikitLearn() {
    double[] w =
        solution(
            PredictorType.REGRESSOR,
            new Loss.Squared(),
            2.0 / 6,
            Data.batch(CURVE, 1, 2, 2, 5, 4, 9));
    assertThat(w[0]).isCloseTo(0.60853566, within(1e-6));
    assertThat(w[1]).isCloseTo(0.32730245, within(1e-6));
  }

  @Test
  void solvedModelsBeginAtTheOptimumAndTheOthersAtRandom() {
    Batch train = Data.line(400, 5, PredictorType.REGRESSOR, 2, 1, 21);
    Hyperparameters hp = Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "400");
    LinearLearnerState state = Data.LEARNER.initialize(hp, train, Data.quiet());
    double[] w = solution(PredictorType.REGRESSOR, new Loss.Squared(), 2 * 0.01 / 400, train);
    for (int j = 0; j < 5; j++) {
      assertThat(state.weights[5 + j]).isCloseTo((float) w[j], within(0.02f));
      assertThat(state.weights[j]).isBetween(-0.07f, 0.07f);
    }
    assertThat(state.settings.get(1).solved()).isTrue();
    for (String[] pure :
        new String[][] {
          {"learning_rate", "0.1"}, {"l1", "0.1"}, {"orrery_solved_models", "false"}
        }) {
      assertThat(
              Data.LEARNER.initialize(
                      Data.hp(PredictorType.REGRESSOR, "mini_batch_size", "400", pure[0], pure[1]),
                      train,
                      Data.quiet())
                  .settings)
          .noneMatch(ModelSettings::solved);
    }
  }
}
