/** The command line, {@code ./orrery COMMAND}, and nothing that a program would call. */
package dev.orrery.cli;
