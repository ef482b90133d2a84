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

  /** The same, an array of codewords for each element of a vector. */
  private final float[][] elements;

  ProductQuantizer(int parts, int width, int codewords, float[] transposed) {
    this.parts = parts;
    this.width = width;
    this.codewords = codewords;
    this.transposed = transposed;
    this.elements = new float[parts * width][];
    for (int e = 0; e < elements.length; e++) {
      elements[e] = Arrays.copyOfRange(transposed, e * codewords, (e + 1) * codewords);
    }
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
    float[] sums = new float[codewords];
    for (int j = 0; j < parts; j++) {
      int e = j * width;
      int end = e + width;
      Arrays.fill(sums, 0);
      for (; e < end - 3; e += 4) {
        addFour(x, e, sums);
      }
      for (; e < end; e++) {
        float value = x[e];
        float[] word = elements[e];
        for (int c = 0; c < sums.length; c++) {
          float difference = value - word[c];
          sums[c] += difference * difference;
        }
      }
      System.arraycopy(sums, 0, table, j * codewords, codewords);
    }
  }

  /**
   * Adds four squares to every sum, in their order. All arrays have the same index, without which
   * the compiler makes no vectors of it.
   */
  private void addFour(float[] x, int e, float[] sums) {
    float x0 = x[e];
    float x1 = x[e + 1];
    float x2 = x[e + 2];
    float x3 = x[e + 3];
    float[] w0 = elements[e];
    float[] w1 = elements[e + 1];
    float[] w2 = elements[e + 2];
    float[] w3 = elements[e + 3];
    for (int c = 0; c < sums.length; c++) {
      float d0 = x0 - w0[c];
      float d1 = x1 - w1[c];
      float d2 = x2 - w2[c];
      float d3 = x3 - w3[c];
      sums[c] = sums[c] + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }
}
