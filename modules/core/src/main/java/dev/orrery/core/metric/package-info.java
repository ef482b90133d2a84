/** Measured values under their names. */
package dev.orrery.core.metric;
