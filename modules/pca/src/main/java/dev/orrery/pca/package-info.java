/**
 * Principal component analysis: the directions along which the rows vary most, and the rows'
 * coordinates along them.
 *
 * <p><b>regular</b> (the default) is SageMaker's exact algorithm (spec B4.3). The state is n, the
 * sum of the rows and the sum of their outer products, {@code d x d} in double; the components are
 * the eigenvectors of {@code G - t^T t / n}, found by Householder reduction to tridiagonal form
 * ({@link dev.orrery.pca.linear.SymmetricEigen}). All sums are taken around the mean of the first
 * mini-batch, so that a mean far from 0 costs no digits. Cost: O(n d^2 + d^3), memory O(d^2).
 *
 * <p><b>randomized</b> is SageMaker's one-pass sketch: l = num_components + extra_components random
 * combinations of the rows, {@code B = H X} with signs over sqrt(l), and the right singular vectors
 * of {@code B - h^T s / n}. Cost: O(n d l), memory O(d l). It keeps clearly less variance than the
 * optimum where the spectrum falls slowly; training says how much.
 *
 * <p><b>range_finder</b> ({@code orrery_algorithm}) multiplies a random basis of num_components +
 * 10 directions by the scatter matrix in each of orrery_power_iterations + 1 passes over the data
 * and takes the components of the Nystroem approximation in the end. Cost: O(n d l) a pass, memory
 * O(d l).
 *
 * <p>Singular values {@code s}, columns of {@code v} and coordinates of a {@code projection} are
 * ascending, the most important last, as SageMaker's are; tables, report and metrics use the usual
 * order. {@code s} is the square root of the eigenvalues of the scatter matrix, not divided by n.
 *
 * <p>Where this departs from SageMaker, and what of SageMaker is unconfirmed:
 *
 * <ul>
 *   <li>The loading of greatest magnitude of a component is positive, the first of equal ones.
 *   <li>randomized always draws signs, never a fast Johnson-Lindenstrauss transform.
 *   <li>{@code algorithm_mode=stable}, an old name, is regular.
 *   <li>Components beyond what the rows span have singular value 0, with a warning.
 *   <li>With subtract_mean=false the artifact's mean is zeros.
 *   <li>All metrics are extensions: SageMaker documents none.
 *   <li>The range finder reads the data several times; it refuses Pipe mode. An incremental
 *       training with it goes on from the subspace it has and scores that on the new rows alone.
 * </ul>
 *
 * <p>Liberty et al., "Elastic Machine Learning Algorithms in Amazon SageMaker" (SIGMOD 2020).
 * Halko, Martinsson and Tropp, "Finding Structure with Randomness" (SIAM Review 2011). Tropp,
 * Yurtsever, Udell and Cevher, "Fixed-rank approximation of a positive-semidefinite matrix from
 * streaming data" (NIPS 2017).
 */
package dev.orrery.pca;
