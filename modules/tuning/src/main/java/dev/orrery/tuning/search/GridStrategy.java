package dev.orrery.tuning.search;

import dev.orrery.core.error.CustomerError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every combination of categorical values once, the last parameter changing fastest (spec B1). */
public final class GridStrategy implements Strategy {

  private final SearchSpace space;

  /**
   * A grid over a space.
   *
   * @throws CustomerError when a parameter is not categorical
   */
  public GridStrategy(SearchSpace space) {
    for (Parameter parameter : space.parameters()) {
      if (!(parameter instanceof Parameter.Categorical)) {
        throw new CustomerError(
            "The Grid strategy takes categorical parameters only, and '"
                + parameter.name()
                + "' has a range of numbers; list its values, or choose Random or Bayesian",
            "Strategy");
      }
    }
    this.space = space;
  }

  /** Number of combinations. */
  public double combinations() {
    return space.count();
  }

  @Override
  public Optional<Map<String, String>> propose(
      List<Observation> history, List<Map<String, String>> pending) {
    long number = history.size() + pending.size();
    if (number >= combinations()) {
      return Optional.empty();
    }
    Map<String, String> reversed = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters().reversed()) {
      List<String> values = ((Parameter.Categorical) parameter).values();
      reversed.put(parameter.name(), values.get((int) (number % values.size())));
      number /= values.size();
    }
    Map<String, String> setting = new LinkedHashMap<>();
    space.parameters().forEach(p -> setting.put(p.name(), reversed.get(p.name())));
    return Optional.of(setting);
  }
}
