package dev.orrery.formats;

import java.util.List;
import java.util.Optional;

/** The formats that data comes in, by SageMaker's names. */
public enum MediaType {
  /** Comma-separated cells, a row a line (spec A2). */
  CSV("text/csv", List.of(), List.of(".csv")),
  /** Frames of protobuf records (spec A1). */
  RECORDIO("application/x-recordio-protobuf", List.of(), List.of(".pbr", ".rec", ".recordio")),
  /** A JSON object per line (spec A3). */
  JSON_LINES("application/jsonlines", List.of("application/x-jsonlines"), List.of(".jsonl")),
  /** {@code label index:value ...} lines. */
  LIBSVM("text/libsvm", List.of("text/x-libsvm"), List.of(".libsvm", ".svm")),
  /** One JSON document with an array {@code instances} (spec A3). */
  JSON("application/json", List.of(), List.of(".json"));

  private final String text;
  private final List<String> aliases;
  private final List<String> suffixes;

  MediaType(String text, List<String> aliases, List<String> suffixes) {
    this.text = text;
    this.aliases = aliases;
    this.suffixes = suffixes;
  }

  /** The name in a Content-Type header. */
  public String text() {
    return text;
  }

  /** Endings of file names, the first of which is written. */
  public List<String> suffixes() {
    return suffixes;
  }

  /** Whether answers of a model come in it too. */
  boolean answers() {
    return this == CSV || this == RECORDIO || this == JSON_LINES || this == JSON;
  }

  /** The type of a lower-case name or alias. */
  static Optional<MediaType> named(String name) {
    for (MediaType type : values()) {
      if (type.text.equals(name) || type.aliases.contains(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type that a file's name tells by its ending, {@code .gz} not counted. */
  static Optional<MediaType> bySuffix(String fileName) {
    String name = fileName.toLowerCase(java.util.Locale.ROOT);
    if (name.endsWith(".gz")) {
      name = name.substring(0, name.length() - 3);
    }
    for (MediaType type : values()) {
      if (type.suffixes.stream().anyMatch(name::endsWith)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
