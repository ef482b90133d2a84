package dev.orrery.tuning.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrategyTest {

  private static final SearchSpace GRID =
      SearchSpace.of(
          new Parameter.Categorical("a", List.of("1", "2", "3")),
          new Parameter.Categorical("b", List.of("x", "y")));

  @Test
  void gridHasEveryCombinationOnce() {
    GridStrategy grid = new GridStrategy(GRID);
    List<Observation> history = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    Optional<Map<String, String>> next = grid.propose(history, List.of());
    while (next.isPresent()) {
      seen.add(next.get().get("a") + next.get().get("b"));
      history.add(new Observation(next.get(), 1));
      next = grid.propose(history, List.of());
    }
    assertThat(seen).containsExactly("1x", "1y", "2x", "2y", "3x", "3y");
  }

  @Test
  void gridTakesCategoricalParametersOnly() {
    assertThatThrownBy(() -> new GridStrategy(TestFunction.BRANIN.space))
        .hasMessageContaining("categorical parameters only, and 'x' has a range of numbers");
  }

  @Test
  void randomDrawsDependOnSeedAndNumberAlone() {
    SearchSpace space = TestFunction.MIXED.space;
    RandomStrategy random = new RandomStrategy(space, 7);
    Map<String, String> fifth = random.draw(5);
    Observation seen = new Observation(random.draw(0), 3);
    assertThat(random.propose(List.of(seen, seen, seen), List.of(fifth, fifth))).contains(fifth);
    assertThat(random.propose(List.of(), List.of(fifth, fifth, fifth, fifth, fifth)))
        .contains(fifth);
    assertThat(new RandomStrategy(space, 8).draw(5)).isNotEqualTo(fifth);
  }

  @Test
  void bayesianAnswersTheSameToTheSame() {
    List<Observation> history = history(TestFunction.MIXED, 9);
    Optional<Map<String, String>> one =
        new BayesianStrategy(TestFunction.MIXED.space, 4).propose(history, List.of());
    assertThat(new BayesianStrategy(TestFunction.MIXED.space, 4).propose(history, List.of()))
        .isEqualTo(one);
  }

  @Test
  void bayesianKeepsAwayFromWhatIsPending() {
    SearchSpace space = TestFunction.BRANIN.space;
    BayesianStrategy strategy = new BayesianStrategy(space, 1);
    List<Observation> history = history(TestFunction.BRANIN, 12);
    List<Map<String, String>> pending = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pending.add(strategy.propose(history, pending).orElseThrow());
    }
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < a; b++) {
        double[] one = space.position(pending.get(a));
        double[] other = space.position(pending.get(b));
        assertThat(Math.hypot(one[0] - other[0], one[1] - other[1])).isGreaterThan(0.01);
      }
    }
  }

  @Test
  void bayesianNeverTriesTheSameTwiceAndEndsWhenAllIsTried() {
    BayesianStrategy strategy = new BayesianStrategy(GRID, 2);
    List<Observation> history = new ArrayList<>();
    Optional<Map<String, String>> next = strategy.propose(history, List.of());
    while (next.isPresent()) {
      history.add(new Observation(next.get(), Double.parseDouble(next.get().get("a"))));
      next = strategy.propose(history, List.of());
    }
    assertThat(history).hasSize(6);
    assertThat(new HashSet<>(history.stream().map(Observation::setting).toList())).hasSize(6);
  }

  @Test
  void failuresCountAsTheWorst() {
    SearchSpace space = SearchSpace.of(new Parameter.Continuous("x", 0, 1, Scaling.LINEAR));
    List<Observation> history = new ArrayList<>();
    BayesianStrategy strategy = new BayesianStrategy(space, 0);
    for (int i = 0; i < 20; i++) {
      Map<String, String> setting = strategy.propose(history, List.of()).orElseThrow();
      double x = Double.parseDouble(setting.get("x"));
      history.add(new Observation(setting, x > 0.6 ? Double.NaN : (x - 0.3) * (x - 0.3)));
    }
    assertThat(history.stream().filter(o -> Double.isNaN(o.loss())).count()).isLessThan(8);
    assertThat(history.stream().mapToDouble(Observation::loss).filter(l -> l < 1e-4).count())
        .isPositive();
  }

  @Test
  void nothingButFailuresIsSearchedOn() {
    List<Observation> history =
        history(TestFunction.BRANIN, 8).stream()
            .map(o -> new Observation(o.setting(), Double.NaN))
            .toList();
    assertThat(new BayesianStrategy(TestFunction.BRANIN.space, 0).propose(history, List.of()))
        .isPresent();
  }

  @Test
  void anEarlierSearchOfTheSameFunctionCounts() {
    List<Observation> before = history(TestFunction.BRANIN, 25);
    BayesianStrategy warm =
        new BayesianStrategy(
            TestFunction.BRANIN.space, 5, List.of(new BayesianStrategy.Earlier(before, true)));
    assertThat(bestOf(warm, TestFunction.BRANIN, 6)).isLessThan(best(before));
  }

  @Test
  void anEarlierSearchOfAnotherFunctionIsTriedFirstAtItsBest() {
    List<Observation> before =
        history(TestFunction.BRANIN, 25).stream()
            .map(o -> new Observation(o.setting(), 1000 * o.loss() + 5))
            .toList();
    BayesianStrategy warm =
        new BayesianStrategy(
            TestFunction.BRANIN.space, 5, List.of(new BayesianStrategy.Earlier(before, false)));
    Map<String, String> first = warm.propose(List.of(), List.of()).orElseThrow();
    Map<String, String> best =
        before.stream().min((a, b) -> Double.compare(a.loss(), b.loss())).orElseThrow().setting();
    first.forEach(
        (name, value) ->
            assertThat(Double.parseDouble(value))
                .isCloseTo(Double.parseDouble(best.get(name)), within(1e-9)));
    double bestBefore = (best(before) - 5) / 1000;
    assertThat(bestOf(warm, TestFunction.BRANIN, 8)).isLessThan(bestBefore);
  }

  @Test
  void outputScaleBendsHugeLossesAndKeepsTheOrder() {
    double[] losses = {1, 1.1, 1.3, 1.2, 1.05, 900, 30_000, 1.4};
    double[] scaled = OutputScale.of(losses);
    for (int a = 0; a < losses.length; a++) {
      for (int b = 0; b < losses.length; b++) {
        assertThat(scaled[a] < scaled[b]).isEqualTo(losses[a] < losses[b]);
      }
    }
    assertThat(OutputScale.bend(0.7, 1)).isCloseTo(0.7, within(1e-12));
    assertThat(OutputScale.bend(-0.7, 1)).isCloseTo(-0.7, within(1e-12));
    assertThat(OutputScale.bend(3, 0)).isCloseTo(Math.log(4), within(1e-12));
    assertThat(OutputScale.of(new double[] {2, 2, 2})).containsOnly(0);
  }

  /** A proposal takes well under a second when a hundred settings have come out. */
  @Test
  void proposesQuicklyAfterAHundred() {
    List<Observation> history = history(TestFunction.HARTMANN6, 100);
    BayesianStrategy strategy = new BayesianStrategy(TestFunction.HARTMANN6.space, 3);
    strategy.propose(history, List.of());
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long began = clock.getCurrentThreadCpuTime();
    strategy.propose(history, List.of());
    assertThat((clock.getCurrentThreadCpuTime() - began) / 1e9).isLessThan(0.5);
  }

  private static double best(List<Observation> observations) {
    return observations.stream().mapToDouble(Observation::loss).min().orElseThrow();
  }

  private static double bestOf(Strategy strategy, TestFunction function, int proposals) {
    List<Observation> own = new ArrayList<>();
    for (int i = 0; i < proposals; i++) {
      Map<String, String> setting = strategy.propose(own, List.of()).orElseThrow();
      own.add(new Observation(setting, function.at(setting, 0, i)));
    }
    return best(own);
  }

  private static List<Observation> history(TestFunction function, int n) {
    RandomStrategy random = new RandomStrategy(function.space, 11);
    List<Observation> history = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      history.add(new Observation(random.draw(i), function.at(random.draw(i), 0, i)));
    }
    return history;
  }
}
