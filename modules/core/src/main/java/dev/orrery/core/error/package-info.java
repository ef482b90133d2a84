/** Failures in one sentence, by who can mend them. */
package dev.orrery.core.error;
