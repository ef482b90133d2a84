/** Rows of float32 features: matrices, batches, and sources that can be read again. */
package dev.orrery.core.data;
