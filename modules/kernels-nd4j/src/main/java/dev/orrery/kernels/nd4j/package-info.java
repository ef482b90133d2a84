/**
 * The {@code nd4j} backend: products of whole blocks by the BLAS that ND4J brings along.
 *
 * <p>ND4J lives outside of the Java heap, so every block is copied there and its result back; the
 * account tells the bytes. A packed matrix and a {@linkplain dev.orrery.kernels.Kernels#hold held}
 * array are copied once. What is not a product of blocks (pairs of rows, sparse rows, sums by
 * label) would be slower through ND4J than the copies it needs, and runs on the host.
 *
 * <p>ND4J and its BLAS are told to use one thread: Orrery calls them from as many threads as {@code
 * --threads} says, on separate blocks, and two kinds of threads for the same cores would only wait
 * for each other.
 */
package dev.orrery.kernels.nd4j;
