package dev.orrery.kmeans;

import dev.orrery.core.algorithm.State;

/** What k-means knows of the rows seen so far. */
public sealed interface KMeansState extends State permits StreamingState, FullBatchState {}
