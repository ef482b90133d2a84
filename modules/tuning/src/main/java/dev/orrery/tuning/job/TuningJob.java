package dev.orrery.tuning.job;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialLog;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.search.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A tuning job: asks a strategy for settings, trains them several at a time and finds the best. The
 * same definition comes to the same jobs at any number of threads, and goes on where an interrupted
 * one was by what the log remembers.
 */
public final class TuningJob {

  static final String RUNTIME = "MaxRuntimeInSeconds is over";

  private final TuningDefinition definition;
  private final Supplier<TrainingWorker> workers;
  private final int threads;
  private final TrialLog log;
  private final TuningListener listener;
  private final Cancellation user;
  private final Cancellation all = new Cancellation();
  private final Objective objective;
  private final List<ParentJob> parents;

  /**
   * A tuning job that has not begun.
   *
   * @param definition what {@link DefinitionRules} has checked
   * @param parents the tuning jobs that the definition's warm start names
   * @param workers makes those who train, each for one thread
   * @param threads how many train at once at most; no result depends on it
   * @param log what it finds there is not trained again
   * @param cancellation a request to stop
   */
  public TuningJob(
      TuningDefinition definition,
      List<ParentJob> parents,
      Supplier<TrainingWorker> workers,
      int threads,
      TrialLog log,
      TuningListener listener,
      Cancellation cancellation) {
    this.definition = definition;
    this.parents = List.copyOf(parents);
    this.workers = workers;
    this.threads = threads;
    this.log = log;
    this.listener = listener;
    this.user = cancellation;
    this.objective = new Objective(definition.objective(), definition.type());
    parents.forEach(parent -> parent.results().forEach(objective::of));
  }

  /**
   * Runs it.
   *
   * @throws CustomerError when no training measures the objective, or all of them fail
   */
  public TuningOutcome run() throws IOException {
    long began = System.nanoTime();
    Timer clock = new Timer("tuning-clock", true);
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            watch(began);
          }
        },
        0,
        100);
    try {
      Ended ended =
          definition.strategy() == TuningDefinition.StrategyType.HYPERBAND
              ? new HyperbandSearch(this).run()
              : new SequentialSearch(this, Strategies.of(definition, parents, objective)).run();
      return outcome(ended, (System.nanoTime() - began) / 1e9);
    } finally {
      clock.cancel();
    }
  }

  /**
   * What a search came to.
   *
   * @param reason why it ended
   */
  record Ended(List<TrainingJob> jobs, String reason) {}

  TuningDefinition definition() {
    return definition;
  }

  Objective objective() {
    return objective;
  }

  /** The request to stop everything: the user's, or that of the clock. */
  Cancellation all() {
    if (user.requested()) {
      all.request(user.reason());
    }
    return all;
  }

  int threads() {
    return Math.max(1, Math.min(threads, definition.limits().parallel()));
  }

  TrainingWorker worker() {
    return workers.get();
  }

  private void watch(long began) {
    if (user.requested()) {
      all.request(user.reason());
    }
    long seconds = definition.limits().seconds().orElse(Long.MAX_VALUE);
    if ((System.nanoTime() - began) / 1e9 >= seconds) {
      all.request(RUNTIME);
    }
  }

  /** What was trained before, or by an interrupted tuning job. */
  Optional<TrialResult> known(Trial trial) {
    return log.find(trial);
  }

  /**
   * Trains and remembers, unless it was ended by a request to stop everything.
   *
   * @param afterPass what is done after each pass
   */
  TrialResult train(TrainingWorker worker, Trial trial, Watch.AfterPass afterPass) {
    Cancellation own = new Cancellation();
    try {
      TrialResult result = worker.run(trial, new Watch(objective, all, own, afterPass), own);
      if (!result.status().equals("Stopped") || !result.reason().equals(all.reason())) {
        log.add(List.of(result));
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A training job of a number, from 0, told to the listener. */
  TrainingJob job(int number, Trial trial, TrialResult result, boolean trained, int most) {
    TrainingJob job =
        new TrainingJob(
            number + 1,
            JobNames.of(definition.name(), number + 1, definition.seed(), trial.varied()),
            trial.varied(),
            result,
            objective.of(result),
            trained);
    synchronized (listener) {
      listener.ended(job, number + 1, most);
    }
    return job;
  }

  /** The job as a strategy learns from it. */
  Observation observation(TrainingJob job) {
    return new Observation(
        job.setting(), job.hasObjective() ? objective.loss(job.objective()) : Double.NaN);
  }

  /** The result of a thread's work, or the failure that ended it. */
  static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case UncheckedIOException cause -> throw cause.getCause();
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Ends the threads of a search.
   *
   * @param done whether all their work is; otherwise it ends at the next mini-batch
   */
  void shutDown(ExecutorService executor, boolean done) {
    if (!done) {
      all.request("ended");
    }
    executor.close();
  }

  private TuningOutcome outcome(Ended ended, double seconds) {
    List<TrainingJob> jobs = ended.jobs();
    refuseWithoutObjective(jobs);
    Progress progress = new Progress(definition, objective);
    jobs.forEach(progress::add);
    boolean stopped = user.requested();
    return new TuningOutcome(
        stopped ? "Stopped" : "Completed",
        stopped ? user.reason() : ended.reason(),
        jobs,
        best(jobs),
        objective.type(),
        progress.notImproving(),
        progress.converged(),
        jobs.stream().filter(TrainingJob::trained).mapToLong(j -> j.result().epochs()).sum(),
        seconds);
  }

  /** Of those that completed; of equal ones the first. */
  private Optional<TrainingJob> best(List<TrainingJob> jobs) {
    return jobs.stream()
        .filter(job -> job.hasObjective() && job.result().completed())
        .reduce((a, b) -> objective.loss(b.objective()) < objective.loss(a.objective()) ? b : a);
  }

  private void refuseWithoutObjective(List<TrainingJob> jobs) {
    if (jobs.isEmpty() || jobs.stream().anyMatch(TrainingJob::hasObjective)) {
      return;
    }
    Optional<TrainingJob> completed =
        jobs.stream().filter(job -> job.result().completed()).findFirst();
    if (completed.isPresent()) {
      TreeSet<String> keys = new TreeSet<>(completed.get().result().metrics().keySet());
      completed.get().result().curve().forEach(point -> keys.add(point.metric()));
      throw new CustomerError(
          Text.format(
              "No training measured the objective '%s'; they measured %s",
              objective.metric(), keys.isEmpty() ? "nothing" : String.join(", ", keys)),
          "--objective");
    }
    jobs.stream()
        .filter(job -> job.result().status().equals("Failed"))
        .findFirst()
        .filter(job -> jobs.stream().allMatch(j -> j.result().status().equals("Failed")))
        .ifPresent(
            job -> {
              throw new CustomerError(
                  Text.format(
                      "All training jobs failed, the first, with %s, because: %s",
                      text(job.setting()), job.result().reason()),
                  definition.name());
            });
  }

  private static String text(Map<String, String> setting) {
    List<String> pairs = new ArrayList<>();
    setting.forEach((name, value) -> pairs.add(name + "=" + value));
    return String.join(" ", pairs);
  }
}
