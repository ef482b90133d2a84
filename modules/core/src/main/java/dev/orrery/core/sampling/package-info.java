/** Uniform samples of a stream of rows in bounded memory. */
package dev.orrery.core.sampling;
