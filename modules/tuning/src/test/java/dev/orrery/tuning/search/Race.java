package dev.orrery.tuning.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Bayesian against random search: who needs how many evaluations for the same result. */
final class Race {

  static final int RANDOM = 60;
  static final int MOST = 60;

  private Race() {}

  /** The evaluations after which the Bayesian search has reached random search's best of 60. */
  static int evaluations(TestFunction function, long seed) {
    double goal = Double.POSITIVE_INFINITY;
    RandomStrategy draws = new RandomStrategy(function.space, seed);
    for (int i = 0; i < RANDOM; i++) {
      double value = function.at(draws.draw(i), seed + 1000, i);
      goal = value < goal ? value : goal;
    }
    Strategy bayesian = new BayesianStrategy(function.space, seed);
    List<Observation> history = new ArrayList<>();
    while (history.size() < MOST) {
      Map<String, String> setting = bayesian.propose(history, List.of()).orElseThrow();
      double value = function.at(setting, seed, history.size());
      history.add(new Observation(setting, value));
      if (value <= goal) {
        break;
      }
    }
    return history.size();
  }

  /** The evaluations of each of some repetitions, sorted. */
  static int[] sorted(TestFunction function, int repetitions) {
    return IntStream.range(0, repetitions)
        .map(seed -> evaluations(function, seed))
        .sorted()
        .toArray();
  }
}
