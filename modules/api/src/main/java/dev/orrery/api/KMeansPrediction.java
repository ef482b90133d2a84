package dev.orrery.api;

/**
 * What k-means says of a row (spec B2.5).
 *
 * @param closestCluster index of the nearest center, from 0
 * @param distanceToCluster Euclidean distance to it
 */
public record KMeansPrediction(int closestCluster, float distanceToCluster) {}
