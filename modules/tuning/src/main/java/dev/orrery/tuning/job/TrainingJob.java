package dev.orrery.tuning.job;

import dev.orrery.tuning.TrialResult;
import java.util.Map;

/**
 * A training job of a tuning job.
 *
 * @param number from 1
 * @param name {@code <tuning job>-NNN-<8 hex>}
 * @param setting the values of the tuned hyperparameters, as text
 * @param result what it came to
 * @param objective the last value it emitted; NaN when there is none
 * @param trained whether it was trained by this process, not before or by another job
 */
public record TrainingJob(
    int number,
    String name,
    Map<String, String> setting,
    TrialResult result,
    double objective,
    boolean trained) {

  /** Whether it emitted an objective and did not fail. */
  public boolean hasObjective() {
    return Double.isFinite(objective) && !result.status().equals("Failed");
  }
}
