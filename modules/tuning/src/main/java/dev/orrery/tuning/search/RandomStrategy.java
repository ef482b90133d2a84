package dev.orrery.tuning.search;

import dev.orrery.core.run.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Independent draws (Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR
 * 13, 2012). The draw of a number depends on the seed alone, whatever runs beside it.
 */
public final class RandomStrategy implements Strategy {

  private final SearchSpace space;
  private final RandomStreams random;

  /** Draws over a space. */
  public RandomStrategy(SearchSpace space, long seed) {
    this.space = space;
    this.random = new RandomStreams(seed);
  }

  /** The draw of a number, from 0. */
  public Map<String, String> draw(int number) {
    return space.draw(random.stream("tuning.random", number));
  }

  @Override
  public Optional<Map<String, String>> propose(
      List<Observation> history, List<Map<String, String>> pending) {
    return Optional.of(draw(history.size() + pending.size()));
  }
}
