/**
 * The Java API: {@link dev.orrery.api.Orrery} has a builder for each algorithm, {@link
 * dev.orrery.api.Dataset} says what to train on, {@link dev.orrery.api.Trained} is what comes of
 * it, and the classes that extend {@link dev.orrery.api.FittedModel} answer for new rows.
 *
 * <p>It drives what {@code ./orrery run} drives, without a run's folder: equal requests give equal
 * models and metrics, to the bit. No checked exceptions: what a user can mend is a {@link
 * dev.orrery.core.error.CustomerError} of one sentence, a disk that fails an {@link
 * java.io.UncheckedIOException}.
 *
 * <p>The builders' sources are generated from the algorithms' schemas ({@code BuilderSource}, in
 * the tests) and held to them by a test.
 */
package dev.orrery.api;
