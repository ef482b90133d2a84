package dev.orrery.formats;

import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.io.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Answers of a model in RecordIO, which have no features and their keys in the label map. */
public final class Answers {

  private final DataFile file;

  private Answers(DataFile file) {
    this.file = file;
  }

  /**
   * The answers that a data argument names.
   *
   * @return empty when it is not one RecordIO file whose first record has keys and no features
   */
  public static Optional<Answers> find(
      String argument, Optional<ContentType> contentType, Path datasetsFolder) throws IOException {
    List<DataFile> files =
        DataArgument.resolve(argument, contentType, datasetsFolder, note -> {}).files();
    if (files.size() != 1 || files.getFirst().mediaType() != MediaType.RECORDIO) {
      return Optional.empty();
    }
    try (RecordIoRows rows = rows(files.getFirst())) {
      Map<String, float[]> first = rows.answer();
      return first == null || first.isEmpty()
          ? Optional.empty()
          : Optional.of(new Answers(files.getFirst()));
    }
  }

  private static RecordIoRows rows(DataFile file) throws IOException {
    return new RecordIoRows(
        file,
        new VectorRows.Expected(
            "data", 0, 0, file.name(), new RowCounter(Split.none(), 0), false, false));
  }

  /**
   * Writes them in another format that answers come in; compressed when the file's name ends in
   * {@code .gz}.
   *
   * @return their number
   * @throws CustomerError for a format of data alone, such as libsvm, and for a record that is no
   *     answer
   */
  public long convert(MediaType target, Path out) throws IOException {
    if (!target.answers()) {
      throw new CustomerError(
          file.name() + " holds answers, which have no features to write as " + target, "--to");
    }
    long[] count = new long[1];
    AtomicFiles.write(
        out,
        raw -> {
          boolean gzip = out.getFileName().toString().endsWith(".gz");
          OutputStream bytes = gzip ? new GZIPOutputStream(raw, 1 << 13) : raw;
          try (RecordIoRows rows = rows(file);
              PredictionWriter writer =
                  new PredictionWriter(Accept.of(target), bytes, false, List.of())) {
            for (Map<String, float[]> answer = rows.answer();
                answer != null;
                answer = rows.answer()) {
              if (answer.isEmpty()) {
                throw rows.error("features were found where an answer was expected");
              }
              writer.write(predictions(answer));
              count[0]++;
            }
          }
        });
    return count[0];
  }

  private static Predictions predictions(Map<String, float[]> answer) {
    List<Predictions.Key> keys = new ArrayList<>();
    answer.forEach(
        (name, values) ->
            keys.add(new Predictions.Key(name, values, values.length, name.equals("projection"))));
    return new Predictions(
        answer.containsKey("projection") ? "projections" : "predictions", keys, 1);
  }
}
