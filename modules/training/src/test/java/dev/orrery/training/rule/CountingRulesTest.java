package dev.orrery.training.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingRulesTest {

  private static Play passes(String rule, int passes, float[] labels, float[] said)
      throws IOException {
    Play play = Play.of(rule);
    for (int pass = 0; pass < passes; pass++) {
      play.rows(pass, labels, said).batch(0, labels.length).pass();
    }
    return play;
  }

  private static float[] of(int zeros, int ones) {
    float[] values = new float[zeros + ones];
    for (int i = zeros; i < values.length; i++) {
      values[i] = 1;
    }
    return values;
  }

  @Test
  void classesMayDifferByTheThreshold() throws IOException {
    String rule = "ClassImbalance:samples=10";
    assertThat(passes(rule, 1, of(100, 10), of(100, 10)).firedAt()).isEqualTo(-1);
    assertThat(passes(rule, 1, of(101, 10), of(101, 10)).firedAt()).isEqualTo(0);
    assertThat(passes("ClassImbalance", 1, of(101, 10), of(101, 10)).firedAt()).isEqualTo(-1);
    assertThat(passes("ClassImbalance", 5, of(101, 10), of(101, 10)).firedAt()).isEqualTo(4);
  }

  @Test
  void mispredictionsAreJudgedFromTheSecondPass() throws IOException {
    String rule = "ClassImbalance:samples=10";
    assertThat(passes(rule, 2, of(10, 10), of(17, 3)).firedAt()).isEqualTo(-1);
    assertThat(passes(rule, 2, of(10, 10), of(18, 2)).firedAt()).isEqualTo(1);
    assertThat(passes(rule + ",start_step=0", 1, of(10, 10), of(18, 2)).firedAt()).isEqualTo(0);
  }

  @Test
  void confusionHoldsTheColumnsToBothThresholds() throws IOException {
    String rule = "Confusion:start_step=0,";
    // 10 of class 0 and 10 of class 1; 11 are called 0, of which 10 are.
    float[] labels = of(10, 10);
    float[] said = of(11, 9);
    assertThat(passes(rule + "min_diag=0.9", 1, labels, said).firedAt()).isEqualTo(0 - 1);
    assertThat(passes(rule + "min_diag=0.91", 1, labels, said).firedAt()).isEqualTo(0);
    assertThat(passes(rule + "min_diag=0.1,max_off_diag=0.091", 1, labels, said).firedAt())
        .isEqualTo(-1);
    assertThat(passes(rule + "min_diag=0.1,max_off_diag=0.09", 1, labels, said).firedAt())
        .isEqualTo(0);
  }

  @Test
  void aClassThatIsNeverSaidIsConfused() throws IOException {
    float[] labels = of(19, 1);
    Play play = passes("Confusion:start_step=0,min_diag=0.5", 1, labels, of(20, 0));
    assertThat(play.firedAt()).isEqualTo(0);
    assertThat(play.warnings.getFirst()).contains("of 0 rows that were called class 1");
  }

  @Test
  void withAnIntervalTheMiniBatchesItNamesAreJudgedForThemselves() throws IOException {
    Play play = new Play(9, 2L, List.of(), Path.of("."), "Confusion:start_step=0,min_diag=0.9");
    play.rows(0, of(5, 5), of(5, 5)).batch(0, 10);
    play.rows(1, of(5, 5), of(0, 10)).batch(0, 10);
    assertThat(play.firedAt()).isEqualTo(-1);
    play.rows(2, of(5, 5), of(0, 10)).batch(0, 10);
    assertThat(play.firedAt()).isEqualTo(2);
  }
}
