/** Hyperparameters, declared once. */
package dev.orrery.core.hyperparameter;
