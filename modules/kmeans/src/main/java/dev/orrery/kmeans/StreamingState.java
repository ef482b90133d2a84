package dev.orrery.kmeans;

/**
 * The working centers of web-scale and mini-batch k-means with their weights. Its size does not
 * depend on the rows.
 */
public final class StreamingState implements KMeansState {

  /** Number of features. */
  final int d;

  /** The working centers, {@code K x d}. */
  final float[] centers;

  /** Rows that each center stands for, less what the half-life has made it forget. */
  final double[] weights;

  /** Rows over all passes. */
  long rowsSeen;

  /** Mini-batches over all passes. */
  long batches;

  /** Rows of this pass. */
  long passRows;

  /** Sum of the squared distances of this pass's rows to the centers when they came. */
  double passLoss;

  /** Sum of the squares of what {@link #passLoss} sums, to see how unevenly it is spread. */
  double passSquares;

  /** Where the time of its mini-batches went; not kept. */
  final StepTimes times = new StepTimes();

  StreamingState(int d, float[] centers, double[] weights) {
    this.d = d;
    this.centers = centers;
    this.weights = weights;
  }

  /** K, the number of working centers. */
  public int count() {
    return weights.length;
  }

  /** A copy of the working centers, {@code K x d}. */
  public float[] centers() {
    return centers.clone();
  }

  /** A copy of the weights of the K working centers. */
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public long rowsSeen() {
    return rowsSeen;
  }
}
