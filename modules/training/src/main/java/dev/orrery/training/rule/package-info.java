/**
 * The built-in rules of SageMaker Debugger (spec D) as a listener of a training's events.
 *
 * <p>What Debugger's documents leave open, and what was chosen:
 *
 * <ul>
 *   <li>A step is a mini-batch, counted from 0 over all passes; full-batch k-means counts
 *       iterations. Debugger saves every 500 steps; these trainings are small, so without {@code
 *       save_interval} weights, gradients and losses are saved at the end of every pass, the
 *       training loss being the mean over the pass, and in a training of one pass with every
 *       mini-batch. Labels and predictions are counted over the pass. With {@code save_interval} N
 *       the mini-batches 0, N, 2N, ... are saved as they are. The loss on the validation channel is
 *       saved after every pass.
 *   <li>Tensors are those of the first host and, in the linear learner, of the first parallel
 *       model, which the log tells of, on the scale of training.
 *   <li>{@code num_steps} of LossNotDecreasing counts steps; {@code patience}, {@code steps} and
 *       {@code num_steps} of UnchangedTensor count saved steps.
 *   <li>SimilarAcrossRuns fires when all tensors that both runs have at a step are close by {@code
 *       numpy.allclose} with its defaults.
 *   <li>The update ratio is the mean absolute change divided by the mean absolute weight before it.
 *   <li>Confusion's condition for the diagonal is printed with the sum of the diagonal below the
 *       line, which no two classes of like size could meet; here it is the sum of the column, as in
 *       the condition beside it.
 *   <li>Predictions of the first of several passes are of a model that has seen next to nothing, so
 *       ClassImbalance and Confusion judge them from the second on; {@code start_step} says
 *       otherwise.
 *   <li>PoorWeightInitialization, whose layers factorization machines have not, compares the
 *       variances of the columns of their factors.
 *   <li>A figure that is NaN meets no condition but that of ExplodingTensor, of LossNotDecreasing,
 *       for it has not decreased, and the patience of Overtraining.
 *   <li>A rule fires once. In a run that goes on, one that has fired stays as it is, and the others
 *       begin anew with the steps that follow.
 * </ul>
 */
package dev.orrery.training.rule;
