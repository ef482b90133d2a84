/**
 * K-means: k centers such that the rows are close, in squared Euclidean distance, to the nearest of
 * them.
 *
 * <p><b>Web-scale k-means</b> ({@code orrery_algorithm=sagemaker}, the default) is SageMaker's
 * algorithm (spec B2.3). From the first mini-batch it takes K = k * extra_center_factor working
 * centers, {@code K x d} float32 with a weight each. Every mini-batch of b rows is assigned to
 * them, and a center of weight n that gets n_b new rows moves to (1 - p) c + p mean(new), p = n_b /
 * (n + n_b). At the end Lloyd's algorithm on the weighted working centers shrinks them to the
 * {@code k x d} of the model. Cost: O(rows d K) for a pass, O(K d k) for an iteration of the
 * shrinking; the state has O(K d) values whatever the rows. {@code orrery_algorithm=minibatch} is
 * Sculley's algorithm: K = k, no shrinking.
 *
 * <p><b>Full-batch k-means</b> ({@code lloyd}, {@code hamerly}, {@code elkan}, {@code exponion},
 * {@code shallot}; package {@link dev.orrery.kmeans.lloyd}) iterates over all rows in memory. All
 * of these end in the same centers to the bit; they differ in the distances they compute. With
 * {@code init_method=kmeans++} the first centers are drawn greedily, 2 + ln k candidates a step as
 * in scikit-learn, and bettered by k steps of local search.
 *
 * <p>Where this departs from SageMaker, and what of SageMaker is unconfirmed:
 *
 * <ul>
 *   <li>SageMaker's hosts update one synchronised set of centers through a parameter server. Here
 *       every host has its own set during a pass; at its end the union of the weighted centers is
 *       shrunk to K by weighted Lloyd, and the next pass starts from it with divided weights.
 *   <li>Unconfirmed: {@code auto} is 10 for extra_center_factor and for local_lloyd_num_trials.
 *   <li>Unconfirmed: the local Lloyd weighs working centers by the rows they stand for; those of
 *       weight 0 are left out. Fewer than k left: the model is filled up with them, with a warning.
 *   <li>Unconfirmed: the half-life multiplies all weights by 2^(-rows of the batch / half-life)
 *       before each update; on several hosts each counts its own rows.
 *   <li>Unconfirmed: K is lowered to the rows of the first mini-batch, with a warning.
 *   <li>{@code force_dense} has no effect; sparse rows stay sparse.
 *   <li>The full-batch variants keep all rows, dense; they refuse Pipe mode.
 * </ul>
 *
 * <p>Sculley, "Web-Scale K-Means Clustering" (WWW 2010). Liberty et al., "Elastic Machine Learning
 * Algorithms in Amazon SageMaker" (SIGMOD 2020). Arthur and Vassilvitskii, "k-means++: The
 * Advantages of Careful Seeding" (SODA 2007). Lloyd, "Least Squares Quantization in PCM" (IEEE
 * Transactions on Information Theory, 1982). Lattanzi and Sohler, "A Better k-means++ Algorithm via
 * Local Search" (ICML 2019). Elkan, "Using the Triangle Inequality to Accelerate k-Means" (ICML
 * 2003). Hamerly, "Making k-means Even Faster" (SDM 2010). Newling and Fleuret, "Fast k-means with
 * accurate bounds" (ICML 2016). Borgelt, "Even Faster Exact k-Means Clustering" (IDA 2020).
 */
package dev.orrery.kmeans;
