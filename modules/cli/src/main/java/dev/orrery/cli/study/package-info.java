/** What the commands of a study (a comparison, a tuning job) share. */
package dev.orrery.cli.study;
