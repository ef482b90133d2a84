/**
 * What hyperparameters do, by trying every combination of some values.
 *
 * <p>A {@link dev.orrery.tuning.compare.Variation} lists the values of a hyperparameter, a {@link
 * dev.orrery.tuning.compare.Grid} combines them, a {@link dev.orrery.tuning.compare.Sweep} trains
 * every setting with every seed on every fold, and {@link dev.orrery.tuning.compare.Findings} says
 * what that shows: means and deviations, the paired test of {@link
 * dev.orrery.tuning.compare.PairedTest}, the shares of {@link dev.orrery.tuning.compare.Importance}
 * and the sentences of {@link dev.orrery.tuning.compare.Answer}.
 *
 * <p>Trainings that differ only in what finishing reads share a state ({@link
 * dev.orrery.core.algorithm.Algorithm#finishingHyperparameters}).
 */
package dev.orrery.tuning.compare;
