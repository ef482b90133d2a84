package dev.orrery.runstore;

import dev.orrery.core.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trial of a study came to, as a {@link StudyLog} keeps it.
 *
 * @param key what the trial is known by in its study
 * @param varied the hyperparameters that differ between the trials, by name, as they were given
 * @param repetition from 0
 * @param fold from 0
 * @param status {@code Completed}, {@code Stopped} or {@code Failed}
 * @param reason why it was stopped or failed; empty when it was completed
 * @param hyperparameters the values in force, defaults included
 * @param metrics what was measured of the whole run; NaN where it is not a number
 * @param directions whether less or more of a metric is better, by key, of {@code curve} too
 * @param curve what was measured by pass, in order
 * @param epochs passes that were made
 * @param seconds time it took
 */
public record TrialOutcome(
    String key,
    Map<String, String> varied,
    int repetition,
    int fold,
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
  public TrialOutcome {
    varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
    hyperparameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    directions = Collections.unmodifiableMap(new LinkedHashMap<>(directions));
    curve = List.copyOf(curve);
  }
}
