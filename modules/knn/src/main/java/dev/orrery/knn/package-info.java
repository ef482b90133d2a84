/** k nearest neighbours of a sample of the rows, by exact and approximate indexes. */
package dev.orrery.knn;
