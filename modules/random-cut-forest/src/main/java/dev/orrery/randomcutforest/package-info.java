/** Anomaly scores by a forest of random cuts. */
package dev.orrery.randomcutforest;
