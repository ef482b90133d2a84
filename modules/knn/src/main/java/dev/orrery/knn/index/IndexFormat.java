package dev.orrery.knn.index;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.FloatBlocks;
import dev.orrery.core.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The bytes of an index: those of faiss where it has such an index ({@link FaissReader}), else the
 * mark {@code OKNN}, a version, the kind, and its arrays; whole numbers big-endian, values of
 * vectors little-endian float32. Those of all kinds that Orrery wrote before it wrote faiss' are
 * read too.
 */
public final class IndexFormat {

  private static final int MARK = 0x4F4B4E4E; // "OKNN"
  private static final int VERSION = 1;
  private static final int BLOCK = 1 << 14;

  private IndexFormat() {}

  /**
   * The bytes of an index; equal indexes give equal bytes.
   *
   * @param nprobe cells that a search visits, which faiss keeps with an inverted index
   */
  public static byte[] write(NeighborIndex index, int nprobe) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (FaissWriter.holds(index)) {
        FaissWriter.write(index, nprobe, out);
      } else {
        write(index, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(NeighborIndex index, DataOutputStream out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(VERSION);
    out.writeUTF(index.type());
    out.writeUTF(index.similarity().name());
    out.writeInt(index.rows());
    out.writeInt(index.dimension());
    switch (index) {
      case FlatIndex flat -> throw new IllegalArgumentException(flat.type());
      case IvfFlatIndex ivf -> throw new IllegalArgumentException(ivf.type());
      case IvfPqIndex pq -> {
        writeCells(pq.cells, out);
        out.writeInt(pq.quantizer.parts);
        out.writeInt(pq.quantizer.codewords);
        writeFloats(pq.quantizer.transposed, pq.quantizer.transposed.length, out);
        out.write(pq.codes);
      }
      case HnswIndex hnsw -> {
        writeFloats(hnsw.vectors, hnsw.n * hnsw.d, out);
        writeGraph(hnsw.graph, out);
      }
      case KdTreeIndex tree -> {
        out.writeInt(tree.levels);
        writeFloats(tree.vectors, tree.vectors.length, out);
        writeInts(tree.id, out);
        writeInts(tree.cutBy, out);
        writeFloats(tree.cutAt, tree.cutAt.length, out);
      }
    }
  }

  private static void writeFloats(float[] values, int count, DataOutputStream out)
      throws IOException {
    FloatBlocks.write(values, 0, count, LITTLE_ENDIAN, out);
  }

  /**
   * Reads what {@link #write} wrote, or faiss.
   *
   * @param normalized whether vectors of length 1 are meant where faiss says inner products
   * @throws CustomerError when it is no index, of a kind or version that is not known, or damaged
   */
  public static NeighborIndex read(byte[] bytes, boolean normalized) {
    if (FaissReader.recognises(bytes)) {
      return FaissReader.read(bytes, normalized);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return read(in);
    } catch (EOFException e) {
      throw new CustomerError("The index is cut off", null, e);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be read", e);
    }
  }

  private static NeighborIndex read(DataInputStream in) throws IOException {
    if (in.readInt() != MARK) {
      throw new CustomerError("This is neither an index of faiss nor one of Orrery's");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new CustomerError(
          Text.format(
              "The index has format version %d; this Orrery reads version %d", version, VERSION));
    }
    String type = in.readUTF();
    Similarity similarity = similarity(in.readUTF());
    int n = in.readInt();
    int d = in.readInt();
    if (n < 1 || d < 1 || (long) n * d > Integer.MAX_VALUE - 8) {
      throw damaged(n + " vectors of " + d + " elements");
    }
    return switch (type) {
      case "faiss.Flat" ->
          new FlatIndex(similarity, FloatBlocks.read(n * d, LITTLE_ENDIAN, in), n, d);
      case "faiss.IVFFlat" ->
          new IvfFlatIndex(
              similarity,
              readCells(similarity, n, d, in),
              FloatBlocks.read(n * d, LITTLE_ENDIAN, in));
      case "faiss.IVFPQ" -> readPq(n, d, in);
      case "hnsw" ->
          new HnswIndex(
              similarity, FloatBlocks.read(n * d, LITTLE_ENDIAN, in), n, d, readGraph(n, in));
      case "kdtree" -> readTree(n, d, in);
      default -> throw damaged("type " + type);
    };
  }

  private static Similarity similarity(String name) {
    return Arrays.stream(Similarity.values())
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(() -> damaged("metric " + name));
  }

  private static void writeCells(Cells cells, DataOutputStream out) throws IOException {
    out.writeInt(cells.count);
    writeFloats(cells.centers, cells.count * cells.dimension, out);
    writeInts(cells.start, out);
    writeInts(cells.id, out);
  }

  private static Cells readCells(Similarity similarity, int n, int d, DataInputStream in)
      throws IOException {
    int count = in.readInt();
    if (count < 1 || count > n) {
      throw damaged(count + " cells");
    }
    float[] centers = FloatBlocks.read(count * d, LITTLE_ENDIAN, in);
    int[] start = readInts(count + 1, 0, n, in);
    for (int c = 0; c < count; c++) {
      if (start[c] > start[c + 1]) {
        throw damaged("cells that overlap");
      }
    }
    if (start[0] != 0 || start[count] != n) {
      throw damaged("cells of " + (start[count] - start[0]) + " vectors");
    }
    return new Cells(similarity, centers, d, start, readInts(n, 0, n - 1, in));
  }

  private static IvfPqIndex readPq(int n, int d, DataInputStream in) throws IOException {
    Cells cells = readCells(Similarity.L2, n, d, in);
    int parts = in.readInt();
    int codewords = in.readInt();
    if (parts < 1 || d % parts != 0 || codewords < 1 || codewords > Math.min(n, 256)) {
      throw damaged(parts + " parts of " + codewords + " codewords");
    }
    float[] transposed = FloatBlocks.read(d * codewords, LITTLE_ENDIAN, in);
    byte[] codes = in.readNBytes(Math.multiplyExact(n, parts));
    if (codes.length < n * parts) {
      throw damaged("fewer codes than vectors");
    }
    for (byte code : codes) {
      if ((code & 0xFF) >= codewords) {
        throw damaged("code " + (code & 0xFF));
      }
    }
    return new IvfPqIndex(
        cells, new ProductQuantizer(parts, d / parts, codewords, transposed), codes);
  }

  private static void writeGraph(HnswGraph graph, DataOutputStream out) throws IOException {
    out.writeInt(graph.m);
    out.writeInt(graph.entry);
    out.writeInt(graph.top);
    writeInts(graph.level, out);
    for (int[][] layers : graph.links) {
      for (int[] links : layers) {
        out.writeInt(links.length);
        writeInts(links, out);
      }
    }
  }

  private static HnswGraph readGraph(int n, DataInputStream in) throws IOException {
    int m = in.readInt();
    int entry = in.readInt();
    int top = in.readInt();
    int[] level = readInts(n, 0, 64, in);
    if (entry < 0 || entry >= n || level[entry] != top) {
      throw damaged("entry " + entry);
    }
    int[][][] joined = new int[n][][];
    for (int i = 0; i < n; i++) {
      joined[i] = new int[level[i] + 1][];
      for (int layer = 0; layer <= level[i]; layer++) {
        int[] links = readInts(in.readInt(), 0, n - 1, in);
        for (int other : links) {
          if (level[other] < layer) {
            throw damaged("a link to a vector that is not in the layer");
          }
        }
        joined[i][layer] = links;
      }
    }
    return new HnswGraph(m, level, joined, entry, top);
  }

  private static KdTreeIndex readTree(int n, int d, DataInputStream in) throws IOException {
    int levels = in.readInt();
    if (levels < 0 || levels > 30 || (1 << levels) > n) {
      throw damaged(levels + " levels");
    }
    int nodes = (1 << levels) - 1;
    return new KdTreeIndex(
        n,
        d,
        levels,
        FloatBlocks.read(n * d, LITTLE_ENDIAN, in),
        readInts(n, 0, n - 1, in),
        readInts(nodes, 0, d - 1, in),
        FloatBlocks.read(nodes, LITTLE_ENDIAN, in));
  }

  static CustomerError damaged(String what) {
    return new CustomerError("The index is damaged: it says " + what);
  }

  private static void writeInts(int[] values, DataOutputStream out) throws IOException {
    for (int value : values) {
      out.writeInt(value);
    }
  }

  /** Grows with what is really there, so that a damaged length does not take all memory. */
  private static int[] readInts(int count, int least, int most, DataInputStream in)
      throws IOException {
    if (count < 0) {
      throw damaged(count + " numbers");
    }
    int[] values = new int[Math.min(count, BLOCK)];
    for (int i = 0; i < count; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(count, 2L * i));
      }
      values[i] = in.readInt();
      if (values[i] < least || values[i] > most) {
        throw damaged("number " + values[i] + " outside " + least + " to " + most);
      }
    }
    return values;
  }
}
