/**
 * Full-batch k-means and its exact accelerations.
 *
 * <p>An {@link dev.orrery.kmeans.lloyd.FullBatch} run alternates two steps: an assigner labels
 * every row with its nearest center, and one update step, the same for all, moves the centers to
 * the means. Labels are those of {@code Kernels.squaredDistance}, ties to the lowest index. The
 * assigners that skip distances do so only where a bound with rigorous rounding margins proves that
 * the skipped center has a larger computed distance, so all of them give the same labels and end in
 * the same centers to the bit.
 *
 * <p>With n rows, d features, k centers, a pass costs at most n k distances of d multiplications.
 * Lloyd keeps nothing between passes, Hamerly, Exponion and Shallot two bounds per row, Elkan n k
 * bounds; Elkan, Exponion and Shallot also k k gaps between centers.
 */
package dev.orrery.kmeans.lloyd;
