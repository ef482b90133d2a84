package dev.orrery.kmeans.lloyd;

import java.util.Arrays;

/**
 * Where a run of full-batch k-means stands between two iterations. A run that goes on from here
 * ends in the same centers as one that was never stopped.
 */
public final class Progress {

  /** The centers, {@code k x d}; replaced, never changed in place. */
  public float[] centers;

  /** Labels of the last finished iteration; -1 before the first. */
  public final int[] labels;

  /** Finished iterations. */
  public int iterations;

  /** Whether no further iteration is needed. */
  public boolean settled;

  /** Distances computed so far. */
  public long distances;

  /** Distances that Lloyd's way would have computed: n k for every pass over the rows. */
  public long lloydDistances;

  /** The start: first centers and no labels. */
  public Progress(float[] centers, int rows) {
    this.centers = centers;
    this.labels = new int[rows];
    Arrays.fill(labels, -1);
  }

  /** A point on the way, as it was written. */
  public Progress(
      float[] centers,
      int[] labels,
      int iterations,
      boolean settled,
      long distances,
      long lloydDistances) {
    this.centers = centers;
    this.labels = labels;
    this.iterations = iterations;
    this.settled = settled;
    this.distances = distances;
    this.lloydDistances = lloydDistances;
  }
}
