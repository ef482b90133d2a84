package dev.orrery.kernels.opencl;

/**
 * Rows sorted by label, each group in the order of its rows, so that a sum over a group has the
 * same order wherever it is computed.
 *
 * @param labels the labels that occur, ascending
 * @param start where the group of each of them starts, and the end of the last
 * @param order numbers of rows, group after group
 */
record Groups(int[] labels, int[] start, int[] order) {

  /**
   * Sorts rows and adds them to the counts.
   *
   * @param counts a count for each label that may occur
   */
  static Groups of(int[] label, int offset, int rows, long[] counts) {
    int[] ends = new int[counts.length];
    int occurring = 0;
    for (int i = 0; i < rows; i++) {
      if (ends[label[offset + i]]++ == 0) {
        occurring++;
      }
    }
    int[] labels = new int[occurring];
    int[] start = new int[occurring + 1];
    int at = 0;
    for (int g = 0; g < ends.length; g++) {
      if (ends[g] > 0) {
        counts[g] += ends[g];
        labels[at] = g;
        start[at + 1] = start[at] + ends[g];
        ends[g] = start[at++];
      }
    }
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[ends[label[offset + i]]++] = i;
    }
    return new Groups(labels, start, order);
  }

  /** The rows of a matrix that belong to the labels that occur. */
  double[] gather(double[] matrix, int columns) {
    double[] out = new double[labels.length * columns];
    for (int g = 0; g < labels.length; g++) {
      System.arraycopy(matrix, labels[g] * columns, out, g * columns, columns);
    }
    return out;
  }

  /** Puts rows back where they were gathered. */
  void scatter(double[] rows, int columns, double[] matrix) {
    for (int g = 0; g < labels.length; g++) {
      System.arraycopy(rows, g * columns, matrix, labels[g] * columns, columns);
    }
  }
}
