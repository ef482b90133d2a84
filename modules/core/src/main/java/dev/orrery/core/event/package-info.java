/** What training tells while it works, and how a step is drawn. */
package dev.orrery.core.event;
