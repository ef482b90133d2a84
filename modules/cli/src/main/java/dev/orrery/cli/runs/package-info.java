/** What the command line does with the run store: records runs, finds them, compares, exports. */
package dev.orrery.cli.runs;
