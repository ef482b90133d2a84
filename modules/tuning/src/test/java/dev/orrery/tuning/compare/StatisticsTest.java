package dev.orrery.tuning.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orrery.core.metric.Metric.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Golden figures by scipy 1.17.1: stats.t, stats.f and stats.ttest_rel. */
class StatisticsTest {

  private static final double CLOSE = 1e-12;

  @Test
  void theDistributionsAreThoseOfScipy() {
    assertThat(Students.twoSided(2.5, 4)).isCloseTo(0.06676654481198814, within(CLOSE));
    assertThat(Students.twoSided(-0.3, 9)).isCloseTo(0.7709907037415248, within(CLOSE));
    assertThat(Students.quantile(0.05, 4)).isCloseTo(2.7764451051977934, within(1e-9));
    assertThat(Students.quantile(0.05, 1)).isCloseTo(12.706204736174694, within(1e-8));
    assertThat(Students.above(3.2, 3, 12)).isCloseTo(0.062277550565349664, within(CLOSE));
  }

  private static final double[] A = {10.1, 10.4, 9.9, 10.2, 10.6};
  private static final double[] B = {9.8, 9.9, 9.7, 10.1, 10.0};

  private static PairedTest test(int folds) {
    Grid grid = folds == 1 ? Results.grid(5, 1, "k=1..2") : Results.grid(1, folds, "k=1..2");
    Findings findings =
        Results.findings(
            grid,
            Direction.LOSS,
            t -> (Results.number(t, "k") == 1 ? A : B)[folds == 1 ? t.repetition() : t.fold()]);
    assertThat(findings.tests()).hasSize(1);
    return findings.tests().getFirst();
  }

  @Test
  void pairsOfSeedsAreTestedAsScipyDoes() {
    PairedTest test = test(1);
    assertThat(test.setting()).isEqualTo(1);
    assertThat(test.best()).isEqualTo(2);
    assertThat(test.pairs()).isEqualTo(5);
    assertThat(test.difference()).isCloseTo(0.34, within(CLOSE));
    assertThat(test.p()).isCloseTo(0.021460634376892267, within(CLOSE));
    assertThat(test.low()).isCloseTo(0.08252307320709229, within(1e-9));
    assertThat(test.high()).isCloseTo(0.5974769267929074, within(1e-9));
  }

  @Test
  void foldsHaveTheCorrectedVariance() {
    PairedTest test = test(5);
    assertThat(test.p()).isCloseTo(0.07088603595408494, within(CLOSE));
    assertThat(test.high() - test.difference()).isCloseTo(0.38621538918936135, within(1e-6));
  }

  @Test
  void holmAdjustsStepByStep() {
    List<PairedTest> tests = new ArrayList<>();
    double[] p = {0.01, Double.NaN, 0.04, 0.03, 0.005};
    for (int i = 0; i < p.length; i++) {
      tests.add(new PairedTest(i, 9, 5, 1, 0, 2, p[i]));
    }
    List<PairedTest> adjusted = PairedTest.adjusted(tests);
    // 0.005 * 4, 0.01 * 3, 0.03 * 2, then 0.04 * 1 raised to what came before
    double[] expected = {0.03, Double.NaN, 0.06, 0.06, 0.02};
    for (int i = 0; i < p.length; i++) {
      assertThat(adjusted.get(i).p()).isCloseTo(expected[i], within(CLOSE));
    }
  }

  @Test
  void differencesThatDoNotVaryHaveNoTest() {
    Findings same = Results.findings(Results.grid(4, 1, "k=1..2"), Direction.LOSS, t -> 3);
    assertThat(same.tests().getFirst().p()).isEqualTo(1);
    Findings fixed =
        Results.findings(Results.grid(4, 1, "k=1..2"), Direction.LOSS, t -> Results.number(t, "k"));
    assertThat(fixed.tests().getFirst().p()).isNaN();
    assertThat(fixed.tests().getFirst().difference()).isEqualTo(1);
  }

  /** Two values of k by three of rate with two seeds each, worked with numpy. */
  private static final double[][][] Y = {{{3, 4}, {5, 6}, {9, 9}}, {{2, 2}, {6, 7}, {14, 12}}};

  @Test
  void theAnalysisOfVarianceIsThatOfNumpy() {
    Findings findings =
        Results.findings(
            Results.grid(2, 1, "k=1..2", "rate=1,2,3"),
            Direction.SCORE,
            t ->
                Y[(int) Results.number(t, "k") - 1][(int) Results.number(t, "rate") - 1][
                    t.repetition()]);
    Importance importance = findings.importance();
    assertThat(importance.shares()).extracting(Importance.Share::name).containsExactly("rate", "k");
    Importance.Share rate = importance.shares().get(0);
    Importance.Share k = importance.shares().get(1);
    assertThat(rate.share()).isCloseTo(0.8586224754013464, within(CLOSE));
    assertThat(k.share()).isCloseTo(0.025375453133091676, within(CLOSE));
    assertThat(importance.interactions()).isCloseTo(0.09425168306576907, within(CLOSE));
    assertThat(importance.chance()).isCloseTo(0.021750388399792858, within(CLOSE));
    assertThat(k.p()).isCloseTo(0.05832930280626257, within(1e-9));
    assertThat(rate.p()).isCloseTo(9.046408494881471e-05, within(1e-9));
  }

  @Test
  void theForestFindsWhatMatters() {
    List<Map<String, String>> values = new ArrayList<>();
    double[] y = new double[200];
    for (int i = 0; i < y.length; i++) {
      double a = i * 7919 % 200 / 200.0;
      double b = i * 104729 % 199 / 199.0;
      Map<String, String> setting = new LinkedHashMap<>();
      setting.put("a", Double.toString(a));
      setting.put("b", Double.toString(b));
      setting.put("word", i % 3 == 0 ? "x" : "y");
      setting.put("idle", Integer.toString(i * 31 % 17));
      values.add(setting);
      y[i] = 10 * a + (i % 3 == 0 ? 4 : 0);
    }
    Importance importance = Importance.ofPoints(List.of("idle", "a", "b", "word"), values, y);
    assertThat(importance.shares()).extracting(Importance.Share::name).startsWith("a", "word");
    // Variances: 100 / 12 of a, 16 * 2 / 9 of word.
    assertThat(importance.shares().get(0).share()).isBetween(0.55, 0.8);
    assertThat(importance.shares().get(1).share()).isBetween(0.2, 0.4);
    assertThat(importance.shares().get(2).share()).isLessThan(0.03);
    assertThat(Importance.ofPoints(List.of("idle", "a", "b", "word"), values, y))
        .isEqualTo(importance);
    assertThat(Importance.ofPoints(List.of("a"), values.subList(0, 3), new double[] {1, 2, 3}))
        .extracting(i -> i.shares().getFirst().share())
        .isEqualTo(Double.NaN);
  }

  @Test
  void meansLeaveOutWhatIsNotANumber() {
    Grid grid = Results.grid(4, 1, "k=1");
    double[] values = {1, Double.NaN, 3, Double.POSITIVE_INFINITY};
    Setting setting =
        Results.findings(grid, Direction.LOSS, t -> values[t.repetition()]).settings().getFirst();
    assertThat(setting.mean("test:m")).isEqualTo(2);
    assertThat(setting.deviation("test:m")).isCloseTo(Math.sqrt(2), within(CLOSE));
    assertThat(setting.without("test:m")).isEqualTo(2);
    assertThat(setting.mean("other")).isNaN();
  }
}
