/** The pictures of k-means: clusters in the plane, their sizes, centers that are images. */
package dev.orrery.report.kmeans;
