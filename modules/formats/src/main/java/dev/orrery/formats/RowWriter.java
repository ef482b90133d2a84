package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.CsrMatrix;
import dev.orrery.core.data.DenseMatrix;
import java.io.IOException;
import java.io.OutputStream;

/** Writes rows in a format, batch by batch. */
abstract class RowWriter {

  /** What is collected before it is written. */
  private static final int FLUSH = 1 << 16;

  final OutputStream out;
  final ByteSink sink = new ByteSink();

  RowWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes what comes before the first row. */
  void begin() throws IOException {}

  /** Writes a dense row: its values lie at {@code from}, its labels at {@code labelFrom}. */
  abstract void dense(
      float[] values, int from, int columns, float[] labels, int labelFrom, int labelSize)
      throws IOException;

  /** Writes a sparse row: its elements are {@code from} to {@code to - 1}. */
  abstract void sparse(
      CsrMatrix rows, int from, int to, float[] labels, int labelFrom, int labelSize)
      throws IOException;

  /** Writes what comes after the last row. */
  void end() throws IOException {}

  /** Writes all rows of a batch. */
  final void write(Batch batch) throws IOException {
    int labelSize = batch.labelSize();
    for (int i = 0; i < batch.rows(); i++) {
      switch (batch.features()) {
        case DenseMatrix m ->
            dense(
                m.values(), m.rowOffset(i), m.columns(), batch.labels(), i * labelSize, labelSize);
        case CsrMatrix m ->
            sparse(
                m, m.rowStart()[i], m.rowStart()[i + 1], batch.labels(), i * labelSize, labelSize);
      }
      if (sink.size() > FLUSH) {
        sink.flushTo(out);
      }
    }
    sink.flushTo(out);
  }
}
