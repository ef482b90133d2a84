/**
 * The pictures of principal component analysis: what each component keeps, the rows on the first
 * two, what the components are made of, and rows given back from a few of them. All use the usual
 * order, the component of the greatest variance first.
 */
package dev.orrery.report.pca;
