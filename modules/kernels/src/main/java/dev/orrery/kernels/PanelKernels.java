package dev.orrery.kernels;

/** What a backend of the CPU adds to {@link BlockedKernels}: tiles in registers and single rows. */
abstract sealed class PanelKernels implements Kernels permits BlockedKernels {

  /** Rows of a tile. */
  abstract int sliver();

  /** Rows of a packed panel. */
  abstract int fullPanel();

  /** Rows of the narrower last panel. */
  abstract int halfPanel();

  /**
   * Inner products of some dense rows with the rows of a range of panels, added to where they
   * start.
   *
   * @param stride from one row to the next
   * @param rows 1 to {@link #sliver()}
   * @param start a value for each row of the packed matrix, padding included
   * @param out receives {@code rows} rows at stride {@code ld}, padding included; has room for
   *     {@link #sliver()} rows, and what lies behind the named ones may be overwritten
   */
  abstract void products(
      float[] x,
      int xOffset,
      int stride,
      int rows,
      PackedPanels right,
      int firstPanel,
      int endPanel,
      float[] start,
      float[] out,
      int ld);

  /**
   * The squared norms of four rows of {@code n} values, summed side by side: rows that lie far
   * apart are four places that memory delivers from.
   *
   * @param stride from one row to the next
   * @param out receives them at {@code toStride} from {@code to} on, each to the bit as {@link
   *     #squareOfOne}
   */
  abstract void squaresOfFour(
      float[] x, int at, int stride, int n, float[] out, int to, int toStride);

  /** The squared norm of a row of {@code n} values. */
  abstract float squareOfOne(float[] x, int at, int n);

  /** Sum of the squares of {@code rows} rows of {@code n} values at a stride. */
  abstract float squares(float[] x, int at, int stride, int rows, int n);

  /** As {@link #products}, for the elements {@code from} to {@code end - 1} of one sparse row. */
  abstract void sparseProducts(
      int[] column,
      float[] value,
      int from,
      int end,
      PackedPanels right,
      int panel,
      float[] start,
      float[] out,
      int outOffset);

  /**
   * The best of {@code n} scores of some rows, and its place when no other reaches {@link
   * RoundingBound#threshold}, or -1.
   *
   * @param at where the scores of the first row are; the others follow
   * @param n a multiple of {@link #halfPanel()}
   * @param work of any content, {@code 3 * lanes()} values for each row
   * @param place receives a value for each row
   * @param top receives a value for each row
   */
  abstract void loneBests(
      float[] scores,
      int at,
      int n,
      int rows,
      float slope,
      float offset,
      float[] work,
      int[] place,
      float[] top);

  /** The first place from {@code from} on whose score reaches the threshold, or {@code end}. */
  abstract int nextAtLeast(float[] scores, int at, int from, int end, float threshold);

  /** {@code out = max(0, squaredNorm - 2 score)} over {@code n} scores. */
  abstract void distances(
      float[] scores, int at, int n, float squaredNorm, float[] out, int outOffset);

  /** Columns of a vector of {@link #transposedTile}. */
  abstract int lanes();

  /** Most vectors of a {@link #transposedTile}. */
  abstract int tileVectors();

  /** Most rows of a {@link #transposedTile}, a multiple of 4; divides {@link #lanes()}. */
  abstract int tileRows();

  /**
   * Adds products, {@code out[at + i * ld + j] += sum over p < depth of a[aAt + p * aStride + i] *
   * b[bAt + p * bStride + j]}.
   *
   * @param height rows of the tile, 4 or {@link #tileRows()}
   * @param width columns of the tile: 1 to {@link #tileVectors()} times {@link #lanes()}
   */
  abstract void transposedTile(
      float[] a,
      int aAt,
      int aStride,
      int height,
      float[] b,
      int bAt,
      int bStride,
      int width,
      int depth,
      float[] out,
      int at,
      int ld);

  /** Adds to a row of {@code n} values some rows, {@code y[j] += a[r * aStride] * x[r * n + j]}. */
  abstract void addWeightedRows(
      float[] a, int aAt, int aStride, float[] x, int xAt, int n, int rows, float[] y, int yAt);

  /** One row of {@link #multiplySparse}: the elements {@code from} to {@code end - 1}. */
  abstract void sparseRow(
      int[] column,
      float[] value,
      int from,
      int end,
      float[] dense,
      int columns,
      float[] out,
      int outOffset);

  /**
   * Adds the outer product of one sparse row, the elements {@code from} to {@code end - 1}, and a
   * row of {@code n} values.
   */
  abstract void addSparseOuter(
      int[] column, float[] value, int from, int end, float[] row, int rowAt, int n, float[] out);

  /**
   * Adds products of neighbouring columns of a panel with some panels, {@code sums[at + i * stride
   * + v * lanes + j] += sum over p < depth of panels[a + p * lanes + i] * panels[b + v * step + p *
   * lanes + j]}, where the stride is {@link #tileVectors()} times {@link #lanes()}.
   *
   * @param height columns of the left panel, {@link #tileRows()}
   * @param step from one panel to the next
   * @param vectors how many right panels: 1 to {@link #tileVectors()}
   */
  abstract void panelTile(
      float[] panels,
      int a,
      int height,
      int b,
      int step,
      int vectors,
      int depth,
      float[] sums,
      int at);

  /** Copies {@code n} columns of a block into a panel of {@link #lanes()}, zeros behind them. */
  abstract void copyPanel(float[] x, int at, int xStride, int rows, int n, float[] out, int to);

  /** Adds the first {@code used} columns of a tile to rows at a stride. */
  abstract void addTile(
      float[] tile, int at, int width, int rows, int used, double[] to, int toOffset, int toStride);

  /** {@code to += from} over {@code n} values. */
  abstract void addInDouble(float[] from, int at, int n, double[] to, int toOffset);
}
