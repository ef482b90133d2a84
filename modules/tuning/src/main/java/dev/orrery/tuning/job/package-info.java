/**
 * Automatic model tuning as SageMaker has it (spec services.md part B) over light trainings on this
 * machine: definitions as flags or as SageMaker's JSON ({@link
 * dev.orrery.tuning.job.DefinitionJson}), the job ({@link dev.orrery.tuning.job.TuningJob}), early
 * stopping, Hyperband, warm start, completion criteria.
 *
 * <p>Where SageMaker has not published a rule, ours is:
 *
 * <ul>
 *   <li>The proposal of job i, and its early stopping, use the results of jobs up to i - P alone,
 *       where P is the number of jobs at once, so that a tuning job can be repeated whatever the
 *       timing. When a criterion ends it, the jobs that are under way are finished and count.
 *   <li>Of equal objectives the earlier job is the best.
 *   <li>Early stopping compares with previous jobs that completed, from the first of them on; one
 *       that made fewer passes counts with the average of those. The last pass is never stopped.
 *   <li>A stopped job keeps the last objective it emitted, from which strategies learn; only
 *       completed jobs can be the best one.
 *   <li>A setting that is drawn twice is trained once, and both jobs have its result.
 *   <li>All jobs have the seed of the definition, so that differences come from the settings.
 *   <li>Jobs not improving are counted since the best was last bettered by 1 % or more, as the API
 *       reference has it; converged is a job of which as many as {@code max(20, 3 n)} jobs in a row
 *       did not, for n parameters.
 *   <li>Hyperband decides at a rung when all of its jobs have reached it (Li et al., 2018); a job
 *       that ended before by itself stands there with its last value.
 *   <li>With warm start from other data the losses of each parent are standardised by themselves,
 *       and the process learns how much the parents tell of this job.
 * </ul>
 */
package dev.orrery.tuning.job;
