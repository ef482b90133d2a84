/**
 * Data made by recipe: rows drawn from a model whose parameters are known, so that what an
 * algorithm finds can be compared with the truth. {@link dev.orrery.datasets.Generation} is the way
 * in; {@code dev.orrery.datasets.fetch} has data that may only be downloaded.
 *
 * <p>The same kind, parameters and seed give the same bytes on any machine: draws come from {@code
 * L64X128MixRandom} by whole numbers alone, and functions from {@link java.lang.StrictMath}. Rows
 * are drawn in blocks of 1,024, each from a stream of its own, so that any number of rows passes
 * through the memory of one block.
 */
package dev.orrery.datasets;
