package dev.orrery.report;

import dev.orrery.core.algorithm.Model;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.kernels.Kernels;
import java.util.List;

/**
 * What there is to draw a model with.
 *
 * @param model the model
 * @param rows a sample of the training rows, {@code n x feature_dim}; n may be 0
 * @param featureNames a name per column, or empty
 * @param projection the plane of the report
 * @param kernels for the distances that a picture needs
 */
public record PictureContext(
    Model model,
    DenseMatrix rows,
    List<String> featureNames,
    Projection projection,
    Kernels kernels) {}
