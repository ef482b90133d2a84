package dev.orrery.tuning;

import dev.orrery.core.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training of a study came to; plain data, as a {@link TrialLog} keeps it.
 *
 * @param trial the training
 * @param status {@code Completed}, {@code Stopped} or {@code Failed}
 * @param reason why it was stopped or failed; empty when it was completed
 * @param hyperparameters the values in force, defaults included
 * @param metrics what was measured of the whole run, by key such as {@code test:msd}; NaN where it
 *     is not a number
 * @param directions whether less or more of a metric is better, by key, of {@code curve} too
 * @param curve what was measured by pass, in order
 * @param epochs passes that were made
 * @param seconds time it took; with a shared state, that of finishing alone but for the first
 */
public record TrialResult(
    Trial trial,
    String status,
    String reason,
    Map<String, String> hyperparameters,
    Map<String, Double> metrics,
    Map<String, Metric.Direction> directions,
    List<Point> curve,
    int epochs,
    double seconds) {

  /** A value that was measured after a pass, from 0. */
  public record Point(int epoch, String metric, double value) {}

  /** Keeps copies, in order. */
  public TrialResult {
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    directions = Collections.unmodifiableMap(new LinkedHashMap<>(directions));
    curve = List.copyOf(curve);
  }

  /** Whether training came to a model. */
  public boolean completed() {
    return status.equals("Completed");
  }
}
