package dev.orrery.kernels;

/**
 * What one step by Adam is the same for all weights in (Kingma and Ba, "Adam: A Method for
 * Stochastic Optimization", ICLR 2015).
 *
 * @param rate the learning rate with the corrections of both moments in it
 * @param decay times a weight is added to its gradient
 * @param limit most that an element of the gradient, decay included, may be to either side;
 *     infinity for no limit
 * @param keepMean share of the mean of the gradients that is kept
 * @param keepSquare share of the mean of their squares that is kept
 * @param epsilon keeps the division from 0
 */
public record AdamStep(
    float rate, float decay, float limit, double keepMean, double keepSquare, float epsilon) {}
