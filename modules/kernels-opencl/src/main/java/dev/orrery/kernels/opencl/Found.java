package dev.orrery.kernels.opencl;

/**
 * What the device found for each row, merged over blocks of centers.
 *
 * @param values for each block and row: best score, its index, next best score, squared norm
 */
record Found(int[] values, int rows, int blocks) {

  /** Integers of a row in a block. */
  static final int SIZE = 4;

  /** Takes a row: the best score, the place of the best, the next best score, the squared norm. */
  interface Taker {
    void take(int row, float best, int index, float second, float squaredNorm);
  }

  void forEach(Taker taker) {
    for (int row = 0; row < rows; row++) {
      float best = Float.NEGATIVE_INFINITY;
      float second = Float.NEGATIVE_INFINITY;
      int index = 0;
      for (int block = 0; block < blocks; block++) {
        int at = (block * rows + row) * SIZE;
        float top = Float.intBitsToFloat(values[at]);
        float next = Float.intBitsToFloat(values[at + 2]);
        if (top > best) {
          second = Math.max(best, next);
          best = top;
          index = values[at + 1];
        } else {
          second = Math.max(second, top);
        }
      }
      taker.take(row, best, index, second, Float.intBitsToFloat(values[row * SIZE + 3]));
    }
  }
}
