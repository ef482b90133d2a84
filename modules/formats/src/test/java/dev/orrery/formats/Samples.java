package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What the tests share: the folder of samples, and reading whole sources. */
final class Samples {

  static final Path FOLDER =
      Path.of(System.getProperty("orrery.root", "../..")).resolve("datasets");

  private Samples() {}

  static OpenedData open(Object argument, ReadOptions options) throws IOException {
    return open(argument, options, new ArrayList<>());
  }

  static OpenedData open(Object argument, ReadOptions options, List<String> notes)
      throws IOException {
    return Data.open(argument.toString(), "train", options, FOLDER, notes::add);
  }

  /** All rows of a source, features dense, read in batches of a few. */
  static List<float[]> rows(DataSource source) throws IOException {
    List<float[]> rows = new ArrayList<>();
    try (BatchReader reader = source.open()) {
      Batch batch;
      while ((batch = reader.next(7)) != null) {
        var features = batch.features().toDense();
        for (int i = 0; i < batch.rows(); i++) {
          float[] row = new float[features.columns()];
          System.arraycopy(features.values(), features.rowOffset(i), row, 0, row.length);
          rows.add(row);
        }
      }
    }
    return rows;
  }

  static List<Float> labels(DataSource source) throws IOException {
    List<Float> labels = new ArrayList<>();
    try (BatchReader reader = source.open()) {
      Batch batch;
      while ((batch = reader.next(7)) != null) {
        for (float label : batch.labels()) {
          labels.add(label);
        }
      }
    }
    return labels;
  }

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
