/**
 * The page and the pictures that compare many trainings of one algorithm.
 *
 * <p>The way through: {@link dev.orrery.report.comparison.ComparisonReport} takes a {@link
 * dev.orrery.report.comparison.Comparison}, gathers its trainings by setting ({@link
 * dev.orrery.report.comparison.Settings}), asks the {@link
 * dev.orrery.report.comparison.ComparisonPictures} of the algorithm for what it shows in its own
 * way, draws the views as pictures, and writes the page: one file with the trainings as JSON, the
 * charts' library (Apache ECharts) and the scripts beside this package, one for each view. What the
 * reader chooses there (metric, selection, axes) is kept in the address after the #.
 */
package dev.orrery.report.comparison;
