/**
 * What a run shows for itself: pictures as PNG and SVG, and one self-contained page with a player
 * of the recorded steps.
 *
 * <p>The way through: {@link dev.orrery.report.RunReport} takes what the caller gathered, lays the
 * sample rows into a plane ({@link dev.orrery.report.Projection}), asks the {@link
 * dev.orrery.report.ModelPictures} of the algorithm for its {@link dev.orrery.report.Picture}s,
 * draws the curves of the measured values that every algorithm has, and writes the page. A new
 * algorithm brings its pictures by implementing {@code ModelPictures} in a package of its own; the
 * player draws its steps as they are.
 */
package dev.orrery.report;
