/** What each algorithm shows of its trainings in its own way. */
package dev.orrery.report.comparison.algorithms;
