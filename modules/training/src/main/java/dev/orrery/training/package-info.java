/** Trains any algorithm: jobs, hosts, passes, checkpoints, and the folder of a run. */
package dev.orrery.training;
