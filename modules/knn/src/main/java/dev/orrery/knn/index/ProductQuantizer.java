package dev.orrery.knn.index;

import dev.orrery.core.run.RunContext;
import dev.orrery.kernels.Packed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Codes of 8 bits for each of m parts of a vector: the number of the nearest of up to 256 codewords
 * (Jegou, Douze and Schmid, "Product Quantization for Nearest Neighbor Search", TPAMI 2011).
 */
final class ProductQuantizer {

  static final int MOST_CODEWORDS = 256;
  private static final int ROWS_PER_CODEWORD = 64;
  private static final int ITERATIONS = 15;

  final int parts;
  final int width;
  final int codewords;

  /** Element e of codeword c of part j: {@code ((j * width) + e) * codewords + c}. */
  final float[] transposed;

  ProductQuantizer(int parts, int width, int codewords, float[] transposed) {
    this.parts = parts;
    this.width = width;
    this.codewords = codewords;
    this.transposed = transposed;
  }

  /** Learns the codebooks from some vectors and writes their codes, {@code n x parts}. */
  static ProductQuantizer of(
      float[] x,
      int n,
      int d,
      int parts,
      byte[] codes,
      RunContext context,
      BuildListener listener) {
    int width = d / parts;
    int codewords = Math.min(MOST_CODEWORDS, n);
    float[] transposed = new float[d * codewords];
    float[] part = new float[n * width];
    int[] labels = new int[n];
    float[] squared = new float[n];
    for (int j = 0; j < parts; j++) {
      for (int i = 0; i < n; i++) {
        System.arraycopy(x, i * d + j * width, part, i * width, width);
      }
      RandomGenerator random = context.random().stream("knn.codebook", j);
      int most = Math.min(n, ROWS_PER_CODEWORD * codewords);
      float[] sample = Lloyd.sample(part, n, width, most, random);
      float[] centers =
          new Lloyd(sample, most, width, codewords, context)
              .centers(ITERATIONS, random, (iteration, c, counts, loss) -> {});
      Packed packed = context.kernels().pack(centers, 0, codewords, width);
      Lloyd.nearest(part, n, packed, labels, squared, context);
      double loss = 0;
      for (int i = 0; i < n; i++) {
        codes[i * parts + j] = (byte) labels[i];
        loss += squared[i];
      }
      for (int c = 0; c < codewords; c++) {
        for (int e = 0; e < width; e++) {
          transposed[(j * width + e) * codewords + c] = centers[c * width + e];
        }
      }
      listener.codebook(j, j * width, width, centers, loss / n);
    }
    return new ProductQuantizer(parts, width, codewords, transposed);
  }

  /**
   * The squared distances between every part of a vector and every codeword.
   *
   * @param table receives {@code parts x codewords}
   */
  void distances(float[] x, float[] table) {
    Arrays.fill(table, 0);
    for (int j = 0; j < parts; j++) {
      int to = j * codewords;
      for (int e = 0; e < width; e++) {
        float value = x[j * width + e];
        int from = (j * width + e) * codewords;
        for (int c = 0; c < codewords; c++) {
          float difference = value - transposed[from + c];
          table[to + c] += difference * difference;
        }
      }
    }
  }
}
