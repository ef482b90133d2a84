/**
 * K nearest neighbours of a sample of the rows (spec B3).
 *
 * <p><b>Training</b> keeps a uniform sample of {@code sample_size} rows, {@code s x d} float32 with
 * a label each (Vitter, "Random Sampling with a Reservoir", ACM TOMS 11, 1985); several hosts keep
 * an equal part each. Finishing reduces the features by a random projection, if asked to, to {@code
 * s x t}, and builds an index (package {@link dev.orrery.knn.index}). A query is answered by the
 * labels of its k nearest rows: the most frequent one, or their mean.
 *
 * <p>Indexes, with the cost of a query: {@code faiss.Flat} measures every row, O(s d); {@code
 * faiss.IVFFlat} the rows of the nearest few cells, about O((c + s nprobe / c) d) for c cells;
 * {@code faiss.IVFPQ} the same with rows of a byte per part, by table look-ups; {@code
 * orrery_index_type=hnsw} walks a graph, about O(log s); {@code kdtree} is exact and about O(log s)
 * in a few dimensions. Johnson, Douze and Jegou, "Billion-Scale Similarity Search with GPUs" (IEEE
 * Transactions on Big Data, 2019). Jegou, Douze and Schmid, "Product Quantization for Nearest
 * Neighbor Search" (TPAMI 2011). Malkov and Yashunin, "Efficient and Robust Approximate Nearest
 * Neighbor Search Using Hierarchical Navigable Small World Graphs" (TPAMI 2018). Friedman, Bentley
 * and Finkel, "An Algorithm for Finding Best Matches in Logarithmic Expected Time" (TOMS 1977).
 * Ailon and Chazelle, "The Fast Johnson-Lindenstrauss Transform" (SIAM J. Comput. 2009). Cover and
 * Hart, "Nearest Neighbor Pattern Classification" (IEEE Transactions on Information Theory, 1967).
 *
 * <p>Where this departs from SageMaker, and what of SageMaker is unconfirmed:
 *
 * <ul>
 *   <li>Unconfirmed: among equally frequent labels the smallest wins, as in NumPy and scikit-learn.
 *   <li>Unconfirmed: verbose distances are squared for L2, as faiss returns them; one less the
 *       cosine for COSINE; the inner product with its sign turned.
 *   <li>COSINE brings rows and queries to length 1; a row of zeros has cosine 0 to all.
 *   <li>Unconfirmed: projections are scaled by one over the root of the target.
 *   <li>Unconfirmed: {@code auto} cells are the rounded root of the indexed rows; {@code
 *       faiss_index_pq_m} left out is the greatest allowed value up to a quarter of the dimension.
 *   <li>Fewer than 256 rows make as many codewords for faiss.IVFPQ, which faiss refuses. Cells that
 *       hold fewer than k rows lead to further cells, where faiss answers with missing rows.
 *   <li>Unconfirmed: k greater than the indexed rows is an error.
 *   <li>{@code orrery_nprobe} stands for SageMaker's internal {@code _faiss_index_nprobe}, which is
 *       accepted and has no effect.
 *   <li>The labels of a classifier must be whole numbers.
 *   <li>The index in a model file is in the bytes of faiss for faiss.Flat, faiss.IVFFlat and
 *       faiss.IVFPQ of 256 codewords, and in Orrery's own for other indexes.
 * </ul>
 */
package dev.orrery.knn;
