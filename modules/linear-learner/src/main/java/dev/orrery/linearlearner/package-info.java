/**
 * The linear learner: linear models {@code f = w.x + b} of many settings, trained side by side by
 * stochastic gradient descent, of which the best is kept (spec B1).
 *
 * <p><b>Training.</b> A scaler is fitted to the first rows (mean, population deviation). M models
 * of C outputs (classes, or 1) over d features are one matrix, {@code (M C) x d} float32. For a
 * mini-batch of b rows X, {@code b x d}, all scores are one product, {@code X W^T}; the loss turns
 * them into derivatives G, {@code b x (M C)}; all gradients are one product, {@code G^T X}; then
 * each model is moved by its own optimizer and rate. Cost: O(rows d M C) for a pass, however many
 * models; the state holds O(M C d) values whatever the rows. Sparse rows stay sparse: shift and
 * scale are folded into the weights, and the gradient is corrected in the same way.
 *
 * <p><b>Choosing.</b> After each pass the losses (and for a binary classifier the selection
 * criterion, with each model's best threshold) are measured on the validation channel, else those
 * of training are taken; the best pass of each model is kept, and training stops early. At the end
 * every model is scored on the calibration sample, the winner is folded into weights of raw
 * features, and a binary classifier gets its threshold.
 *
 * <p><b>The oracle.</b> Where it is cheap, the least training loss of any linear model on the rows
 * of the scaler is computed ({@code orrery:train_optimum_objective}): in closed form for squared
 * loss, by L-BFGS for logistic, softmax and Huber loss.
 *
 * <p>Where this departs from SageMaker, and what of SageMaker is unconfirmed:
 *
 * <ul>
 *   <li>Unconfirmed: the grid. It is wd 0, 1e-4, 1e-2, 1; learning rate 0.005, 0.1; minimum rate
 *       1e-5, 1e-4; and, where SageMaker's factor is not known, bias_lr_mult 10, 1, with learning
 *       rate 0.02 in place of 0.005 for 1. What the user fixes is the same for all models. With
 *       num_models other than 32 the user's own model comes first, with a learning rate of 0.02 for
 *       {@code auto}. Models of equal settings begin with weights of their own.
 *   <li>Solved models: fifteen passes of mini-batches of 1000 rows are fifteen updates of small
 *       data, far from the optimum of correlated columns. The models of odd index differ from their
 *       neighbours by the least learning rate alone, which is reached after tens of thousands of
 *       updates; where it is cheap they begin at the optimum of the scaler's rows instead ({@code
 *       orrery_solved_models}), under penalties that follow the number of rows.
 *   <li>Unconfirmed: {@code positive_example_weight_mult=auto} tries 1 and balanced. Class weights
 *       are counted over the rows of num_point_for_scaler, and enter the training loss alone.
 *   <li>Unconfirmed: the penalty is wd / 2 |w|^2; l1 enters by a proximal step after each update,
 *       which leaves exact zeros; logged losses hold no penalty.
 *   <li>The last mini-batch of a pass moves the weights even when it is not complete; the logged
 *       loss and the scaler count complete ones alone.
 *   <li>SageMaker's hosts share parameters through a server; here parameters and moments are
 *       averaged by rows after each pass.
 *   <li>Unconfirmed: with the criterion loss_function the threshold stays at probability 0.5, and
 *       halfway between the classes for hinge_loss. A threshold lies halfway between two scores; of
 *       equally good ones the nearest to the natural one is taken.
 *   <li>Unconfirmed: the names of the objectives of hinge, huber, quantile and eps_insensitive
 *       losses are the loss's name and {@code _objective}; of other criteria than accuracy {@code
 *       sampled_} and the criterion.
 *   <li>Unconfirmed: unbias_data=true without use_bias shifts the features all the same, so that
 *       the model has an intercept through their means; unbias_label is then not looked at.
 *   <li>Models, and passes of one, whose criterion is within one standard error of the greatest
 *       count as level, and the least loss decides: on a few hundred rows the greatest accuracy is
 *       chance, and won by models whose probabilities a strong penalty spoils.
 *   <li>A parallel model whose loss ceases to be finite is left out with a warning.
 *   <li>{@code orrery_optimizer} takes adagrad and ftrl.
 * </ul>
 *
 * <p>Bottou, "Stochastic Gradient Descent Tricks" (2012). Kingma and Ba, "Adam: A Method for
 * Stochastic Optimization" (ICLR 2015). Liberty et al., "Elastic Machine Learning Algorithms in
 * Amazon SageMaker" (SIGMOD 2020). Liu and Nocedal, "On the Limited Memory BFGS Method for Large
 * Scale Optimization" (Mathematical Programming, 1989). Wald and Wolfowitz, "On a Test Whether Two
 * Samples are from the Same Population" (Annals of Mathematical Statistics, 1940).
 */
package dev.orrery.linearlearner;
