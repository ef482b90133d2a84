package dev.orrery.training.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Each rule on losses just below its threshold, just above it, and where there is no number. */
class LossRulesTest {

  @Test
  void aLossMustBeLessByDiffPercentAfterNumSteps() throws IOException {
    String rule = "LossNotDecreasing:num_steps=2,diff_percent=10";
    assertThat(Play.of(rule).losses(100, 95, 90).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).losses(100, 95, 90.5).firedAt()).isEqualTo(2);
    assertThat(Play.of(rule).losses(100, 95).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).losses(100, 95, Double.NaN).firedAt()).isEqualTo(2);
    assertThat(Play.of(rule).losses(0, 0, 0).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).losses(-100, -105, -110).firedAt()).isEqualTo(-1);
  }

  @Test
  void itLooksEveryNumStepsAsTheDocumentationsExample() throws IOException {
    // Saved every third step, num_steps = 10: step 12 is held to 0, step 24 to 12.
    String rule = "LossNotDecreasing:num_steps=10,diff_percent=0";
    Play play = Play.of(rule);
    double[] losses = {9, 9, 9, 9, 8, 20, 20, 20, 8};
    for (int i = 0; i < losses.length; i++) {
      play.loss(3L * i, losses[i]).batch(0, 1).pass();
    }
    assertThat(play.firedAt()).isEqualTo(-1);
    play.loss(36, 8.5).batch(0, 1).pass();
    assertThat(play.firedAt()).isEqualTo(36);
  }

  @Test
  void anIncreaseBeyondItsThresholdIsToldAsSuch() throws IOException {
    Play play = Play.of("LossNotDecreasing:num_steps=1").losses(1, 1.2);
    assertThat(play.warnings).hasSize(1);
    assertThat(play.warnings.getFirst())
        .startsWith(
            "RuleEvaluationConditionMet: Evaluation of the rule LossNotDecreasing at step 1"
                + " resulted in the condition being met: loss is 1.2 after 1 at step 0, 20 % more,"
                + " beyond increase_threshold_percent = 5");
  }

  @Test
  void modesChooseTheLosses() throws IOException {
    for (String mode : new String[] {"TRAIN", "EVAL", "GLOBAL"}) {
      Play play = Play.of("LossNotDecreasing:num_steps=1,mode=" + mode);
      play.loss(0, 2).batch(0, 1).validation(0, 1).pass();
      play.loss(1, 1).batch(0, 1).validation(1, 3).pass();
      assertThat(play.firedAt()).as(mode).isEqualTo(mode.equals("TRAIN") ? -1 : 1);
    }
  }

  @Test
  void overfitComparesValidationWithTraining() throws IOException {
    assertThat(overfit("Overfit", 1, 1.09)).isEqualTo(-1);
    assertThat(overfit("Overfit", 1, 1.11)).isEqualTo(0);
    assertThat(overfit("Overfit", 1, Double.NaN)).isEqualTo(-1);
    assertThat(overfit("Overfit:ratio_threshold=0.2", 1, 1.19)).isEqualTo(-1);
    assertThat(overfit("Overfit:start_step=2", 1, 2, 1, 2, 1, 2)).isEqualTo(2);
    assertThat(overfit("Overfit:patience=2", 1, 2, 1, 1, 1, 2)).isEqualTo(-1);
    assertThat(overfit("Overfit:patience=2", 1, 2, 1, 2)).isEqualTo(1);
    assertThat(overfit("Overfit:tensor_regex=validation", 1, 2)).isEqualTo(-1);
  }

  /** Training and validation loss of each pass in turn. */
  private static long overfit(String rule, double... losses) throws IOException {
    Play play = Play.of(rule);
    for (int i = 0; i < losses.length; i += 2) {
      play.loss(i / 2, losses[i]).batch(0, 1).validation(i / 2, losses[i + 1]).pass();
    }
    return play.firedAt();
  }

  @Test
  void overtrainingWaitsForAnImprovementByDelta() throws IOException {
    String rule = "Overtraining:patience_train=2,delta=0.1";
    assertThat(Play.of(rule).losses(1, 0.95, 0.85).firedAt()).isEqualTo(-1);
    assertThat(Play.of(rule).losses(1, 0.95, 0.93).firedAt()).isEqualTo(2);
    assertThat(Play.of(rule).losses(1, 0.95, Double.NaN).firedAt()).isEqualTo(2);
    assertThat(Play.of(rule).losses(Double.NaN, 3, 2, 1).firedAt()).isEqualTo(-1);
    Play play = Play.of("Overtraining:patience_validation=1,delta=0");
    play.loss(0, 3).batch(0, 1).validation(0, 1).pass();
    play.loss(1, 2).batch(0, 1).validation(1, 1).pass();
    assertThat(play.firedAt()).isEqualTo(1);
  }
}
