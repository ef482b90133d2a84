package dev.orrery.tuning.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.core.metric.Metric.Direction;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said is so, in easy and in hard cases. */
class AnswerTest {

  /** A small noise that differs between seeds and settings, and sums to little. */
  private static double noise(Trial trial) {
    int mixed = (trial.repetition() * 31 + trial.varied().hashCode()) * 0x9E3779B1;
    return 0.01 * ((mixed >>> 24) / 128.0 - 1);
  }

  @Test
  void aFallingLossIsToldWithItsEnds() {
    Findings findings =
        Results.findings(
            Results.grid(5, 1, "k=2..6"),
            Direction.LOSS,
            t -> 100 / Results.number(t, "k") + noise(t));
    assertThat(findings.best().orElseThrow().number()).isEqualTo(5);
    assertThat(findings.answer().get(0))
        .startsWith("test:m falls from ")
        .contains(" at k=2 to ")
        .endsWith(" at 6; that is more than chance (p < 0.001).");
    assertThat(findings.answer())
        .anyMatch(
            s ->
                s.startsWith(
                    "k explains more than 99.9 % of the variance of test:m, seeds less than 0.1 %"));
    assertThat(findings.answer())
        .contains(
            "It is better than every other setting beyond chance (p < 0.05, paired t test, adjusted for 4 settings).",
            "The best k, 6, is the greatest that was tried; a wider range may do better still.");
  }

  @Test
  void moreIsBetterForAScore() {
    Findings findings =
        Results.findings(
            Results.grid(3, 1, "rate=0.1,1,10,100", "method=random,kmeans++"),
            Direction.SCORE,
            t -> (t.varied().get("rate").equals("1") ? 0.9 : 0.5) + noise(t) / 10);
    assertThat(findings.best().orElseThrow().values()).containsEntry("rate", "1");
    assertThat(findings.answer().getFirst())
        .contains("is least at rate=")
        .contains("greatest at 1 (0.9")
        .contains("on average over the other settings");
    assertThat(findings.answer()).anyMatch(s -> s.startsWith("The highest mean of test:m, 0.9"));
    assertThat(findings.answer()).noneMatch(s -> s.startsWith("The best rate"));
  }

  @Test
  void noiseIsNotCalledAnEffect() {
    Findings findings =
        Results.findings(
            Results.grid(6, 1, "method=random,kmeans++"),
            Direction.LOSS,
            t -> 5 + ((t.repetition() * 5 + (t.varied().containsValue("random") ? 0 : 3)) % 7));
    assertThat(findings.answer().getFirst()).contains("no more than chance would do (p = ");
    assertThat(String.join(" ", findings.answer())).contains("not distinguishable");
  }

  @Test
  void oneSettingIsNotCompared() {
    Findings findings =
        Results.findings(Results.grid(3, 1, "k=4"), Direction.LOSS, t -> t.repetition());
    assertThat(findings.answer())
        .containsExactly(
            "k=4: test:m is 1 +- 1 over 3 seeds. It is the only setting with a figure, so nothing is compared.");
  }

  @Test
  void equalSettingsHaveNoBest() {
    Findings findings = Results.findings(Results.grid(2, 1, "k=1..3"), Direction.LOSS, t -> 7.5);
    assertThat(findings.answer())
        .contains(
            "k makes no difference: test:m is 7.5 for all of its values.",
            "All 3 settings have the same test:m, 7.5; none is better than another.")
        .noneMatch(s -> s.contains("NaN") || s.contains("explains"));
  }

  @Test
  void withoutRepetitionThereIsNoTestAndItSaysWhy() {
    Findings findings =
        Results.findings(Results.grid(1, 1, "k=1..3"), Direction.LOSS, t -> Results.number(t, "k"));
    assertThat(findings.answer())
        .contains(
            "test:m rises from 1 at k=1 to 3 at 3.",
            "Each setting was trained once, so no test can tell a difference from chance; --repeat 5 or --folds 5 would.")
        .noneMatch(s -> s.contains("p <") || s.contains("p >"));
  }

  @Test
  void anAlgorithmWithoutChanceSaysSo() {
    Findings findings =
        Results.findings(Results.grid(3, 1, "k=1..3"), Direction.LOSS, t -> Results.number(t, "k"));
    assertThat(findings.answer())
        .contains(
            "Every seed gave the same differences between the settings, so there is no chance in them to test against; --folds 5 would tell of other rows.");
  }

  @Test
  void aFigureHasNoBest() {
    Findings findings =
        Results.findings(
            Results.grid(2, 1, "k=1..3"), Direction.FIGURE, t -> Results.number(t, "k"));
    assertThat(findings.best()).isEmpty();
    assertThat(findings.tests()).isEmpty();
    assertThat(findings.answer())
        .contains(
            "Neither less nor more of test:m is better, so no setting is called the best; --metric chooses another.");
  }

  @Test
  void failuresAreToldAndLeaveTheBestToOthers() {
    Grid grid = Results.grid(2, 1, "k=1..4");
    List<TrialResult> results =
        grid.trials().stream()
            .map(
                t ->
                    t.varied().get("k").equals("4") && t.repetition() == 1
                        ? Results.failed(t, "k is 4, but there are 3 rows.")
                        : Results.of(
                            t, 10 - Results.number(t, "k") + t.repetition(), Direction.LOSS))
            .toList();
    Findings findings = Results.findings(grid, results, Direction.LOSS);
    assertThat(findings.best().orElseThrow().number()).isEqualTo(3);
    assertThat(findings.answer().getLast())
        .isEqualTo(
            "1 training of 1 setting failed and is left out of the means; the first, {k=4}: k is 4, but there are 3 rows.");
  }

  @Test
  void whereNothingWasMeasuredThatIsTheAnswer() {
    Grid grid = Results.grid(2, 1, "k=1..2");
    List<TrialResult> failed = grid.trials().stream().map(t -> Results.failed(t, "no")).toList();
    assertThat(Results.findings(grid, failed, Direction.LOSS).answer())
        .containsExactly(
            "No training came to a finite test:m, so nothing can be compared.",
            "4 trainings of 2 settings failed and are left out of the means; the first, {k=1}: no.");
    assertThat(Results.findings(grid, Direction.LOSS, t -> Double.NaN).answer())
        .containsExactly(
            "No training came to a finite test:m, so nothing can be compared.",
            "4 completed trainings came to no finite test:m and are left out of the means.");
  }

  @Test
  void divergingSettingsAreCountedAndDoNotWin() {
    Findings findings =
        Results.findings(
            Results.grid(3, 1, "rate=0.1,1,10"),
            Direction.LOSS,
            t ->
                t.varied().get("rate").equals("10")
                    ? t.repetition() == 0 ? 0.001 : Double.NaN
                    : Results.number(t, "rate") + noise(t));
    assertThat(findings.best().orElseThrow().values()).containsEntry("rate", "0.1");
    assertThat(findings.answer())
        .anyMatch(
            s ->
                s.startsWith(
                    "The lowest mean of test:m among settings whose trainings all came to a figure, 0."))
        .contains(
            "1 setting has a better mean, but not of all trainings, so it is not called the best.",
            "It is better than the other setting beyond chance (p < 0.05, paired t test).");
    assertThat(findings.answer().getLast())
        .isEqualTo("2 completed trainings came to no finite test:m and are left out of the means.");
  }

  @Test
  void foldsAreCalledFolds() {
    Findings findings =
        Results.findings(
            Results.grid(1, 4, "k=1..2"),
            Direction.LOSS,
            t -> Results.number(t, "k") * 2 + t.fold() % 3);
    assertThat(String.join(" ", findings.answer())).contains("over 4 folds").contains(", folds ");
  }

  @Test
  void numbersAreShort() {
    assertThat(Figures.text(620.3456)).isEqualTo("620.3");
    assertThat(Figures.text(1180234.7)).isEqualTo("1180235");
    assertThat(Figures.text(-0.5)).isEqualTo("-0.5");
    assertThat(Figures.text(1e-7)).isEqualTo("1e-7");
    assertThat(Figures.text(2.5e12)).isEqualTo("2.5e12");
    assertThat(Figures.text(0)).isEqualTo("0");
    assertThat(Figures.text(Double.NaN)).isEqualTo("NaN");
    assertThat(Figures.percent(0.0001)).isEqualTo("less than 0.1 %");
    assertThat(Figures.percent(0.995)).isEqualTo("99.5 %");
    assertThat(Figures.list(List.of("1", "2", "3"))).isEqualTo("1, 2 and 3");
  }
}
