package dev.orrery.knn.index;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.orrery.core.io.FloatBlocks;
import java.io.DataOutputStream;
import java.io.IOException;

/** Writes what {@link FaissReader} reads, as faiss 1.7 does. */
final class FaissWriter {

  private static final long UNUSED = 1 << 20;

  private FaissWriter() {}

  /** Whether there are bytes of faiss for an index. */
  static boolean holds(NeighborIndex index) {
    return switch (index) {
      case FlatIndex flat -> true;
      case IvfFlatIndex ivf -> true;
      case IvfPqIndex pq -> pq.quantizer.codewords == ProductQuantizer.MOST_CODEWORDS;
      case HnswIndex hnsw -> false;
      case KdTreeIndex tree -> false;
    };
  }

  /**
   * Writes an index that {@link #holds} says there are bytes for.
   *
   * @param nprobe cells that a search visits
   */
  static void write(NeighborIndex index, int nprobe, DataOutputStream out) throws IOException {
    switch (index) {
      case FlatIndex flat -> write(flat, out);
      case IvfFlatIndex ivf -> {
        write("IwFl", ivf, nprobe, out);
        writeLists(
            ivf.cells,
            Float.BYTES * ivf.dimension(),
            (from, to) -> {
              int d = ivf.dimension();
              FloatBlocks.write(ivf.vectors, from * d, (to - from) * d, LITTLE_ENDIAN, out);
            },
            out);
      }
      case IvfPqIndex pq -> {
        ProductQuantizer quantizer = pq.quantizer;
        write("IwPQ", pq, nprobe, out);
        out.writeByte(1);
        writeLong(quantizer.parts, out);
        writeLong(pq.dimension(), out);
        writeLong(quantizer.parts, out);
        writeLong(FaissReader.BITS, out);
        float[] centroids = new float[quantizer.transposed.length];
        for (int i = 0; i < centroids.length; i++) {
          int e = i % quantizer.width;
          int c = i / quantizer.width % quantizer.codewords;
          int j = i / quantizer.width / quantizer.codewords;
          centroids[i] = quantizer.transposed[(j * quantizer.width + e) * quantizer.codewords + c];
        }
        writeFloats(centroids, centroids.length, out);
        int parts = quantizer.parts;
        writeLists(
            pq.cells,
            parts,
            (from, to) -> out.write(pq.codes, from * parts, (to - from) * parts),
            out);
      }
      case HnswIndex hnsw -> throw new IllegalArgumentException(hnsw.type());
      case KdTreeIndex tree -> throw new IllegalArgumentException(tree.type());
    }
  }

  private static void write(FlatIndex flat, DataOutputStream out) throws IOException {
    writeHeader(flat.similarity() == Similarity.L2 ? "IxF2" : "IxFI", flat, out);
    writeFloats(flat.vectors(), flat.rows() * flat.dimension(), out);
  }

  private static void writeHeader(String kind, NeighborIndex index, DataOutputStream out)
      throws IOException {
    out.writeBytes(kind);
    writeInt(index.dimension(), out);
    writeLong(index.rows(), out);
    writeLong(UNUSED, out);
    writeLong(UNUSED, out);
    out.writeByte(1);
    writeInt(
        index.similarity() == Similarity.L2
            ? FaissReader.METRIC_L2
            : FaissReader.METRIC_INNER_PRODUCT,
        out);
  }

  /** What the inverted indexes begin with; no map from vectors to cells. */
  private static void write(String kind, InvertedIndex index, int nprobe, DataOutputStream out)
      throws IOException {
    writeHeader(kind, index, out);
    writeLong(index.cellCount(), out);
    writeLong(nprobe, out);
    write(index.cells.quantizer, out);
    out.writeByte(0);
    writeLong(0, out);
  }

  /** Writes the bytes of some vectors. */
  private interface Codes {
    void write(int from, int to) throws IOException;
  }

  private static void writeLists(Cells cells, int codeSize, Codes codes, DataOutputStream out)
      throws IOException {
    out.writeBytes("ilar");
    writeLong(cells.count, out);
    writeLong(codeSize, out);
    out.writeBytes("full");
    writeLong(cells.count, out);
    for (int c = 0; c < cells.count; c++) {
      writeLong(cells.rowsOf(c), out);
    }
    for (int c = 0; c < cells.count; c++) {
      codes.write(cells.start[c], cells.start[c + 1]);
      for (int i = cells.start[c]; i < cells.start[c + 1]; i++) {
        writeLong(cells.id[i], out);
      }
    }
  }

  private static void writeFloats(float[] values, int count, DataOutputStream out)
      throws IOException {
    writeLong(count, out);
    FloatBlocks.write(values, 0, count, LITTLE_ENDIAN, out);
  }

  private static void writeInt(int value, DataOutputStream out) throws IOException {
    out.writeInt(Integer.reverseBytes(value));
  }

  private static void writeLong(long value, DataOutputStream out) throws IOException {
    out.writeLong(Long.reverseBytes(value));
  }
}
