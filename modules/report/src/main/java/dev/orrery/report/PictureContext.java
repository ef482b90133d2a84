package dev.orrery.report;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.event.Event;
import dev.orrery.core.run.RunContext;
import java.util.List;
import java.util.Map;

/**
 * What there is to draw a model with.
 *
 * @param model the model
 * @param rows a sample of the training rows, {@code n x feature_dim}, in their order; n may be 0
 * @param labels the label of each of these rows; empty when training had none
 * @param featureNames a name per column, or empty
 * @param labelNames the words that stand for the labels 0, 1, ..., or empty
 * @param hyperparameters the values in force, by name
 * @param channels {@code train}, {@code validation} and {@code test}, those that can be read again
 * @param measured values by pass, by mini-batch and by model, in order
 * @param steps the steps of the player, in order
 * @param projection the plane of the report
 * @param context kernels, threads and randomness for what a picture computes
 */
public record PictureContext(
    Model model,
    DenseMatrix rows,
    float[] labels,
    List<String> featureNames,
    List<String> labelNames,
    Map<String, String> hyperparameters,
    Map<String, DataSource> channels,
    List<Event.Measured> measured,
    List<Event.AlgorithmStep> steps,
    Projection projection,
    RunContext context) {}
