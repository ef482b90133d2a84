package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Kernels;

/**
 * {@code faiss.IVFPQ}: the vectors in cells, each kept as the code of its difference from the
 * cell's center. Distances are those to the decoded vectors, looked up in a table that is made for
 * the query and the cell (asymmetric distance computation). L2 only. A vector takes one byte per
 * part.
 */
public final class IvfPqIndex extends InvertedIndex {

  final ProductQuantizer quantizer;

  /** The codes, cell by cell, {@code rows x parts}. */
  final byte[] codes;

  IvfPqIndex(Cells cells, ProductQuantizer quantizer, byte[] codes) {
    super(Similarity.L2, cells);
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

  /** Parts of a code, a byte each. */
  public int parts() {
    return quantizer.parts;
  }

  @Override
  void scan(
      int cell,
      float[] x,
      int xOffset,
      int[] visitors,
      int from,
      int to,
      Kernels kernels,
      NearestLists lists) {
    int d = cells.dimension;
    float[] residual = new float[d];
    float[] table = new float[quantizer.parts * quantizer.codewords];
    for (int v = from; v < to; v++) {
      for (int j = 0; j < d; j++) {
        residual[j] = x[xOffset + visitors[v] * d + j] - cells.centers[cell * d + j];
      }
      quantizer.distances(residual, table);
      scan(visitors[v], cells.start[cell], cells.start[cell + 1], table, lists);
    }
  }

  /** Four vectors at a time, whose sums do not wait for each other. */
  private void scan(int query, int from, int to, float[] table, NearestLists lists) {
    int parts = quantizer.parts;
    int codewords = quantizer.codewords;
    int i = from;
    for (; i < to - 3; i += 4) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      int at = i * parts;
      int first = 0;
      for (int j = 0; j < parts; j++) {
        s0 += table[first + (codes[at + j] & 0xFF)];
        s1 += table[first + (codes[at + parts + j] & 0xFF)];
        s2 += table[first + (codes[at + 2 * parts + j] & 0xFF)];
        s3 += table[first + (codes[at + 3 * parts + j] & 0xFF)];
        first += codewords;
      }
      float worst = lists.worst(query);
      if (s0 > worst && s1 > worst && s2 > worst && s3 > worst) {
        continue;
      }
      lists.offer(query, cells.id[i], s0);
      lists.offer(query, cells.id[i + 1], s1);
      lists.offer(query, cells.id[i + 2], s2);
      lists.offer(query, cells.id[i + 3], s3);
    }
    for (; i < to; i++) {
      float sum = 0;
      for (int j = 0; j < parts; j++) {
        sum += table[j * codewords + (codes[i * parts + j] & 0xFF)];
      }
      lists.offer(query, cells.id[i], sum);
    }
  }
}
