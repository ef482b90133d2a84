/** {@code orrery compare}: what hyperparameters do, from the question to the page. */
package dev.orrery.cli.compare;
