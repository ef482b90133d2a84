package dev.orrery.tuning.compare;

import dev.orrery.core.algorithm.Algorithm;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.hyperparameter.Hyperparameters;
import dev.orrery.training.Job;
import dev.orrery.tuning.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which trials are finished from one training. */
final class Groups {

  /**
   * Settings that one thread finishes from one state, so that there is work for all threads and a
   * stop loses little. No result depends on it.
   */
  private static final int MOST = 16;

  /**
   * Trials that share a training.
   *
   * @param trials the first is trained, and gives way to the next where it cannot be
   * @param approximate whether the state would be another one for some of them
   */
  record Group(List<Trial> trials, boolean approximate) {}

  private final Job job;
  private final boolean shareState;

  /**
   * @param job what the trials have in common
   * @param shareState whether states may be shared that training by itself would not come to
   */
  Groups(Job job, boolean shareState) {
    this.job = job;
    this.shareState = shareState;
  }

  /** The groups in order of their first trials. */
  List<Group> of(List<Trial> trials) {
    Map<String, List<Trial>> together = new LinkedHashMap<>();
    Map<Map<String, String>, Optional<Hyperparameters>> known = new LinkedHashMap<>();
    Map<Map<String, String>, String> keys = new LinkedHashMap<>();
    for (Trial trial : trials) {
      String key =
          keys.computeIfAbsent(
              trial.varied(),
              varied -> {
                Optional<Hyperparameters> values = known.computeIfAbsent(varied, this::values);
                return values.map(this::state).orElseGet(() -> "alone " + varied);
              });
      together
          .computeIfAbsent(
              key + " repetition=" + trial.repetition() + " fold=" + trial.fold(),
              _ -> new ArrayList<>())
          .add(trial);
    }
    List<Group> groups = new ArrayList<>();
    for (List<Trial> members : together.values()) {
      Set<String> shared =
          known
              .getOrDefault(members.getFirst().varied(), Optional.empty())
              .map(this::shared)
              .orElse(Set.of());
      boolean approximate = shared.stream().anyMatch(name -> differ(members, name));
      if (approximate) {
        members.sort(greatestFirst(shared));
        groups.add(new Group(List.copyOf(members), true));
        continue;
      }
      int parts = Math.ceilDiv(members.size(), MOST);
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) members.size() * part / parts);
        int to = (int) ((long) members.size() * (part + 1) / parts);
        groups.add(new Group(List.copyOf(members.subList(from, to)), false));
      }
    }
    return groups;
  }

  /** The values in force; empty where they do not go together. */
  private Optional<Hyperparameters> values(Map<String, String> varied) {
    Map<String, String> map = new LinkedHashMap<>(job.request().hyperparameters());
    String featureDim = job.algorithm().featureDim().name();
    map.put(featureDim, job.hyperparameters().asMap().get(featureDim));
    map.putAll(varied);
    try {
      return Optional.of(job.algorithm().hyperparameters().validate(map));
    } catch (CustomerError e) {
      return Optional.empty(); // the trial will say why
    }
  }

  /** What the state depends on. */
  private String state(Hyperparameters values) {
    Set<String> left = new TreeSet<>(shared(values));
    if (job.shards().size() == 1) {
      Algorithm<?, ?> algorithm = job.algorithm();
      left.addAll(
          algorithm.finishingHyperparameters(values, job.channel("validation").isPresent()));
    }
    Map<String, String> map = new TreeMap<>(values.asMap());
    map.keySet().removeAll(left);
    return left + " " + map;
  }

  private Set<String> shared(Hyperparameters values) {
    return shareState && job.shards().size() == 1
        ? job.algorithm().sharedStateHyperparameters(values)
        : Set.of();
  }

  private static boolean differ(List<Trial> trials, String name) {
    return trials.stream().map(trial -> trial.varied().getOrDefault(name, "")).distinct().count()
        > 1;
  }

  private static Comparator<Trial> greatestFirst(Set<String> names) {
    Comparator<Trial> order = Comparator.comparingInt(_ -> 0);
    for (String name : new TreeSet<>(names)) {
      order =
          order.thenComparingDouble(
              trial -> -Variation.number(trial.varied().getOrDefault(name, "0")));
    }
    return order;
  }
}
