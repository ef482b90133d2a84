package dev.orrery.kernels.opencl;

import java.util.Arrays;

/**
 * The rows of a dense matrix that some CSR rows multiply, so that only those are sent to a device.
 *
 * @param row the rows that are used, in the order of their first use
 * @param place for each element of the CSR rows the place of its row among them
 */
record UsedRows(int[] row, int[] place) {

  /** For each row of a dense matrix one more than its place; zero between two uses. */
  private static final ThreadLocal<int[]> PLACES = ThreadLocal.withInitial(() -> new int[0]);

  /**
   * The rows that some elements use.
   *
   * @param column columns of the sparse rows, which are rows of the dense matrix
   * @param denseRows rows of the dense matrix; all columns lie below
   */
  static UsedRows of(int[] column, int from, int end, int denseRows) {
    int[] places = PLACES.get();
    if (places.length < denseRows) {
      places = new int[denseRows];
      PLACES.set(places);
    }
    int[] place = new int[end - from];
    int[] row = new int[Math.min(denseRows, end - from)];
    int n = 0;
    for (int e = from; e < end; e++) {
      int r = column[e];
      if (places[r] == 0) {
        row[n++] = r;
        places[r] = n;
      }
      place[e - from] = places[r] - 1;
    }
    for (int i = 0; i < n; i++) {
      places[row[i]] = 0;
    }
    return new UsedRows(Arrays.copyOf(row, n), place);
  }

  /** Copies the rows that are used, one behind the other. */
  void gather(float[] dense, int columns, float[] to) {
    for (int i = 0; i < row.length; i++) {
      System.arraycopy(dense, row[i] * columns, to, i * columns, columns);
    }
  }

  /**
   * Checks CSR rows before they go to a device, whose driver would read whatever lies there.
   *
   * @param columns columns that there are
   * @throws IllegalArgumentException for a row that ends before it starts, or a column beyond
   */
  static void check(int[] rowStart, int[] column, int firstRow, int rows, int columns) {
    for (int r = firstRow; r < firstRow + rows; r++) {
      if (rowStart[r] > rowStart[r + 1]) {
        throw new IllegalArgumentException(
            "sparse row " + r + " starts at " + rowStart[r] + " and ends at " + rowStart[r + 1]);
      }
    }
    for (int r = firstRow; r < firstRow + rows; r++) {
      for (int e = rowStart[r]; e < rowStart[r + 1]; e++) {
        if (column[e] < 0 || column[e] >= columns) {
          throw new IllegalArgumentException(
              "sparse row "
                  + r
                  + " names column "
                  + column[e]
                  + ", expected 0 to "
                  + (columns - 1));
        }
      }
    }
  }
}
