package dev.orrery.tuning.job;

import dev.orrery.tuning.TrialResult;
import java.util.List;

/**
 * An earlier tuning job that another one learns from (spec B5).
 *
 * @param definition what it was to do
 * @param algorithm name of its algorithm
 * @param data SHA-256 of its training data
 * @param status {@code Completed}, {@code Stopped} or {@code Failed}, or {@code InProgress}
 * @param results its training jobs, in order
 */
public record ParentJob(
    TuningDefinition definition,
    String algorithm,
    String data,
    String status,
    List<TrialResult> results) {

  /** Keeps a copy. */
  public ParentJob {
    results = List.copyOf(results);
  }
}
