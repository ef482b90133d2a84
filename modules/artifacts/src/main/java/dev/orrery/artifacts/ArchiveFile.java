package dev.orrery.artifacts;

import dev.orrery.core.error.CustomerError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of a model archive, or of a zip inside it, as a person wants to see it.
 *
 * @param name its name
 * @param bytes its size
 * @param kind what it is
 * @param arrays the arrays of a file of arrays, in order
 * @param files the files of a zip, in order
 * @param text the text of a JSON file
 */
public record ArchiveFile(
    String name,
    long bytes,
    Kind kind,
    List<ArrayFacts> arrays,
    List<ArchiveFile> files,
    Optional<String> text) {

  /** What a file is, known by its first bytes, or by its name where those tell nothing. */
  public enum Kind {
    /** An MXNet array file (spec A10). */
    MXNET("MXNet arrays"),
    /** A zip with files in it. */
    ZIP("zip"),
    /** Text in JSON. */
    JSON("JSON"),
    /** Nothing but float32 numbers, as the labels of KNN are (spec B3.6). */
    FLOATS("float32 numbers"),
    /** Something else. */
    OTHER("binary");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * What an array is.
   *
   * @param name its name, empty without one
   * @param shape length of each dimension
   * @param least the least of its finite numbers, NaN without any
   * @param greatest the greatest of its finite numbers, NaN without any
   * @param notFinite how many of its numbers are NaN or infinite
   */
  public record ArrayFacts(
      String name, List<Integer> shape, double least, double greatest, long notFinite) {

    private static ArrayFacts of(String name, List<Integer> shape, float[] values) {
      double least = Double.NaN;
      double greatest = Double.NaN;
      long notFinite = 0;
      for (float value : values) {
        if (!Float.isFinite(value)) {
          notFinite++;
        } else {
          least = value >= least ? least : value;
          greatest = value <= greatest ? greatest : value;
        }
      }
      return new ArrayFacts(name, shape, least, greatest, notFinite);
    }
  }

  /**
   * Looks into a file.
   *
   * @throws CustomerError when it begins as a zip or as MXNet arrays and is damaged
   */
  static ArchiveFile of(String name, byte[] contents) {
    if (MxNetArrays.begins(contents)) {
      return arrays(name, contents);
    }
    if (ZipFiles.isZip(contents)) {
      return zip(name, contents);
    }
    if (name.endsWith(".labels") && contents.length % Float.BYTES == 0) {
      float[] values = new float[contents.length / Float.BYTES];
      ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      ArrayFacts facts = ArrayFacts.of("", List.of(values.length), values);
      return file(name, contents, Kind.FLOATS, List.of(facts), List.of(), null);
    }
    if (name.endsWith(".json") || contents.length > 0 && contents[0] == '{') {
      String text = new String(contents, StandardCharsets.UTF_8).strip();
      return file(name, contents, Kind.JSON, List.of(), List.of(), text);
    }
    return file(name, contents, Kind.OTHER, List.of(), List.of(), null);
  }

  private static ArchiveFile arrays(String name, byte[] contents) {
    MxNetArrays read = MxNetArrays.read(contents, name);
    List<ArrayFacts> facts = new ArrayList<>();
    for (int i = 0; i < read.arrays().size(); i++) {
      MxNetArrays.Array array = read.arrays().get(i);
      String called = read.names().isEmpty() ? "" : read.names().get(i);
      facts.add(ArrayFacts.of(called, array.shape(), array.values()));
    }
    return file(name, contents, Kind.MXNET, facts, List.of(), null);
  }

  private static ArchiveFile zip(String name, byte[] contents) {
    List<ArchiveFile> files = new ArrayList<>();
    ZipFiles.read(contents, name).forEach((inside, bytes) -> files.add(of(inside, bytes)));
    return file(name, contents, Kind.ZIP, List.of(), files, null);
  }

  private static ArchiveFile file(
      String name,
      byte[] contents,
      Kind kind,
      List<ArrayFacts> arrays,
      List<ArchiveFile> files,
      String text) {
    return new ArchiveFile(
        name, contents.length, kind, arrays, List.copyOf(files), Optional.ofNullable(text));
  }
}
