package dev.orrery.tuning.job;

import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.search.BayesianStrategy;
import dev.orrery.tuning.search.GridStrategy;
import dev.orrery.tuning.search.Observation;
import dev.orrery.tuning.search.RandomStrategy;
import dev.orrery.tuning.search.SearchSpace;
import dev.orrery.tuning.search.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The strategies that ask for one setting after the other, with what earlier jobs taught. */
final class Strategies {

  private Strategies() {}

  /** The strategy of a definition. */
  static Strategy of(TuningDefinition definition, List<ParentJob> parents, Objective objective) {
    SearchSpace space = new SearchSpace(definition.parameters());
    return switch (definition.strategy()) {
      case GRID -> new GridStrategy(space);
      case RANDOM -> new RandomStrategy(space, definition.seed());
      case BAYESIAN ->
          new BayesianStrategy(
              space,
              definition.seed(),
              parents.stream()
                  .map(
                      parent ->
                          new BayesianStrategy.Earlier(
                              observations(parent, space, objective),
                              definition.warmStart().orElseThrow().sameData()))
                  .toList());
      case HYPERBAND -> throw new IllegalArgumentException("asks for whole brackets");
    };
  }

  /**
   * What a parent came to within this space. A hyperparameter that it did not tune has the value in
   * force there.
   */
  private static List<Observation> observations(
      ParentJob parent, SearchSpace space, Objective objective) {
    List<Observation> observations = new ArrayList<>();
    for (TrialResult result : parent.results()) {
      Map<String, String> all = new LinkedHashMap<>(parent.definition().fixed());
      all.putAll(result.hyperparameters());
      all.putAll(result.trial().varied());
      Map<String, String> setting = new LinkedHashMap<>();
      space.parameters().stream()
          .filter(parameter -> all.containsKey(parameter.name()))
          .forEach(parameter -> setting.put(parameter.name(), all.get(parameter.name())));
      if (space.contains(setting)) {
        double value = result.status().equals("Failed") ? Double.NaN : objective.of(result);
        observations.add(new Observation(setting, objective.loss(value)));
      }
    }
    return observations;
  }
}
