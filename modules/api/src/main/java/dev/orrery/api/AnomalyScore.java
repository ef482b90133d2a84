package dev.orrery.api;

/**
 * What a random cut forest says of a row (spec B5.5).
 *
 * @param score how anomalous it is: more is stranger; there is no upper bound
 * @param anomaly whether the score exceeds the forest's threshold
 */
public record AnomalyScore(float score, boolean anomaly) {}
