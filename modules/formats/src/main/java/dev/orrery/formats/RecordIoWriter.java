package dev.orrery.formats;

import dev.orrery.core.data.CsrMatrix;
import java.io.IOException;
import java.io.OutputStream;

/** Writes RecordIO-protobuf with float32 tensors (spec A1): one record per row. */
final class RecordIoWriter extends RowWriter {

  private final RecordEncoder record = new RecordEncoder();

  RecordIoWriter(OutputStream out) {
    super(out);
  }

  @Override
  void dense(float[] values, int from, int columns, float[] labels, int labelFrom, int labelSize)
      throws IOException {
    record.features(values, from, columns);
    end(labels, labelFrom, labelSize);
  }

  @Override
  void sparse(CsrMatrix rows, int from, int to, float[] labels, int labelFrom, int labelSize)
      throws IOException {
    record.features(rows.value(), rows.column(), from, to - from, rows.columns());
    end(labels, labelFrom, labelSize);
  }

  private void end(float[] labels, int from, int count) throws IOException {
    if (count > 0) {
      record.label(RecordIoRows.VALUES, labels, from, count);
    }
    record.endRecord(out);
  }
}
