/** The pictures of random cut forest. */
package dev.orrery.report.randomcutforest;
