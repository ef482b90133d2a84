/** The pictures of the linear learner. */
package dev.orrery.report.linearlearner;
