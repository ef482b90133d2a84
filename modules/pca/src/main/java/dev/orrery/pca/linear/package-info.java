/**
 * The linear algebra of PCA in double precision: eigenvalues and eigenvectors of a symmetric
 * matrix, orthonormal bases, and the few products they need. Matrices are row-major {@code
 * double[]}.
 */
package dev.orrery.pca.linear;
