/**
 * What hyperparameters do: many light trainings over the same data. A {@link
 * dev.orrery.tuning.Trial} is one of them, a {@link dev.orrery.tuning.TrialRunner} trains it, a
 * {@link dev.orrery.tuning.TrialLog} remembers what it came to, so that nothing is done twice.
 */
package dev.orrery.tuning;
