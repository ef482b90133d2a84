package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Files one after another as one source; each is a part. */
final class RowSource implements DataSource {

  private final String name;
  private final Format format;
  private final List<DataFile> files;
  private final Preparation preparation;
  private final Split split;
  private final long firstRow;
  private final OptionalLong rows;
  private final List<DataSource> parts;
  private final Consumer<String> notes;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * A source of some files.
   *
   * @param firstRow raw index, in the whole data argument, of the first row
   * @param parts one source per file; empty when this is such a part itself
   */
  RowSource(
      String name,
      Format format,
      List<DataFile> files,
      Preparation preparation,
      Split split,
      long firstRow,
      OptionalLong rows,
      List<DataSource> parts,
      Consumer<String> notes) {
    this.name = name;
    this.format = format;
    this.files = files;
    this.preparation = preparation;
    this.split = split;
    this.firstRow = firstRow;
    this.rows = rows;
    this.parts = parts;
    this.notes = notes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public BatchReader open() {
    return new Pass();
  }

  @Override
  public OptionalLong rows() {
    return rows;
  }

  /** How its files are read. */
  Format format() {
    return format;
  }

  @Override
  public List<DataSource> parts() {
    return parts.isEmpty() ? List.of(this) : parts;
  }

  @Override
  public List<String> featureNames() {
    return preparation.featureNames();
  }

  /** One pass over the files. */
  private final class Pass implements BatchReader {
    private final RowCounter counter = new RowCounter(split, firstRow);
    private final Standardizer standardizer = preparation.standardizer();
    private final AtomicLong bytesRead = new AtomicLong();
    private RowReader reader;
    private int nextFile;
    private long dropped;
    private boolean closed;

    @Override
    public Batch next(int maxRows) throws IOException {
      if (maxRows < 1) {
        throw new IllegalArgumentException("maxRows: " + maxRows);
      }
      BatchBuilder batch =
          new BatchBuilder(preparation.featureDim(), format.labelSize(), maxRows, standardizer);
      while (!batch.full() && hasReader()) {
        if (!reader.read(batch)) {
          dropped += reader.dropped();
          reader.close();
          reader = null;
        }
      }
      return batch.build();
    }

    /** Opens the next file where none is open; false, having told of dropped rows, after all. */
    private boolean hasReader() throws IOException {
      if (reader == null && nextFile < files.size() && !closed) {
        reader = format.open(files.get(nextFile++).counting(bytesRead), counter);
      }
      if (reader == null && dropped > 0 && !told.getAndSet(true)) {
        notes.accept(
            Text.format(
                "%s: %d row%s with missing cells left out",
                name, dropped, dropped == 1 ? "" : "s"));
      }
      return reader != null;
    }

    /** By the bytes of the files, as they lie on the disk, that have been read. */
    @Override
    public double progress() {
      long all = 0;
      try {
        for (DataFile file : files) {
          all += file.bytes();
        }
      } catch (IOException e) {
        return Double.NaN; // a size that cannot be told is no reason to stop reading
      }
      return all == 0 ? Double.NaN : Math.min(1, (double) bytesRead.get() / all);
    }

    @Override
    public void close() throws IOException {
      closed = true;
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }
}
