package dev.orrery.formats;

import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.OutputStream;

/**
 * Writes libsvm with indexes from 1. The first row always has the last column, so that the width is
 * kept.
 */
final class LibsvmWriter extends RowWriter {

  private boolean first = true;
  private boolean blank;

  LibsvmWriter(OutputStream out) {
    super(out);
  }

  @Override
  void dense(float[] values, int from, int columns, float[] labels, int labelFrom, int labelSize) {
    label(labels, labelFrom, labelSize);
    for (int j = 0; j < columns; j++) {
      // A negative zero is written too.
      if (Float.floatToRawIntBits(values[from + j]) != 0 || first && j == columns - 1) {
        element(j, values[from + j]);
      }
    }
    endRow();
  }

  @Override
  void sparse(CsrMatrix rows, int from, int to, float[] labels, int labelFrom, int labelSize) {
    label(labels, labelFrom, labelSize);
    for (int e = from; e < to; e++) {
      element(rows.column()[e], rows.value()[e]);
    }
    int last = rows.columns() - 1;
    if (first && (from == to || rows.column()[to - 1] != last)) {
      element(last, 0);
    }
    endRow();
  }

  private void label(float[] labels, int from, int count) {
    if (count > 1) {
      throw new CustomerError(
          Text.format(
              "libsvm has one label per row and the data has %d; name one with --label", count));
    }
    blank = count > 0;
    if (blank) {
      sink.text(NumberText.shortest(labels[from]));
    }
  }

  private void element(int column, float value) {
    if (blank) {
      sink.put(' ');
    }
    blank = true;
    sink.text(Integer.toString(column + 1)).put(':').text(NumberText.shortest(value));
  }

  private void endRow() {
    first = false;
    if (!blank) {
      // A row of zeros without a label is not an empty line, which would be passed over.
      element(0, 0);
    }
    sink.put('\n');
  }
}
