package dev.orrery.tuning.job;

/** Who hears of a tuning job while it works; called from one thread at a time. */
public interface TuningListener {

  /**
   * A training job has ended.
   *
   * @param job the job
   * @param ended how many have
   * @param most how many there will be at most
   */
  void ended(TrainingJob job, int ended, int most);
}
