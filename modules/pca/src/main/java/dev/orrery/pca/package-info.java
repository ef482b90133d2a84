/** Principal component analysis in one pass, exact or by a sketch. */
package dev.orrery.pca;
