/**
 * Searching for the least value of a function of named parameters: the ranges of SageMaker's
 * automatic model tuning (spec services.md B2) and its four strategies (B1). Nothing here knows
 * what a training is; any function will do.
 *
 * <p>A {@link dev.orrery.tuning.search.Strategy} is a pure function of its seed and of what it is
 * told, so that an interrupted search goes on as an undisturbed one would have. SageMaker has
 * published neither the model nor the acquisition of its Bayesian strategy; ours is a Gaussian
 * process with expected improvement ({@link dev.orrery.tuning.search.BayesianStrategy}).
 */
package dev.orrery.tuning.search;
