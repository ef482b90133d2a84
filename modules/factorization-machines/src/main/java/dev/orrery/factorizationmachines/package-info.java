/**
 * Factorization machines: a bias, a weight for each feature, and for each pair of features a weight
 * that is the product of two vectors of {@code k} factors, so that pairs which are rare or never
 * seen have one too.
 *
 * <pre>
 * y(x) = w0 + sum_i w_i x_i + sum_{i&lt;j} &lt;v_i, v_j&gt; x_i x_j
 *      = w0 + sum_i w_i x_i + (|s|^2 - sum_i x_i^2 |v_i|^2) / 2     with s = sum_i x_i v_i
 * </pre>
 *
 * <p>Shapes: w0 one value, w {@code n}, v {@code n x k}, float32. A row with z elements that are
 * not 0 costs O(z k). A regressor lowers the mean squared error, a binary classifier the mean cross
 * entropy of the sigmoid of y (spec B6.3).
 *
 * <p>Each mini-batch is one step of the optimizer. The gradient is that of the mean loss of its
 * rows (or {@code rescale_grad} times that of their sum); of a sparse mini-batch only the features
 * that occur are moved, and only their moments, which is MXNet's lazy update. Bias, linear weights
 * and factors have a rate, a decay and an initialization of their own. The state has O(n k) values
 * whatever the rows.
 *
 * <p><b>Extensions.</b> {@code orrery_optimizer}: sgd, adagrad and ftrl follow the same gradients;
 * als is coordinate descent in closed form over rows in memory, for a regressor. {@code
 * orrery_model=ffm}: field-aware machines, in which feature i has a vector v_{i,b} for every field
 * b, and i meets j by v_{i,f(j)} and v_{j,f(i)}; O(z k fields) a row. {@code
 * orrery_early_stopping_patience}: stops when the validation loss no longer falls, and restores the
 * best pass.
 *
 * <p>Where this departs from SageMaker, and what of SageMaker is unconfirmed:
 *
 * <ul>
 *   <li>CSV, libsvm and JSON Lines are taken for training as an extension, which the log says.
 *   <li>Unconfirmed: the multipliers {@code _learning_rate} and {@code _wd} are 1.0 whatever is
 *       given; names with an underscore have no effect.
 *   <li>Unconfirmed: with adam, the gradient is clipped together with its weight decay.
 *   <li>Unconfirmed: Adam's step number is that of the mini-batch, for every feature.
 *   <li>Unconfirmed: uniform without a scale is 0.07; constant without a value is 0.
 *   <li>Unconfirmed: the rows that fill up the last mini-batch in the training metrics are its own,
 *       from the first. Its gradient is not filled up.
 *   <li>Unconfirmed: the metrics told by mini-batch are those of the pass so far.
 *   <li>Unconfirmed: dense and sparse mini-batches may be mixed.
 *   <li>Hosts train by themselves during a pass; then the weights and moments of each feature are
 *       averaged by the rows of each host that held it, the bias by all rows.
 *   <li>A validation channel may be given; its metrics are extensions.
 *   <li>{@code als} keeps all rows and refuses Pipe mode.
 *   <li>The log leaves out the line that names a checkpoint file of SageMaker's container, since
 *       there is no such file.
 * </ul>
 *
 * <p>Rendle, "Factorization Machines" (ICDM 2010). Rendle, Gantner, Freudenthaler and
 * Schmidt-Thieme, "Fast Context-aware Recommendations with Factorization Machines" (SIGIR 2011).
 * Juan, Zhuang, Chin and Lin, "Field-aware Factorization Machines for CTR Prediction" (RecSys
 * 2016). Kingma and Ba, "Adam: A Method for Stochastic Optimization" (ICLR 2015).
 */
package dev.orrery.factorizationmachines;
