/** What {@code orrery bench} asks of the benchmarks, which are loaded for that command alone. */
package dev.orrery.cli.bench;
