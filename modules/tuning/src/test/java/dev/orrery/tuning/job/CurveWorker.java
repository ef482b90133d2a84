package dev.orrery.tuning.job;

import dev.orrery.core.event.Event;
import dev.orrery.core.event.EventListener;
import dev.orrery.core.metric.Metric;
import dev.orrery.core.run.Cancellation;
import dev.orrery.tuning.Trial;
import dev.orrery.tuning.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A training that is known: its loss after pass e (from 1) is {@code (x - 0.3)^2 + 1 / e}. Values
 * of x above 0.95 fail. Counts the passes that are made.
 */
final class CurveWorker implements TrainingWorker {

  static final String METRIC = "validation:objective_loss";

  private final int passes;
  private final AtomicInteger made;
  private final int slow;

  /**
   * A worker.
   *
   * @param made counts the passes of all workers
   * @param slow milliseconds that a pass takes at most, by the setting
   */
  CurveWorker(int passes, AtomicInteger made, int slow) {
    this.passes = passes;
    this.made = made;
    this.slow = slow;
  }

  static double loss(double x, int pass) {
    return (x - 0.3) * (x - 0.3) + 1.0 / pass;
  }

  @Override
  public TrialResult run(Trial trial, EventListener listener, Cancellation cancellation) {
    double x = Double.parseDouble(trial.varied().get("x"));
    if (x > 0.95) {
      return result(trial, "Failed", "x is too great", Map.of(), List.of(), 0);
    }
    listener.on(new Event.Started("curve", trial.varied(), passes, OptionalLong.of(1)));
    List<TrialResult.Point> curve = new ArrayList<>();
    for (int e = 0; e < passes; e++) {
      if (cancellation.requested()) {
        return result(trial, "Stopped", cancellation.reason(), Map.of(), curve, e);
      }
      pause(x);
      made.incrementAndGet();
      double loss = loss(x, e + 1);
      listener.on(Event.Measured.ofEpoch(e, Metric.loss("validation", "objective_loss", loss)));
      curve.add(new TrialResult.Point(e, METRIC, loss));
      listener.on(new Event.EpochEnded(e, 1, 0));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(METRIC, loss(x, passes));
    return result(trial, "Completed", "", metrics, curve, passes);
  }

  private void pause(double x) {
    try {
      Thread.sleep((long) (slow * (1000 * x % 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static TrialResult result(
      Trial trial,
      String status,
      String reason,
      Map<String, Double> metrics,
      List<TrialResult.Point> curve,
      int epochs) {
    return new TrialResult(
        trial,
        status,
        reason,
        trial.varied(),
        metrics,
        Map.of(METRIC, Metric.Direction.LOSS),
        curve,
        epochs,
        0);
  }

  @Override
  public void close() {}
}
