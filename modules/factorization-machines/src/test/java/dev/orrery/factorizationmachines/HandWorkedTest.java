package dev.orrery.factorizationmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.hyperparameter.Hyperparameters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two features, worked by hand. */
class HandWorkedTest {

  private static final DenseMatrix ROW = new DenseMatrix(new float[] {2, 3}, 1, 2);

  /** w0 = 0.5, w = (1, -2), v_0 = (1, 2), v_1 = (3, -1). */
  private static FactorizationMachinesModel model(Loss loss) {
    return new FactorizationMachinesModel(
        loss, 0.5f, new float[] {1, -2}, new float[] {1, 2, 3, -1}, 2, Fields.single(2), false);
  }

  @Test
  void aRegressorPredictsTheSumOfItsParts() {
    // 0.5 + 1*2 - 2*3 + <(1,2), (3,-1)> * 2*3 = 0.5 + 2 - 6 + 1*6 = 2.5
    Predictions answer = model(Loss.SQUARED).predict(ROW, Trained.quiet());

    assertThat(answer.root()).isEqualTo("predictions");
    assertThat(answer.keys()).extracting(Predictions.Key::name).containsExactly("score");
    assertThat(answer.keys().getFirst().values()).containsExactly(2.5f);
  }

  @Test
  void aClassifierPredictsTheSigmoidAndALabel() {
    // 1 / (1 + exp(-2.5)) = 0.92414182
    Predictions answer = model(Loss.LOGISTIC).predict(ROW, Trained.quiet());

    assertThat(answer.keys())
        .extracting(Predictions.Key::name)
        .containsExactly("score", "predicted_label");
    assertThat(answer.keys().getFirst().values()).containsExactly(0.92414182f);
    assertThat(answer.keys().get(1).values()).containsExactly(1f);
  }

  @Test
  void theVerboseAnswerHasTheParts() {
    List<Predictions.Key> keys = model(Loss.SQUARED).predictVerbose(ROW, Trained.quiet()).keys();

    assertThat(keys)
        .extracting(Predictions.Key::name)
        .containsExactly("score", "bias", "linear", "interactions");
    assertThat(keys.stream().map(key -> key.values()[0])).containsExactly(2.5f, 0.5f, -4f, 6f);
  }

  @Test
  void fieldAwareFeaturesMeetByTheVectorForTheOthersField() {
    // Fields {0} and {1}, one factor: v_0 for fields 0, 1 is 5, 2; v_1 for fields 0, 1 is 3, 7.
    FactorizationMachinesModel ffm =
        new FactorizationMachinesModel(
            Loss.SQUARED,
            0,
            new float[2],
            new float[] {5, 2, 3, 7},
            1,
            Fields.parse("0-0,1-1"),
            true);

    // v_0 for field 1 times v_1 for field 0 = 2 * 3, times 2 * 3
    assertThat(ffm.predict(ROW, Trained.quiet()).keys().getFirst().values()).containsExactly(36f);
    assertThat(ffm.interaction(0, 1)).isEqualTo(6);
  }

  @Test
  void theFirstStepOfAdamMovesEveryWeightByItsRate() {
    // All weights 1, one factor: output 1 + 2 + 3 + 6 = 12, label 0. Every gradient is positive,
    // and
    // the first corrected step of Adam is rate * g / (|g| + eps), that is the rate of the group.
    Hyperparameters hp =
        Trained.hp(
            "num_factors",
            1,
            "bias_init_method",
            "constant",
            "bias_init_value",
            1,
            "linear_init_method",
            "constant",
            "linear_init_value",
            1,
            "factors_init_method",
            "constant",
            "factors_init_value",
            1,
            "bias_lr",
            0.25,
            "linear_lr",
            0.125,
            "factors_lr",
            0.0625);
    Weights weights = Trained.train(hp, new Batch(ROW, new float[1], 1), Trained.quiet()).weights;

    assertThat(weights.bias[0]).isCloseTo(0.75f, within(1e-6f));
    assertThat(weights.linear[0]).isCloseTo(0.875f, within(1e-6f));
    assertThat(weights.linear[1]).isCloseTo(0.875f, within(1e-6f));
    assertThat(weights.factors[0]).isCloseTo(0.9375f, within(1e-6f));
    assertThat(weights.factors[1]).isCloseTo(0.9375f, within(1e-6f));
  }

  @Test
  void gradientDescentMovesByTheGradientOfTheMeanLossAndTheDecay() {
    // One row, label 10, all weights 1: output 12, slope 2 * (12 - 10) = 4.
    // bias: 4; w: 4 * x = 8, 12; v_i: 4 * x_0 x_1 v_j = 24 for both. Decay adds 0.5 * 1 to each.
    Hyperparameters hp =
        Trained.hp(
            "num_factors",
            1,
            "orrery_optimizer",
            "sgd",
            "bias_init_method",
            "constant",
            "bias_init_value",
            1,
            "linear_init_method",
            "constant",
            "linear_init_value",
            1,
            "factors_init_method",
            "constant",
            "factors_init_value",
            1,
            "bias_lr",
            0.5,
            "linear_lr",
            0.25,
            "factors_lr",
            0.125,
            "bias_wd",
            0.5,
            "linear_wd",
            0.5,
            "factors_wd",
            0.5);
    Batch batch = new Batch(ROW, new float[] {10}, 1);
    Weights weights = Trained.train(hp, batch, Trained.quiet()).weights;

    assertThat(weights.bias[0]).isEqualTo(1 - 0.5f * 4.5f);
    assertThat(weights.linear).containsExactly(1 - 0.25f * 8.5f, 1 - 0.25f * 12.5f);
    assertThat(weights.factors).containsExactly(1 - 0.125f * 24.5f, 1 - 0.125f * 24.5f);

    Weights clipped =
        Trained.train(
                Trained.hp(
                    "num_factors",
                    1,
                    "orrery_optimizer",
                    "sgd",
                    "bias_init_method",
                    "constant",
                    "bias_init_value",
                    1,
                    "linear_init_method",
                    "constant",
                    "linear_init_value",
                    1,
                    "factors_init_method",
                    "constant",
                    "factors_init_value",
                    1,
                    "bias_lr",
                    0.5,
                    "linear_lr",
                    0.25,
                    "factors_lr",
                    0.125,
                    "bias_wd",
                    0,
                    "linear_wd",
                    0,
                    "factors_wd",
                    0,
                    "rescale_grad",
                    0.5,
                    "clip_gradient",
                    5),
                batch,
                Trained.quiet())
            .weights;
    // Halved: 2; 4, 6; 12, 12. Clipped to 5.
    assertThat(clipped.bias[0]).isEqualTo(0f);
    assertThat(clipped.linear).containsExactly(0f, -0.25f);
    assertThat(clipped.factors).containsExactly(1 - 0.125f * 5, 1 - 0.125f * 5);
  }

  @Test
  void alternatingLeastSquaresSetsEveryWeightToItsBestValue() {
    // One feature that is 1 or 2, labels 3 and 5: bias 1 and weight 2 leave no error.
    Batch batch = new Batch(new DenseMatrix(new float[] {1, 2}, 2, 1), new float[] {3, 5}, 1);
    Hyperparameters hp =
        Trained.hp(
            "feature_dim",
            1,
            "num_factors",
            1,
            "orrery_optimizer",
            "als",
            "bias_init_value",
            0,
            "bias_init_method",
            "constant",
            "linear_init_value",
            0,
            "linear_init_method",
            "constant",
            "factors_init_value",
            0,
            "factors_init_method",
            "constant",
            "bias_wd",
            0,
            "linear_wd",
            0,
            "factors_wd",
            0,
            "epochs",
            1);
    Weights one = Trained.train(hp, batch, Trained.quiet()).weights;
    // bias = mean of 3, 5 = 4; then errors -1, 1 and w = (-1*1 + 1*2) / (1 + 4) = 0.2
    assertThat(one.bias[0]).isEqualTo(4f);
    assertThat(one.linear[0]).isEqualTo(0.2f);

    Weights many =
        Trained.train(
                hp.with(FactorizationMachinesHyperparameters.EPOCHS, 300), batch, Trained.quiet())
            .weights;
    assertThat(many.bias[0]).isCloseTo(1f, within(1e-3f));
    assertThat(many.linear[0]).isCloseTo(2f, within(1e-3f));
  }
}
