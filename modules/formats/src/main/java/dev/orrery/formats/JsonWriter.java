package dev.orrery.formats;

import dev.orrery.core.data.CsrMatrix;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes JSON Lines, or a JSON document of instances, in the forms of spec A3 with a {@code
 * "label"} beside where there is one.
 */
final class JsonWriter extends RowWriter {

  private final boolean document;
  private boolean first = true;

  /**
   * A writer.
   *
   * @param document whether the instances are wrapped in {@code {"instances": [...]}}
   */
  JsonWriter(OutputStream out, boolean document) {
    super(out);
    this.document = document;
  }

  @Override
  void begin() {
    sink.text(document ? "{\"instances\": [" : "");
  }

  @Override
  void dense(float[] values, int from, int columns, float[] labels, int labelFrom, int labelSize) {
    open();
    sink.text("{\"features\": ");
    list(values, from, columns);
    close(labels, labelFrom, labelSize);
  }

  @Override
  void sparse(CsrMatrix rows, int from, int to, float[] labels, int labelFrom, int labelSize) {
    open();
    sink.text("{\"data\": {\"features\": {\"keys\": [");
    for (int e = from; e < to; e++) {
      sink.text(e == from ? "" : ", ").text(Integer.toString(rows.column()[e]));
    }
    sink.text("], \"shape\": [").text(Integer.toString(rows.columns())).text("], \"values\": ");
    list(rows.value(), from, to - from);
    sink.text("}}");
    close(labels, labelFrom, labelSize);
  }

  @Override
  void end() throws IOException {
    sink.text(document ? "]}" : "");
    sink.flushTo(out);
  }

  private void open() {
    sink.text(document && !first ? ", " : "");
    first = false;
  }

  private void close(float[] labels, int from, int count) {
    if (count == 1) {
      sink.text(", \"label\": ").text(NumberText.shortest(labels[from]));
    } else if (count > 1) {
      sink.text(", \"label\": ");
      list(labels, from, count);
    }
    sink.text(document ? "}" : "}\n");
  }

  private void list(float[] values, int from, int count) {
    sink.put('[');
    for (int j = 0; j < count; j++) {
      sink.text(j == 0 ? "" : ", ").text(NumberText.shortest(values[from + j]));
    }
    sink.put(']');
  }
}
