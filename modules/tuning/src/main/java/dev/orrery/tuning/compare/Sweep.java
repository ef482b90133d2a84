package dev.orrery.tuning.compare;

import dev.orrery.core.event.EventListener;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.text.Text;
import dev.orrery.kernels.Backend;
import dev.orrery.training.Job;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialLog;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.TrialRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Trains many trials on several threads. Each is trained by one thread alone and its seed is its
 * own, so that no result depends on the number of threads, on the order in which they end or on an
 * interruption. What the log knows is not done again.
 */
public final class Sweep {

  /** Who hears how far it is; called by one thread at a time. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Some trials have ended.
     *
     * @param ended them
     */
    void on(Progress progress, List<TrialResult> ended);
  }

  /**
   * How far it is.
   *
   * @param done trials that have ended, those that the log knew included
   * @param known trials that the log knew
   * @param total all of them
   * @param failed trials that failed
   */
  public record Progress(int done, int known, int total, int failed) {}

  /**
   * What came out.
   *
   * @param results of the trials that have ended, in the order of the trials
   * @param reason why it was stopped; empty when every trial has ended
   * @param known trials that the log knew
   * @param notes what was decided for the user
   */
  public record Outcome(
      List<TrialResult> results, Optional<String> reason, int known, List<String> notes) {}

  private final List<Job> folds;
  private final Backend backend;
  private final int threads;
  private final TrialLog log;
  private final boolean shareState;

  /**
   * A sweep.
   *
   * @param folds the training of each fold, in memory; one without cross-validation
   * @param threads threads that train side by side, at least 1
   * @param log knows and keeps results
   * @param shareState whether states may be shared that a training by itself would not come to
   */
  public Sweep(List<Job> folds, Backend backend, int threads, TrialLog log, boolean shareState) {
    this.folds = List.copyOf(folds);
    this.backend = backend;
    this.threads = threads;
    this.log = log;
    this.shareState = shareState;
  }

  /** Trainings that the trials take, shared ones counted once. */
  public int trainings(List<Trial> trials) {
    return new Groups(folds.getFirst(), shareState).of(trials).size();
  }

  /**
   * Trains what the log does not know.
   *
   * @param cancellation ends it; what has not ended is left out
   * @throws IOException when the data cannot be read or the log cannot be written
   */
  public Outcome run(List<Trial> trials, Listener listener, Cancellation cancellation)
      throws IOException {
    List<Groups.Group> groups = new Groups(folds.getFirst(), shareState).of(trials);
    Work work = new Work(trials.size(), listener, cancellation);
    List<Groups.Group> open = new ArrayList<>();
    for (Groups.Group group : groups) {
      if (work.recall(group.trials())) {
        open.add(group);
      }
    }
    work.tellKnown();
    if (!open.isEmpty()) {
      work.train(open);
    }
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : trials) {
      TrialResult result = work.results.get(trial);
      if (result != null) {
        results.add(result);
      }
    }
    boolean whole = results.size() == trials.size();
    return new Outcome(
        results,
        whole ? Optional.empty() : Optional.ofNullable(cancellation.reason()),
        work.known,
        notes(groups));
  }

  private static List<String> notes(List<Groups.Group> groups) {
    Set<Map<String, String>> exact = new HashSet<>();
    Set<Map<String, String>> approximate = new HashSet<>();
    Set<Map<String, String>> all = new HashSet<>();
    int most = 1;
    for (Groups.Group group : groups) {
      group.trials().forEach(trial -> all.add(trial.varied()));
      if (group.trials().size() > 1) {
        Set<Map<String, String>> kind = group.approximate() ? approximate : exact;
        group.trials().forEach(trial -> kind.add(trial.varied()));
        most = Math.max(most, group.trials().size());
      }
    }
    List<String> notes = new ArrayList<>();
    if (!exact.isEmpty()) {
      notes.add(
          Text.format(
              "%d of %d settings share a training, at most %d of them the same one: they differ only in hyperparameters that matter after the training, so each model is the one that a training of its own gives.",
              exact.size(), all.size(), most));
    }
    if (!approximate.isEmpty()) {
      notes.add(
          Text.format(
              "Approximate: with --share-state %d of %d settings were finished from the state of the greatest, up to %d from one; training each by itself gives other figures.",
              approximate.size(), all.size(), most));
    }
    return notes;
  }

  /** One run of it. */
  private final class Work {
    private final Map<Trial, TrialResult> results = new HashMap<>();
    private final int total;
    private final Listener listener;
    private final Cancellation cancellation;
    private int known;
    private int failed;

    Work(int total, Listener listener, Cancellation cancellation) {
      this.total = total;
      this.listener = listener;
      this.cancellation = cancellation;
    }

    /** Looks for results in the log; returns whether any is missing. */
    boolean recall(List<Trial> trials) {
      boolean missing = false;
      for (Trial trial : trials) {
        Optional<TrialResult> before = log.find(trial);
        missing |= before.isEmpty();
        if (before.isPresent()) {
          take(before.get());
          known++;
        }
      }
      return missing;
    }

    void tellKnown() {
      if (known > 0) {
        listener.on(progress(), List.copyOf(results.values()));
      }
    }

    private Progress progress() {
      return new Progress(results.size(), known, total, failed);
    }

    private void take(TrialResult result) {
      results.put(result.trial(), result);
      failed += result.status().equals("Failed") ? 1 : 0;
    }

    void train(List<Groups.Group> open) throws IOException {
      AtomicInteger next = new AtomicInteger();
      int workers = Math.min(threads, open.size());
      try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
          ends.add(
              pool.submit(
                  () -> {
                    try {
                      worker(open, next);
                    } catch (IOException | RuntimeException | Error e) {
                      next.set(open.size()); // the others end with what they have begun
                      throw e;
                    }
                    return null;
                  }));
        }
        for (Future<?> end : ends) {
          await(end);
        }
      }
    }

    private void worker(List<Groups.Group> open, AtomicInteger next) throws IOException {
      try (TrialRunner runner = new TrialRunner(folds, backend)) {
        for (int i = next.getAndIncrement();
            i < open.size() && !cancellation.requested();
            i = next.getAndIncrement()) {
          train(open.get(i), runner);
        }
      }
    }

    private void train(Groups.Group group, TrialRunner runner) throws IOException {
      List<Trial> missing = new ArrayList<>();
      Trial trained = null;
      synchronized (this) {
        for (Trial trial : group.trials()) {
          TrialResult before = results.get(trial);
          if (before == null) {
            missing.add(trial);
          }
          // The state must be the one that an undisturbed run would have shared.
          if (trained == null && (before == null || before.completed())) {
            trained = trial;
          }
        }
      }
      List<TrialResult> ended =
          runner.run(trained, missing, EventListener.none(), cancellation).stream()
              .filter(result -> !result.status().equals("Stopped"))
              .toList();
      log.add(ended);
      synchronized (this) {
        ended.forEach(this::take);
        if (!ended.isEmpty()) {
          listener.on(progress(), ended);
        }
      }
    }

    private static void await(Future<?> end) throws IOException {
      try {
        end.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for the trainings", e);
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException io -> throw io;
          case UncheckedIOException io -> throw io.getCause();
          case RuntimeException bug -> throw bug;
          case Error bug -> throw bug;
          default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
  }
}
