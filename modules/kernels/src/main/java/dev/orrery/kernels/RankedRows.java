package dev.orrery.kernels;

/** Rows that a search ranks the rows of a packed matrix for. */
interface RankedRows extends QueryRows {

  /** The packed matrix. */
  PackedPanels right();

  /** As {@link #scores}, of products that are added to where they start. */
  void products(
      int row,
      int step,
      int count,
      int firstPanel,
      int endPanel,
      float[] start,
      float[] out,
      int ld);

  /** {@link Kernels#dot} of a row with a row of the packed matrix. */
  float dot(int row, int point);
}
