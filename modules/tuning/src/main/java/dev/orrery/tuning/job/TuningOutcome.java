package dev.orrery.tuning.job;

import java.util.List;
import java.util.Optional;

/**
 * What a tuning job came to.
 *
 * @param status {@code Completed}, or {@code Stopped} when somebody asked for that
 * @param reason why it ended, in words
 * @param jobs the training jobs, in order
 * @param best the one that completed with the best objective
 * @param type whether more or less was better; empty when no job measured the objective
 * @param notImproving jobs since the best was last bettered by 1 % or more
 * @param converged whether the jobs no longer bettered the best
 * @param epochs passes that all jobs made together
 * @param seconds time it took
 */
public record TuningOutcome(
    String status,
    String reason,
    List<TrainingJob> jobs,
    Optional<TrainingJob> best,
    Optional<TuningDefinition.Type> type,
    int notImproving,
    boolean converged,
    long epochs,
    double seconds) {

  /** Keeps a copy. */
  public TuningOutcome {
    jobs = List.copyOf(jobs);
  }

  /** Jobs of a status: {@code Completed}, {@code Stopped} or {@code Failed}. */
  public int count(String ofStatus) {
    return (int) jobs.stream().filter(job -> job.result().status().equals(ofStatus)).count();
  }

  /** Jobs that emitted an objective and did not fail. */
  public int withObjective() {
    return (int) jobs.stream().filter(TrainingJob::hasObjective).count();
  }
}
