package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DenseMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Data with missing features that are to be filled in: empty cells of CSV, or what stands for them;
 * NaN in other formats. It is written in the form that it has: of CSV every other cell stays as it
 * is, labels, dropped columns and header too; other formats keep their labels.
 */
public final class Filling {

  private static final int ROWS = 4096;

  private final OpenedData data;
  private final Preparation learnt;

  private Filling(OpenedData data, Preparation learnt) {
    this.data = data;
    this.learnt = learnt;
  }

  /**
   * What was done.
   *
   * @param rows rows that were read and written
   * @param rowsFilled rows of them in which something was missing
   * @param values features that were missing
   */
  public record Counts(long rows, long rowsFilled, long values) {}

  /**
   * Opens data in which features may be missing.
   *
   * @param argument a sample's name, a file, a folder or a glob
   * @param options how to read it; labels are taken along or passed over as its format needs
   * @param learnt how the training data was read
   * @throws dev.orrery.core.error.CustomerError when it cannot be read, or has another width
   */
  public static Filling open(
      String argument, ReadOptions options, Path datasetsFolder, Preparation learnt)
      throws IOException {
    Preparation unscaled = learnt.withMoments(List.of(), List.of());
    ReadOptions.Builder kept = options.toBuilder().keepMissing(true).keepLabel(false);
    OpenedData data = opened(argument, kept.build(), datasetsFolder, unscaled);
    if (data.contentType().mediaType() != MediaType.CSV) {
      data = opened(argument, kept.keepLabel(true).build(), datasetsFolder, unscaled);
    }
    return new Filling(data, learnt);
  }

  private static OpenedData opened(
      String argument, ReadOptions options, Path datasetsFolder, Preparation learnt)
      throws IOException {
    return Data.open(argument, RequestReader.CHANNEL, options, datasetsFolder, note -> {}, learnt);
  }

  /** The format that is read and written. */
  public MediaType mediaType() {
    return data.contentType().mediaType();
  }

  /**
   * Reads all rows, has what is missing filled in, and writes them.
   *
   * @param filler is given rows in their order, scaled as the training data was, with NaN where a
   *     feature is missing, and returns them without
   */
  public Counts write(UnaryOperator<DenseMatrix> filler, OutputStream out) throws IOException {
    long rows = 0;
    long rowsFilled = 0;
    long values = 0;
    try (BatchReader reader = data.source().open();
        Sink sink = sink(out)) {
      for (Batch batch = reader.next(ROWS); batch != null; batch = reader.next(ROWS)) {
        DenseMatrix found = batch.features().toDense();
        DenseMatrix filled = filler.apply(scaled(found));
        float[] row = new float[found.columns()];
        for (int i = 0; i < found.rows(); i++) {
          System.arraycopy(filled.values(), filled.rowOffset(i), row, 0, row.length);
          learnt.restore(row);
          int missing = 0;
          for (int j = 0; j < row.length; j++) {
            if (Float.isNaN(found.get(i, j))) {
              found.values()[found.rowOffset(i) + j] = row[j];
              missing++;
            }
          }
          values += missing;
          rowsFilled += missing > 0 ? 1 : 0;
        }
        rows += found.rows();
        sink.write(
            batch.labelSize() == 0
                ? Batch.unlabelled(found)
                : new Batch(found, batch.labels(), batch.labelSize()));
      }
    }
    return new Counts(rows, rowsFilled, values);
  }

  /** A copy of rows as the model was trained on them. */
  private DenseMatrix scaled(DenseMatrix rows) {
    float[] values = new float[rows.rows() * rows.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      int at = i * rows.columns();
      System.arraycopy(rows.values(), rows.rowOffset(i), values, at, rows.columns());
      if (learnt.standardized()) {
        learnt.standardizer().apply(values, at);
      }
    }
    return new DenseMatrix(values, rows.rows(), rows.columns());
  }

  /** Takes the rows that have been filled in. */
  private interface Sink extends AutoCloseable {
    void write(Batch batch) throws IOException;

    @Override
    void close() throws IOException;
  }

  private Sink sink(OutputStream out) throws IOException {
    if (data.source() instanceof RowSource source && source.format() instanceof CsvFormat format) {
      return new CsvSink(format, out);
    }
    RowWriter writer = Converter.writer(mediaType(), out, List.of());
    writer.begin();
    return new Sink() {
      @Override
      public void write(Batch batch) throws IOException {
        writer.write(batch);
      }

      @Override
      public void close() throws IOException {
        writer.end();
      }
    };
  }

  /** Goes through the files once more beside the rows; the header of the first is written. */
  private final class CsvSink implements Sink {
    private final CsvFormat format;
    private final OutputStream out;
    private int file;
    private CsvFilling lines;

    CsvSink(CsvFormat format, OutputStream out) throws IOException {
      this.format = format;
      this.out = out;
      next();
    }

    private void next() throws IOException {
      if (file == data.files().size()) {
        throw new IOException(data.source().name() + " became shorter while it was read");
      }
      if (lines != null) {
        lines.close();
      }
      lines = format.filling(data.files().get(file));
      lines.header(out, file == 0);
      file++;
    }

    @Override
    public void write(Batch batch) throws IOException {
      DenseMatrix rows = batch.features().toDense();
      for (int i = 0; i < rows.rows(); i++) {
        while (!lines.row(rows.values(), rows.rowOffset(i), out)) {
          next();
        }
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
