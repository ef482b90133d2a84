package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.io.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes data in another format. */
public final class Converter {

  private static final int VALUES = 1 << 18;

  private Converter() {}

  /**
   * Writes opened data to a file; a target type with {@code header=present} gets a header line of
   * the names.
   *
   * @return number of rows
   */
  public static long convert(OpenedData data, ContentType target, Path out) throws IOException {
    List<String> header = new ArrayList<>();
    if (target.mediaType() == MediaType.CSV && target.header().orElse(false)) {
      header.addAll(labelNames(data));
      header.addAll(featureNames(data));
    }
    return convert(data.source(), target, out, header, Math.max(1, VALUES / data.featureDim()));
  }

  /**
   * Writes the rows of a source to a file: read forwards, written beside and then moved, compressed
   * when the file's name ends in {@code .gz}. Labels come first in CSV; JSON and JSON Lines have
   * them as {@code "label"}.
   *
   * @return number of rows
   * @throws dev.orrery.core.error.CustomerError when the rows cannot be read, or have more labels
   *     than the target can hold
   */
  public static long convert(DataSource source, ContentType target, Path out) throws IOException {
    return convert(source, target, out, List.of());
  }

  /**
   * As {@link #convert(DataSource, ContentType, Path)}, with a header line.
   *
   * @param header names of labels and features for the first line of CSV; empty for none
   */
  public static long convert(DataSource source, ContentType target, Path out, List<String> header)
      throws IOException {
    return convert(source, target, out, header, 1024);
  }

  private static long convert(
      DataSource source, ContentType target, Path out, List<String> header, int batchRows)
      throws IOException {
    boolean gzip = out.getFileName().toString().endsWith(".gz");
    long[] rows = new long[1];
    AtomicFiles.write(
        out,
        raw -> {
          OutputStream bytes = gzip ? new GZIPOutputStream(raw, 1 << 13) : raw;
          rows[0] = copy(source, writer(target.mediaType(), bytes, header), batchRows);
          if (bytes instanceof GZIPOutputStream packed) {
            packed.finish();
          }
        });
    return rows[0];
  }

  private static long copy(DataSource source, RowWriter writer, int batchRows) throws IOException {
    long rows = 0;
    writer.begin();
    try (BatchReader reader = source.open()) {
      Batch batch;
      while ((batch = reader.next(batchRows)) != null) {
        writer.write(batch);
        rows += batch.rows();
      }
    }
    writer.end();
    return rows;
  }

  /** A writer of a format, with a header line of names where there are any. */
  static RowWriter writer(MediaType type, OutputStream out, List<String> header) {
    return switch (type) {
      case CSV -> new CsvWriter(out, header);
      case RECORDIO -> new RecordIoWriter(out);
      case LIBSVM -> new LibsvmWriter(out);
      case JSON_LINES -> new JsonWriter(out, false);
      case JSON -> new JsonWriter(out, true);
    };
  }

  private static List<String> labelNames(OpenedData data) {
    List<String> trained =
        data.preparation().named()
            ? data.preparation().columns().stream()
                .filter(column -> column.role() == Preparation.Role.LABEL)
                .map(Preparation.Column::name)
                .toList()
            : List.of();
    List<String> names = new ArrayList<>();
    for (int k = 0; k < data.labelSize(); k++) {
      names.add(
          trained.size() == data.labelSize() ? trained.get(k) : k == 0 ? "label" : "label" + k);
    }
    return names;
  }

  private static List<String> featureNames(OpenedData data) {
    List<String> names = new ArrayList<>(data.featureNames());
    for (int j = names.size(); j < data.featureDim(); j++) {
      names.add("f" + j);
    }
    return names;
  }
}
