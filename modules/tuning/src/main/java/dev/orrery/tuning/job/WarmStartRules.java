package dev.orrery.tuning.job;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.search.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What may differ between a tuning job and those that it learns from (spec services.md B5). */
public final class WarmStartRules {

  private static final int MOST_PARENTS = 5;
  private static final int MOST_CHANGES = 10;
  private static final int MOST_JOBS = 750;
  private static final Set<String> TERMINAL = Set.of("Completed", "Stopped", "Failed");

  private WarmStartRules() {}

  /**
   * Checks the parents of a definition.
   *
   * @param algorithm name of the algorithm
   * @param data SHA-256 of the training data
   * @throws CustomerError for the first rule that is broken
   */
  public static void check(
      TuningDefinition definition, String algorithm, String data, List<ParentJob> parents) {
    TuningDefinition.WarmStart warmStart = definition.warmStart().orElseThrow();
    if (parents.isEmpty() || parents.size() > MOST_PARENTS) {
      throw broken(
          Text.format("it has %d parents; expected 1 to %d", parents.size(), MOST_PARENTS));
    }
    int jobs = definition.limits().jobs().orElse(0);
    for (ParentJob parent : parents) {
      check(definition, parent);
      if (!parent.algorithm().equals(algorithm)) {
        throw broken(
            Text.format(
                "'%s' tuned %s, not %s",
                parent.definition().name(), parent.algorithm(), algorithm));
      }
      if (warmStart.sameData() && !parent.data().equals(data)) {
        throw broken(
            Text.format(
                "'%s' was trained on other data, which IdenticalDataAndAlgorithm does not allow; TransferLearning does",
                parent.definition().name()));
      }
      jobs += parent.results().size();
    }
    if (jobs > MOST_JOBS) {
      throw broken(
          Text.format(
              "the training jobs of its parents count, and together they are %d; expected at most %d",
              jobs, MOST_JOBS));
    }
  }

  private static void check(TuningDefinition definition, ParentJob job) {
    TuningDefinition parent = job.definition();
    if (!TERMINAL.contains(job.status())) {
      throw broken(
          Text.format(
              "'%s' is %s; expected Completed, Stopped or Failed", parent.name(), job.status()));
    }
    if (!parent.objective().equals(definition.objective())) {
      throw broken(
          Text.format(
              "the objective of '%s' is %s, not %s",
              parent.name(), parent.objective(), definition.objective()));
    }
    Set<String> before = names(parent);
    Set<String> now = names(definition);
    if (before.size() != now.size()) {
      throw broken(
          Text.format(
              "'%s' has %d hyperparameters (%s), and this one %d (%s); expected the same number, static and tuned together",
              parent.name(),
              before.size(),
              String.join(", ", before),
              now.size(),
              String.join(", ", now)));
    }
    checkTypes(definition, parent);
    checkChanges(definition, parent);
  }

  private static void checkTypes(TuningDefinition definition, TuningDefinition parent) {
    Map<String, Parameter> before = new LinkedHashMap<>();
    parent.parameters().forEach(parameter -> before.put(parameter.name(), parameter));
    for (Parameter parameter : definition.parameters()) {
      Parameter earlier = before.get(parameter.name());
      if (earlier != null && earlier.getClass() != parameter.getClass()) {
        throw broken(
            Text.format(
                "the type of '%s' is another than in '%s'", parameter.name(), parent.name()));
      }
    }
  }

  private static void checkChanges(TuningDefinition definition, TuningDefinition parent) {
    long changes =
        parent.parameters().stream()
            .filter(parameter -> definition.fixed().containsKey(parameter.name()))
            .count();
    changes +=
        parent.fixed().entrySet().stream()
            .filter(fixed -> definition.fixed().containsKey(fixed.getKey()))
            .filter(fixed -> !definition.fixed().get(fixed.getKey()).equals(fixed.getValue()))
            .count();
    if (changes > MOST_CHANGES) {
      throw broken(
          Text.format(
              "%d hyperparameters became static or have another static value than in '%s'; expected at most %d",
              changes, parent.name(), MOST_CHANGES));
    }
  }

  private static Set<String> names(TuningDefinition definition) {
    Set<String> names = new TreeSet<>(definition.fixed().keySet());
    definition.parameters().forEach(parameter -> names.add(parameter.name()));
    return names;
  }

  private static CustomerError broken(String how) {
    return new CustomerError("The tuning job cannot begin warm: " + how, "WarmStartConfig");
  }
}
