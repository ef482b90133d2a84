/** The page and the pictures that compare many trainings of one algorithm. */
package dev.orrery.report.comparison;
