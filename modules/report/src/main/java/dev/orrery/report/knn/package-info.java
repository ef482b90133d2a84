/** The pictures of k nearest neighbours. */
package dev.orrery.report.knn;
