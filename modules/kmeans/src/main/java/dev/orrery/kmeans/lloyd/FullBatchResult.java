package dev.orrery.kmeans.lloyd;

/**
 * The outcome of one run of full-batch k-means.
 *
 * @param centers {@code k x d}
 * @param counts rows of each cluster
 * @param inertia sum of the squared distances of all rows to their nearest center
 * @param iterations updates of the centers
 * @param distances distances computed to label the rows, those between centers included
 * @param saved n k for every pass over the rows, less {@code distances}; negative when the bounds
 *     cost more than they spared
 */
public record FullBatchResult(
    float[] centers, long[] counts, double inertia, int iterations, long distances, long saved) {}
