package dev.orrery.factorizationmachines;

/**
 * A feature and how well it does: a cosine for those alike, a prediction for those recommended.
 *
 * @param feature its column
 * @param score more is better
 */
public record ScoredFeature(int feature, float score) {}
