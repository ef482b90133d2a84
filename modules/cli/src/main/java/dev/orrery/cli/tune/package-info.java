/** {@code orrery tune}: automatic model tuning, from the definition to the page. */
package dev.orrery.cli.tune;
