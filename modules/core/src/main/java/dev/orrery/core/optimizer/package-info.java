/** First-order optimizers that linear learner and factorization machines share. */
package dev.orrery.core.optimizer;
