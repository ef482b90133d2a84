/** Exact and approximate indexes of nearest neighbours, and their bytes. */
package dev.orrery.knn.index;
