/** What a run works with beside its hyperparameters. */
package dev.orrery.core.run;
