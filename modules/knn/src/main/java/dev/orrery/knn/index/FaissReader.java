package dev.orrery.knn.index;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Reads the bytes in which faiss 1.5 to 1.8 keeps an index of the kinds that SageMaker has: {@code
 * IndexFlatL2} ({@code IxF2}), {@code IndexFlatIP} ({@code IxFI}), {@code IndexIVFFlat} ({@code
 * IwFl}) and {@code IndexIVFPQ} ({@code IwPQ}) over one of the first two. Source: {@code
 * faiss/impl/index_read.cpp} and {@code index_write.cpp}. All numbers are little-endian; a vector
 * is its length, 8 bytes, and its elements.
 *
 * <p>faiss has no index of cosines: one of inner products of vectors of length 1 stands for it, and
 * who reads must say so. The number of cells that a search visits is not taken from the bytes.
 */
final class FaissReader {

  static final int METRIC_INNER_PRODUCT = 0;
  static final int METRIC_L2 = 1;
  static final int BITS = 8;

  private final ByteBuffer in;
  private final boolean normalized;

  private FaissReader(byte[] bytes, boolean normalized) {
    this.in = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN);
    this.normalized = normalized;
  }

  /** Whether some bytes begin with four letters of faiss. */
  static boolean recognises(byte[] bytes) {
    return bytes.length >= 4
        && bytes[0] == 'I'
        && (bytes[1] == 'x' || bytes[1] == 'w' || bytes[1] == 'v');
  }

  /**
   * The index in some bytes.
   *
   * @param normalized whether inner products are cosines
   * @throws CustomerError when it is of another kind, or damaged
   */
  static NeighborIndex read(byte[] bytes, boolean normalized) {
    try {
      return new FaissReader(bytes, normalized).read();
    } catch (BufferUnderflowException e) {
      throw new CustomerError("The index is cut off", null, e);
    }
  }

  private NeighborIndex read() {
    String kind = fourLetters();
    return switch (kind) {
      case "IxF2", "IxFI" -> flat(kind, normalized);
      case "IwFl" -> ivfFlat();
      case "IwPQ" -> ivfPq();
      default ->
          throw new CustomerError(
              Text.format(
                  "The index is of the kind '%s' of faiss; Orrery reads IndexFlatL2, IndexFlatIP, IndexIVFFlat and IndexIVFPQ",
                  kind));
    };
  }

  private String fourLetters() {
    byte[] letters = new byte[4];
    in.get(letters);
    return new String(letters, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
  }

  /** What every index begins with. */
  private record Header(int rows, int dimension, int metric) {}

  private Header header() {
    int d = in.getInt();
    long n = in.getLong();
    in.getLong();
    in.getLong();
    boolean trained = in.get() != 0;
    int metric = in.getInt();
    if (d < 1 || n < 1 || n > (Integer.MAX_VALUE - 8) / d) {
      throw damaged(n + " vectors of " + d + " elements");
    }
    if (!trained || metric != METRIC_L2 && metric != METRIC_INNER_PRODUCT) {
      throw damaged(trained ? "metric " + metric : "that it is not trained");
    }
    return new Header((int) n, d, metric);
  }

  private Similarity similarity(int metric, boolean cosine) {
    if (metric == METRIC_L2) {
      return Similarity.L2;
    }
    return cosine ? Similarity.COSINE : Similarity.INNER_PRODUCT;
  }

  private FlatIndex flat(String kind, boolean cosine) {
    Header header = header();
    if (header.metric != (kind.equals("IxF2") ? METRIC_L2 : METRIC_INNER_PRODUCT)) {
      throw damaged("metric " + header.metric + " of " + kind);
    }
    float[] vectors = floats(length(Float.BYTES), header.rows * header.dimension);
    return new FlatIndex(similarity(header.metric, cosine), vectors, header.rows, header.dimension);
  }

  /** The cells of an inverted index without their vectors, which come last. */
  private record Coarse(Header header, FlatIndex centers) {}

  private Coarse coarse() {
    Header header = header();
    long count = in.getLong();
    in.getLong(); // the cells that a search visits
    String kind = fourLetters();
    if (!kind.equals("IxF2") && !kind.equals("IxFI")) {
      throw new CustomerError(
          Text.format(
              "The cells of the index are found by an index of the kind '%s' of faiss; Orrery reads IndexFlatL2 and IndexFlatIP",
              kind));
    }
    FlatIndex centers = flat(kind, false);
    if (count != centers.rows() || centers.dimension() != header.dimension) {
      throw damaged(
          Text.format(
              "%d cells of %d elements and %d centers of %d",
              count, header.dimension, centers.rows(), centers.dimension()));
    }
    int map = in.get();
    skip(length(Long.BYTES), Long.BYTES);
    if (map == 2) {
      skip(length(2 * Long.BYTES), 2 * Long.BYTES);
    }
    return new Coarse(header, centers);
  }

  /** The bytes of all vectors, cell by cell, and which vectors they are. */
  private record Lists(int[] start, int[] id, byte[] codes) {}

  private Lists lists(Coarse coarse, long codeSize) {
    String kind = fourLetters();
    long count = in.getLong();
    long size = in.getLong();
    if (!kind.equals("ilar") || count != coarse.centers.rows() || size != codeSize) {
      throw damaged(Text.format("%s lists '%s' of %d bytes a vector", count, kind, size));
    }
    int n = coarse.header.rows;
    int[] start = starts((int) count, n);
    if (codeSize * n + (long) Long.BYTES * n > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] codes = new byte[Math.toIntExact(codeSize * n)];
    int[] id = new int[n];
    BitSet there = new BitSet(n);
    for (int c = 0; c < count; c++) {
      in.get(codes, (int) (start[c] * codeSize), (int) ((start[c + 1] - start[c]) * codeSize));
      for (int i = start[c]; i < start[c + 1]; i++) {
        long vector = in.getLong();
        if (vector < 0 || vector >= n || there.get((int) vector)) {
          throw damaged(Text.format("vector %d, of %d, once too often", vector, n));
        }
        if (i > start[c] && vector < id[i - 1]) {
          throw damaged(Text.format("vector %d after %d", vector, id[i - 1]));
        }
        there.set((int) vector);
        id[i] = (int) vector;
      }
    }
    return new Lists(start, id, codes);
  }

  /** Where each cell begins: its vectors are counted for all cells, or for those that have some. */
  private int[] starts(int count, int n) {
    String form = fourLetters();
    int[] start = new int[count + 1];
    int numbers = length(Long.BYTES);
    if (form.equals("full") && numbers == count) {
      for (int c = 0; c < count; c++) {
        start[c + 1] = rows(in.getLong(), n);
      }
    } else if (form.equals("sprs") && numbers % 2 == 0) {
      for (int i = 0; i < numbers; i += 2) {
        long cell = in.getLong();
        if (cell < 0 || cell >= count) {
          throw damaged("cell " + cell);
        }
        start[(int) cell + 1] = rows(in.getLong(), n);
      }
    } else {
      throw damaged(Text.format("%d sizes '%s' of %d cells", numbers, form, count));
    }
    long total = 0;
    for (int c = 0; c < count; c++) {
      total += start[c + 1];
      start[c + 1] = (int) Math.min(total, n);
    }
    if (total != n) {
      throw damaged(Text.format("%d vectors in cells and %d in all", total, n));
    }
    return start;
  }

  private int rows(long rows, int n) {
    if (rows < 0 || rows > n) {
      throw damaged("a cell of " + rows + " vectors");
    }
    return (int) rows;
  }

  private Cells cells(Coarse coarse, Lists lists) {
    FlatIndex centers = coarse.centers;
    return new Cells(centers, lists.start, lists.id);
  }

  private IvfFlatIndex ivfFlat() {
    Coarse coarse = coarse();
    Header header = coarse.header;
    Lists lists = lists(coarse, (long) Float.BYTES * header.dimension);
    float[] vectors = new float[header.rows * header.dimension];
    ByteBuffer.wrap(lists.codes).order(LITTLE_ENDIAN).asFloatBuffer().get(vectors);
    return new IvfFlatIndex(
        similarity(header.metric, normalized), cells(coarse, lists), finite(vectors));
  }

  private IvfPqIndex ivfPq() {
    Coarse coarse = coarse();
    Header header = coarse.header;
    boolean residual = in.get() != 0;
    long codeSize = in.getLong();
    long d = in.getLong();
    long parts = in.getLong();
    long bits = in.getLong();
    if (header.metric != METRIC_L2 || coarse.centers.similarity() != Similarity.L2 || !residual) {
      throw new CustomerError(
          "The index is an IndexIVFPQ of faiss of inner products, or of vectors as they are; Orrery reads those of L2 distances that code the differences from the centers");
    }
    if (d != header.dimension || parts < 1 || d % parts != 0 || bits != BITS || codeSize != parts) {
      throw damaged(Text.format("%d parts of %d bits for %d elements", parts, bits, d));
    }
    int m = (int) parts;
    int width = header.dimension / m;
    int words = ProductQuantizer.MOST_CODEWORDS;
    long values = d * words;
    int there = length(Float.BYTES);
    if (there != values) {
      throw damaged(there + " values of codewords");
    }
    float[] centroids = floats(there, there);
    float[] transposed = new float[centroids.length];
    for (int j = 0; j < m; j++) {
      for (int c = 0; c < words; c++) {
        for (int e = 0; e < width; e++) {
          transposed[(j * width + e) * words + c] = centroids[(j * words + c) * width + e];
        }
      }
    }
    Lists lists = lists(coarse, codeSize);
    return new IvfPqIndex(
        cells(coarse, lists), new ProductQuantizer(m, width, words, transposed), lists.codes);
  }

  /** The length of a vector, whose elements are there. */
  private int length(int elementBytes) {
    long length = in.getLong();
    if (length < 0 || length > in.remaining() / elementBytes) {
      throw damaged(
          Text.format(
              "%d elements of %d bytes where %d bytes are left",
              length, elementBytes, in.remaining()));
    }
    return (int) length;
  }

  private void skip(int elements, int elementBytes) {
    in.position(in.position() + elements * elementBytes);
  }

  private float[] floats(int there, int expected) {
    if (there != expected) {
      throw damaged(Text.format("%d values where %d belong", there, expected));
    }
    float[] values = new float[there];
    in.asFloatBuffer().get(values);
    skip(there, Float.BYTES);
    return finite(values);
  }

  private static float[] finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw damaged("the value " + value);
      }
    }
    return values;
  }

  private static CustomerError damaged(String what) {
    return IndexFormat.damaged(what);
  }
}
