package dev.orrery.tuning.job;

import dev.orrery.core.run.Cancellation;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import dev.orrery.tuning.search.Hyperband;
import dev.orrery.tuning.search.RandomStrategy;
import dev.orrery.tuning.search.SearchSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Hyperband: brackets one after the other, in each of which all trainings are alive at once and as
 * many compute as there are threads.
 */
final class HyperbandSearch {

  private final TuningJob tuning;
  private final RandomStrategy draws;
  private final List<Hyperband> brackets;
  private final int most;
  private final Progress progress;
  private final List<TrainingJob> jobs = new ArrayList<>();

  HyperbandSearch(TuningJob tuning) {
    this.tuning = tuning;
    TuningDefinition definition = tuning.definition();
    this.draws = new RandomStrategy(new SearchSpace(definition.parameters()), definition.seed());
    TuningDefinition.Resources resources = definition.resources().orElseThrow();
    int greatest = resources.most().orElseThrow();
    this.brackets =
        definition.limits().jobs().isPresent()
            ? Hyperband.forSettings(
                definition.limits().jobs().getAsInt(), resources.least(), greatest)
            : Hyperband.turn(resources.least(), greatest);
    this.most = brackets.stream().mapToInt(Hyperband::settings).sum();
    this.progress = new Progress(definition, tuning.objective());
  }

  /** Runs the brackets until a criterion is met. */
  TuningJob.Ended run() throws IOException {
    for (Hyperband bracket : brackets) {
      if (!run(bracket)) {
        return new TuningJob.Ended(jobs, tuning.all().reason());
      }
      Optional<String> enough = progress.reason();
      if (enough.isPresent()) {
        return new TuningJob.Ended(jobs, enough.get());
      }
    }
    return new TuningJob.Ended(
        jobs,
        tuning.definition().limits().jobs().isPresent()
            ? "MaxNumberOfTrainingJobs is reached"
            : "all brackets of Hyperband have ended");
  }

  private boolean run(Hyperband bracket) throws IOException {
    Semaphore permits = new Semaphore(tuning.threads(), true);
    Rungs rungs = new Rungs(bracket, permits, tuning.all());
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("orrery-hyperband-", 1).factory());
    List<Trial> trials = new ArrayList<>();
    List<Future<TrialResult>> futures = new ArrayList<>();
    List<Boolean> trained = new ArrayList<>();
    boolean done = false;
    try {
      for (int i = 0; i < bracket.settings(); i++) {
        int member = i;
        Trial trial = new Trial(draws.draw(jobs.size() + i), 0, 0);
        Optional<TrialResult> known = tuning.known(trial);
        trials.add(trial);
        trained.add(known.isEmpty());
        futures.add(
            executor.submit(
                () -> {
                  permits.acquireUninterruptibly();
                  try {
                    return known.isPresent()
                        ? replay(rungs, member, known.get())
                        : train(rungs, member, trial);
                  } finally {
                    permits.release();
                  }
                }));
      }
      int first = jobs.size();
      boolean whole = true;
      for (int i = 0; i < futures.size(); i++) {
        TrialResult result = TuningJob.await(futures.get(i));
        if (result == null) {
          whole = false;
        } else {
          jobs.add(tuning.job(first + i, trials.get(i), result, trained.get(i), most));
          progress.add(jobs.getLast());
        }
      }
      done = true;
      return whole;
    } finally {
      tuning.shutDown(executor, done);
    }
  }

  private TrialResult train(Rungs rungs, int member, Trial trial) {
    if (tuning.all().requested()) {
      rungs.end(member, Double.NaN);
      return null;
    }
    try (TrainingWorker worker = tuning.worker()) {
      TrialResult result =
          tuning.train(
              worker,
              trial,
              (int epoch, double value, Cancellation cancellation) -> {
                if (rungs.isAt(epoch + 1)
                    && !rungs.arrive(member, tuning.objective().loss(value))) {
                  cancellation.request(
                      tuning.all().requested()
                          ? tuning.all().reason()
                          : "Hyperband: not among the best third after pass " + (epoch + 1));
                }
              });
      rungs.end(member, loss(result));
      return result.status().equals("Stopped") && result.reason().equals(tuning.all().reason())
          ? null
          : result;
    } catch (RuntimeException | Error e) {
      rungs.end(member, Double.NaN);
      throw e;
    }
  }

  /** A training that was done before stands at the rungs as it did then. */
  private TrialResult replay(Rungs rungs, int member, TrialResult result) {
    List<Double> curve = tuning.objective().curve(result);
    for (int made = 1; made <= Math.min(curve.size(), result.epochs()); made++) {
      boolean stillGoing = made < result.epochs() || result.status().equals("Stopped");
      if (stillGoing
          && rungs.isAt(made)
          && !rungs.arrive(member, tuning.objective().loss(curve.get(made - 1)))) {
        return result;
      }
    }
    rungs.end(member, loss(result));
    return result;
  }

  private double loss(TrialResult result) {
    return result.status().equals("Failed")
        ? Double.NaN
        : tuning.objective().loss(tuning.objective().of(result));
  }
}
