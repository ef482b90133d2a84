package dev.orrery.formats;

import dev.orrery.core.data.CsrMatrix;
import java.io.OutputStream;
import java.util.List;

/** Writes CSV: labels first, then features. */
final class CsvWriter extends RowWriter {

  private final List<String> header;

  /**
   * A writer.
   *
   * @param header names for a header line; empty for none, as SageMaker wants it
   */
  CsvWriter(OutputStream out, List<String> header) {
    super(out);
    this.header = header;
  }

  @Override
  void begin() {
    for (int i = 0; i < header.size(); i++) {
      sink.text(i == 0 ? "" : ",");
      sink.text(quoted(header.get(i)));
    }
    sink.text(header.isEmpty() ? "" : "\n");
  }

  /** A text as a cell: quoted where it would not be one cell otherwise (RFC 4180). */
  static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  void dense(float[] values, int from, int columns, float[] labels, int labelFrom, int labelSize) {
    labels(labels, labelFrom, labelSize);
    for (int j = 0; j < columns; j++) {
      cell(values[from + j], labelSize + j);
    }
    sink.put('\n');
  }

  @Override
  void sparse(CsrMatrix rows, int from, int to, float[] labels, int labelFrom, int labelSize) {
    labels(labels, labelFrom, labelSize);
    int e = from;
    for (int j = 0; j < rows.columns(); j++) {
      boolean stored = e < to && rows.column()[e] == j;
      cell(stored ? rows.value()[e++] : 0, labelSize + j);
    }
    sink.put('\n');
  }

  private void labels(float[] labels, int from, int count) {
    for (int k = 0; k < count; k++) {
      cell(labels[from + k], k);
    }
  }

  private void cell(float value, int index) {
    if (index > 0) {
      sink.put(',');
    }
    sink.text(NumberText.shortest(value));
  }
}
