package dev.orrery.formats;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.orrery.core.algorithm.Predictions;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/**
 * Writes answers batch by batch in SageMaker's shape (spec A4): JSON as Python's {@code json.dumps}
 * has it, JSON Lines, CSV in the order of the keys, or RecordIO with the keys in the label map.
 */
public final class PredictionWriter implements AutoCloseable {

  /** Keys that hold a class, and may be printed as whole numbers. */
  private static final Set<String> CLASSES = Set.of("predicted_label", "closest_cluster", "labels");

  /** Of those, the keys that hold a label of the training data. */
  private static final Set<String> LABELS = Set.of("predicted_label", "labels");

  private final MediaType type;
  private final OutputStream out;
  private final boolean integerLabels;
  private final List<String> labelNames;
  private final ByteSink sink = new ByteSink();
  private final RecordEncoder record = new RecordEncoder();
  private boolean begun;

  /**
   * A writer.
   *
   * @param accept the format of the answers
   * @param out where they go; closed by {@link #close()}
   * @param integerLabels whether classes are printed as {@code 1} and not {@code 1.0}
   * @param labelNames words to print in place of the labels 0, 1, ...; empty to print numbers
   * @throws CustomerError for words in RecordIO, which has none
   */
  public PredictionWriter(
      Accept accept, OutputStream out, boolean integerLabels, List<String> labelNames) {
    if (accept.type() == MediaType.RECORDIO && !labelNames.isEmpty()) {
      throw new CustomerError(
          Text.format("Answers in %s are numbers; words are for the other formats", accept.type()),
          "accept");
    }
    this.type = accept.type();
    this.out = out;
    this.integerLabels = integerLabels;
    this.labelNames = List.copyOf(labelNames);
  }

  /** Writes the answers to some rows, after those before. */
  public void write(Predictions answers) throws IOException {
    for (int row = 0; row < answers.rows(); row++) {
      switch (type) {
        case RECORDIO -> record(answers, row);
        case CSV -> csv(answers, row);
        case JSON -> {
          sink.text(begun ? ", " : "{\"" + answers.root() + "\": [");
          object(answers, row);
        }
        default -> {
          object(answers, row);
          sink.put('\n');
        }
      }
      begun = true;
      if (sink.size() > 1 << 16) {
        sink.flushTo(out);
      }
    }
    sink.flushTo(out);
  }

  /** Ends the JSON document and closes the stream. */
  @Override
  public void close() throws IOException {
    if (type == MediaType.JSON) {
      sink.text(begun ? "]}" : "{\"predictions\": []}").flushTo(out);
    }
    out.close();
  }

  private void record(Predictions answers, int row) throws IOException {
    for (Predictions.Key key : answers.keys()) {
      record.label(key.name(), key.values(), row * key.width(), key.width());
    }
    record.endRecord(out);
  }

  private void csv(Predictions answers, int row) {
    String comma = "";
    for (Predictions.Key key : answers.keys()) {
      for (int i = 0; i < key.width(); i++) {
        sink.text(comma).text(value(key, row * key.width() + i));
        comma = ",";
      }
    }
    sink.put('\n');
  }

  private void object(Predictions answers, int row) {
    sink.put('{');
    String comma = "";
    for (Predictions.Key key : answers.keys()) {
      sink.text(comma).put('"').text(key.name()).text("\": ");
      comma = ", ";
      int from = row * key.width();
      if (key.list() || key.width() != 1) {
        sink.put('[');
        for (int i = 0; i < key.width(); i++) {
          sink.text(i == 0 ? "" : ", ").text(value(key, from + i));
        }
        sink.put(']');
      } else {
        sink.text(value(key, from));
      }
    }
    sink.put('}');
  }

  private String value(Predictions.Key key, int index) {
    float value = key.values()[index];
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9f;
    if (whole && value >= 0 && value < labelNames.size() && LABELS.contains(key.name())) {
      String word = labelNames.get((int) value);
      return type == MediaType.CSV ? csvCell(word) : quoted(word);
    }
    return integerLabels && whole && CLASSES.contains(key.name())
        ? Integer.toString((int) value)
        : NumberText.python(value);
  }

  private static String csvCell(String word) {
    return word.matches("(?s).*[,\"\r\n].*") ? '"' + word.replace("\"", "\"\"") + '"' : word;
  }

  private static String quoted(String word) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(word)) + '"';
  }
}
