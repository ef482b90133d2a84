package dev.orrery.tuning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the results of one study, also over the end of the process, so that a study that was
 * interrupted goes on where it was. Safe to use from several threads.
 */
public interface TrialLog {

  /** The result of a trial that has ended before, by {@link Trial#key}. */
  Optional<TrialResult> find(Trial trial);

  /** Keeps results, all of them or none, before it returns. */
  void add(List<TrialResult> results);

  /** One that forgets with the process. */
  static TrialLog inMemory() {
    Map<String, TrialResult> results = new ConcurrentHashMap<>();
    return new TrialLog() {
      @Override
      public Optional<TrialResult> find(Trial trial) {
        return Optional.ofNullable(results.get(trial.key()));
      }

      @Override
      public void add(List<TrialResult> ended) {
        ended.forEach(result -> results.put(result.trial().key(), result));
      }
    };
  }
}
