package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;

/**
 * {@code faiss.IVFPQ}: the vectors in cells, each kept as the code of its difference from the
 * cell's center. Distances are those to the decoded vectors, looked up in a table that is made for
 * the query and the cell (asymmetric distance computation). L2 only. A vector takes one byte per
 * part.
 */
public final class IvfPqIndex implements NeighborIndex {

  final Cells cells;
  final ProductQuantizer quantizer;

  /** The codes, cell by cell, {@code rows x parts}. */
  final byte[] codes;

  IvfPqIndex(Cells cells, ProductQuantizer quantizer, byte[] codes) {
    this.cells = cells;
    this.quantizer = quantizer;
    this.codes = codes;
  }

  /**
   * Builds an index.
   *
   * @param x row-major, {@code n x d}
   * @param count number of cells, 1 to n
   * @param parts number of parts of a code; divides d
   */
  public static IvfPqIndex of(
      float[] x, int n, int d, int count, int parts, RunContext context, BuildListener listener) {
    if (d % parts != 0) {
      throw new IllegalArgumentException(parts + " parts of " + d);
    }
    Cells cells = Cells.of(Similarity.L2, x, n, d, count, context, listener);
    float[] residuals = new float[n * d];
    for (int c = 0; c < count; c++) {
      for (int i = cells.start[c]; i < cells.start[c + 1]; i++) {
        for (int j = 0; j < d; j++) {
          residuals[i * d + j] = x[cells.id[i] * d + j] - cells.centers[c * d + j];
        }
      }
    }
    byte[] codes = new byte[n * parts];
    ProductQuantizer quantizer =
        ProductQuantizer.of(residuals, n, d, parts, codes, context, listener);
    return new IvfPqIndex(cells, quantizer, codes);
  }

  @Override
  public String type() {
    return "faiss.IVFPQ";
  }

  @Override
  public Similarity similarity() {
    return Similarity.L2;
  }

  @Override
  public int rows() {
    return cells.id.length;
  }

  @Override
  public int dimension() {
    return cells.dimension;
  }

  @Override
  public boolean exact() {
    return false;
  }

  /** Number of cells. */
  public int cellCount() {
    return cells.count;
  }

  /** Parts of a code, a byte each. */
  public int parts() {
    return quantizer.parts;
  }

  /** Vectors of a cell. */
  public int rowsOfCell(int cell) {
    return cells.rowsOf(cell);
  }

  @Override
  public void search(
      float[] x,
      int xOffset,
      int count,
      int k,
      SearchOptions options,
      Kernels kernels,
      int[] index,
      float[] distance,
      int at) {
    int d = cells.dimension;
    int parts = quantizer.parts;
    int codewords = quantizer.codewords;
    float[] residual = new float[d];
    float[] table = new float[parts * codewords];
    InvertedSearch.run(
        cells,
        x,
        xOffset,
        count,
        k,
        options,
        kernels,
        index,
        distance,
        at,
        (query, cell, list) -> {
          for (int j = 0; j < d; j++) {
            residual[j] = x[query + j] - cells.centers[cell * d + j];
          }
          quantizer.distances(residual, table);
          for (int i = cells.start[cell]; i < cells.start[cell + 1]; i++) {
            float sum = 0;
            for (int j = 0; j < parts; j++) {
              sum += table[j * codewords + (codes[i * parts + j] & 0xFF)];
            }
            list.offer(cells.id[i], sum);
          }
        });
  }
}
