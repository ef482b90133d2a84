package dev.orrery.tuning.job;

import dev.orrery.core.run.Cancellation;
import dev.orrery.core.text.Text;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.search.Strategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Settings one after the other, several being trained at once: that of job i is chosen by the
 * results of the jobs up to i - P.
 */
final class SequentialSearch {

  private final TuningJob tuning;
  private final Strategy strategy;
  private final Progress progress;
  private final List<Trial> proposed = new ArrayList<>();
  private final List<Future<Training>> futures = new ArrayList<>();
  private final Map<Trial, Future<Training>> bySetting = new HashMap<>();
  private final List<TrainingJob> jobs = new ArrayList<>();
  private final ThreadLocal<TrainingWorker> worker;
  private final List<TrainingWorker> workers = new ArrayList<>();

  /**
   * A training that ended.
   *
   * @param trained whether it was done now
   */
  private record Training(TrialResult result, boolean trained) {}

  SequentialSearch(TuningJob tuning, Strategy strategy) {
    this.tuning = tuning;
    this.strategy = strategy;
    this.progress = new Progress(tuning.definition(), tuning.objective());
    this.worker = ThreadLocal.withInitial(this::newWorker);
  }

  private TrainingWorker newWorker() {
    TrainingWorker made = tuning.worker();
    synchronized (workers) {
      workers.add(made);
    }
    return made;
  }

  /** Searches until something says that it is enough. */
  TuningJob.Ended run() throws IOException {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            tuning.threads(), Thread.ofPlatform().daemon().name("orrery-tuning-", 1).factory());
    boolean done = false;
    try {
      String reason = search(executor);
      while (jobs.size() < futures.size() && endOfNext()) {
        progress.add(jobs.getLast());
      }
      done = true;
      return new TuningJob.Ended(jobs, reason);
    } finally {
      tuning.shutDown(executor, done);
      workers.forEach(TrainingWorker::close);
    }
  }

  private String search(ExecutorService executor) throws IOException {
    TuningDefinition definition = tuning.definition();
    int parallel = definition.limits().parallel();
    while (true) {
      int next = proposed.size();
      if (next == most()) {
        return "MaxNumberOfTrainingJobs is reached";
      }
      if (next - jobs.size() >= parallel) {
        if (!endOfNext()) {
          return tuning.all().reason();
        }
        progress.add(jobs.getLast());
      }
      Optional<String> enough = progress.reason();
      if (enough.isPresent()) {
        return enough.get();
      }
      if (tuning.all().requested()) {
        return tuning.all().reason();
      }
      Optional<Map<String, String>> setting =
          strategy.propose(
              jobs.stream().map(tuning::observation).toList(),
              proposed.subList(jobs.size(), next).stream().map(Trial::varied).toList());
      if (setting.isEmpty()) {
        return "every combination of values was tried";
      }
      submit(new Trial(setting.get(), 0, 0), executor);
    }
  }

  private int most() {
    return tuning.definition().limits().jobs().orElse(Integer.MAX_VALUE);
  }

  /** Takes the result of the next job in order; false when it was ended by a request to stop. */
  private boolean endOfNext() throws IOException {
    int number = jobs.size();
    Training training = TuningJob.await(futures.get(number));
    if (training == null) {
      return false;
    }
    jobs.add(
        tuning.job(
            number, proposed.get(number), training.result(), training.trained(), mostTold()));
    return true;
  }

  private int mostTold() {
    return Math.max(proposed.size(), most() == Integer.MAX_VALUE ? 0 : most());
  }

  private void submit(Trial trial, ExecutorService executor) {
    proposed.add(trial);
    Future<Training> before = bySetting.get(trial);
    if (before != null) {
      futures.add(executor.submit(() -> again(before)));
      return;
    }
    Optional<TrialResult> known = tuning.known(trial);
    Watch.AfterPass rule = earlyStopping();
    Future<Training> future =
        known.isPresent()
            ? CompletableFuture.completedFuture(new Training(known.get(), false))
            : executor.submit(() -> train(trial, rule));
    bySetting.put(trial, future);
    futures.add(future);
  }

  /** The result of an equal job, which was submitted before and so does not wait for this one. */
  private static Training again(Future<Training> before) throws IOException {
    Training training = TuningJob.await(before);
    return training == null ? null : new Training(training.result(), false);
  }

  private Training train(Trial trial, Watch.AfterPass rule) {
    if (tuning.all().requested()) {
      return null;
    }
    TrialResult result = tuning.train(worker.get(), trial, rule);
    boolean interrupted =
        result.status().equals("Stopped") && result.reason().equals(tuning.all().reason());
    return interrupted ? null : new Training(result, true);
  }

  /** The median rule by the jobs that have ended now, as no later ones may count. */
  private Watch.AfterPass earlyStopping() {
    if (!tuning.definition().earlyStopping()) {
      return Watch.AfterPass.NOTHING;
    }
    Objective objective = tuning.objective();
    List<List<Double>> previous =
        jobs.stream()
            .filter(job -> job.result().completed())
            .map(job -> objective.curve(job.result()))
            .toList();
    return (int epoch, double value, Cancellation cancellation) -> {
      OptionalDouble median = MedianRule.median(previous, epoch);
      if (median.isPresent()
          && MedianRule.stops(value, median.getAsDouble(), objective.type().orElseThrow())) {
        cancellation.request(
            Text.format(
                "early stopping: %s of %.6g after pass %d is worse than the median of the previous jobs, %.6g",
                objective.metric(), value, epoch + 1, median.getAsDouble()));
      }
    };
  }
}
