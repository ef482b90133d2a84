/** {@code orrery datasets generate} and {@code fetch}: data that does not come with Orrery. */
package dev.orrery.cli.datasets;
