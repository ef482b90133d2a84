package dev.orrery.training.rule;

/**
 * A rule's condition was met.
 *
 * @param step the step at which it was
 * @param why one sentence with what was measured, the threshold and what to try
 */
record Finding(long step, String why) {}
