package dev.orrery.kernels;

/** The rows, dense or sparse, that a search compares with the rows of a packed matrix. */
interface QueryRows {

  /** How many rows are scored together, at most {@link RoundingBound#GROUP}. */
  int sliver();

  /**
   * Scores {@code x.c - |c|^2 / 2} of some rows against a range of panels.
   *
   * @param row first row
   * @param step from one row to the next
   * @param count 1 to {@link #sliver()}
   * @param out receives {@code count} rows at stride {@code ld}; has room for {@link #sliver()}
   */
  void scores(int row, int step, int count, int firstPanel, int endPanel, float[] out, int ld);

  /** Sum of the squared norms of {@code count} rows, each {@code step} behind the one before. */
  float squaredNorms(int row, int step, int count);

  /** {@link Kernels#squaredDistance} between a row and a row of the packed matrix. */
  float squaredDistance(int row, int center);
}
