package dev.orrery.report.kmeans;

import dev.orrery.core.data.DenseMatrix;
import dev.orrery.kernels.Kernels;

/**
 * Centers and the rows that belong to them.
 *
 * @param centers {@code k x feature_dim}
 * @param rows {@code n x feature_dim}; n may be 0
 * @param labels nearest center of each row, 0 to k-1
 */
public record Clustering(DenseMatrix centers, DenseMatrix rows, int[] labels) {

  /** Checks that there is a label for every row. */
  public Clustering {
    if (labels.length != rows.rows() || centers.columns() != rows.columns()) {
      throw new IllegalArgumentException("centers, rows and labels do not belong together");
    }
  }

  /** Rows with their nearest centers. */
  public static Clustering of(DenseMatrix centers, DenseMatrix rows, Kernels kernels) {
    int[] labels = new int[rows.rows()];
    kernels.nearest(
        rows.values(),
        rows.offset(),
        rows.rows(),
        kernels.pack(centers.values(), centers.offset(), centers.rows(), centers.columns()),
        labels,
        0,
        null,
        0);
    return new Clustering(centers, rows, labels);
  }

  /** Number of clusters. */
  public int k() {
    return centers.rows();
  }

  /** Number of rows of each cluster. */
  public int[] sizes() {
    int[] sizes = new int[k()];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }
}
