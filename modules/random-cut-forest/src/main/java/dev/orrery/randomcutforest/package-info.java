/**
 * Random cut forest: how much a row stands out, by how early random cuts part it from the others.
 *
 * <p><b>SageMaker's forest</b> ({@code orrery_mode=sagemaker}, the default; spec B5.3). A reservoir
 * keeps {@code num_trees * num_samples_per_tree} rows of one pass, {@code d} float32 values each; n
 * rows at most are kept when there are only n. Each tree gets floor(n / num_trees) consecutive rows
 * of it and is cut at random until rows are alone or equal. Building costs O(n d log n), the state
 * has O(num_trees * num_samples_per_tree * d) values. The score of a row is, over the trees, the
 * mean of log2(m + 1) times the expected value of one over the depth at which the row would be
 * alone, m being the rows of the tree; it costs O(num_trees * log m * d).
 *
 * <p><b>The streaming forest</b> ({@code orrery_mode=streaming}) follows the rows: every tree keeps
 * a sample of its own in which old rows fade, and rows are inserted and deleted.
 *
 * <p><b>Shingles</b> ({@code orrery_shingle_size}) make one point of consecutive rows. <b>Verbose
 * answers</b> say how much each value has to do with the score, and grade it. {@link
 * dev.orrery.randomcutforest.RandomCutForestModel#impute} and {@link
 * dev.orrery.randomcutforest.RandomCutForestModel#forecast} fill in what is missing or comes next.
 *
 * <p>Where this departs from SageMaker, and what of SageMaker is unconfirmed:
 *
 * <ul>
 *   <li>Unconfirmed: rows beyond the reservoir replace others at random (algorithm R).
 *   <li>Unconfirmed: the reservoirs of hosts are merged in proportion to the rows each has seen.
 *   <li>Unconfirmed: the score of a row that equals a leaf's is damped by 1 - leaf / (2 tree).
 *   <li>Unconfirmed: test labels are those above mean + 3 population standard deviations of the
 *       scores of the channel that is labelled.
 *   <li>Unconfirmed: names of the logged metrics beyond {@code test:f1}: accuracy, precision and
 *       recall of the anomalies, precision_negative, recall_negative and f1_negative of the rest.
 *   <li>Unconfirmed: what {@code fit_model.time} in the log covers; here what finalize.time does.
 *   <li>Fewer rows than num_trees are an error; mem_size is the size of our own arrays.
 *   <li>With shingles, a row that has too few rows before it scores 0 and is not evaluated.
 *   <li>{@code model_algo-1} has a format of our own ({@link
 *       dev.orrery.randomcutforest.ModelFormat}).
 * </ul>
 *
 * <p>Guha, Mishra, Roy and Schrijvers, "Robust Random Cut Forest Based Anomaly Detection on
 * Streams" (ICML 2016). Vitter, "Random Sampling with a Reservoir" (ACM TOMS 11, 1985). Efraimidis
 * and Spirakis, "Weighted Random Sampling with a Reservoir" (Information Processing Letters 97,
 * 2006).
 */
package dev.orrery.randomcutforest;
