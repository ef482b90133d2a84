package dev.orrery.tuning;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.error.OrreryException;
import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.core.run.Parallel;
import dev.orrery.kernels.Backend;
import dev.orrery.kernels.Kernels;
import dev.orrery.training.Job;
import dev.orrery.training.LightTraining;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the trials of a study one after the other on one thread. Several runners side by side
 * share the data and change no result.
 */
public final class TrialRunner implements AutoCloseable {

  private final List<Job> folds;
  private final Kernels kernels;
  private final Parallel parallel = new Parallel(1);
  private final LightTraining training;

  /**
   * A runner.
   *
   * @param folds the training of each fold with what all trials have in common, best held in
   *     memory; one without cross-validation
   */
  public TrialRunner(List<Job> folds, Backend backend) {
    this.folds = List.copyOf(folds);
    this.kernels = backend.kernels(1);
    this.training = new LightTraining(kernels, parallel);
  }

  /**
   * Trains. A setting that cannot be trained, such as {@code k} greater than the rows, or that
   * diverges, is a result that failed.
   *
   * @param listener who hears of the training's events
   * @param cancellation ends the training at the next mini-batch
   */
  public TrialResult run(Trial trial, EventListener listener, Cancellation cancellation)
      throws IOException {
    return run(trial, List.of(trial), listener, cancellation).getFirst();
  }

  /**
   * Trains one trial and finishes a model for several, which differ from it in what finishing alone
   * reads. Where training fails with it, the first of the others is trained in its place, so that a
   * setting that cannot be trained takes no other with it.
   *
   * @return a result per trial to finish, in order
   */
  public List<TrialResult> run(
      Trial trained, List<Trial> finished, EventListener listener, Cancellation cancellation)
      throws IOException {
    Map<Trial, TrialResult> results = new HashMap<>();
    Map<Trial, Job> jobs = new LinkedHashMap<>();
    for (Trial trial : finished) {
      try {
        jobs.put(trial, job(trial));
      } catch (OrreryException e) {
        results.put(trial, failed(trial, e));
      }
    }
    Trial head = trained;
    while (!jobs.isEmpty()) {
      try {
        Job job = jobs.containsKey(head) ? jobs.get(head) : job(head);
        List<LightTraining.Result> ended =
            training.train(job, List.copyOf(jobs.values()), listener, cancellation);
        int i = 0;
        for (Trial trial : jobs.keySet()) {
          results.put(trial, result(trial, ended.get(i++), cancellation));
        }
        jobs.clear();
      } catch (OrreryException e) {
        if (jobs.remove(head) != null) {
          results.put(head, failed(head, e));
        }
        head = jobs.isEmpty() ? head : jobs.keySet().iterator().next();
      }
    }
    return finished.stream().map(results::get).toList();
  }

  /** Trains a trial for its model alone; empty where, as its result tells, it comes to none. */
  public Optional<Model> model(Trial trial) throws IOException {
    try {
      return training.train(job(trial), EventListener.none(), new Cancellation()).model();
    } catch (OrreryException e) {
      return Optional.empty();
    }
  }

  private Job job(Trial trial) throws IOException {
    Job base = folds.get(trial.fold());
    Map<String, String> given = new LinkedHashMap<>(base.request().hyperparameters());
    given.putAll(trial.varied());
    return base.with(given, base.request().seed() + trial.repetition());
  }

  private static TrialResult result(
      Trial trial, LightTraining.Result result, Cancellation cancellation) {
    if (result.failure().isPresent()) {
      return failed(trial, result.failure().get());
    }
    boolean completed = result.model().isPresent();
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, Metric.Direction> directions = new LinkedHashMap<>();
    for (Metric metric : result.metrics()) {
      metrics.put(metric.key(), metric.value());
      directions.put(metric.key(), metric.direction());
    }
    List<TrialResult.Point> curve = new ArrayList<>();
    for (Event.Measured measured : result.measured()) {
      Metric metric = measured.metric();
      directions.put(metric.key(), metric.direction());
      curve.add(
          new TrialResult.Point(measured.epoch().orElseThrow(), metric.key(), metric.value()));
    }
    return new TrialResult(
        trial,
        completed ? "Completed" : "Stopped",
        completed ? "" : cancellation.reason(),
        result.hyperparameters(),
        metrics,
        directions,
        curve,
        result.epochs(),
        result.seconds());
  }

  private static TrialResult failed(Trial trial, OrreryException error) {
    return new TrialResult(
        trial, "Failed", error.getMessage(), trial.varied(), Map.of(), Map.of(), List.of(), 0, 0);
  }

  @Override
  public void close() {
    parallel.close();
    kernels.close();
  }
}
