package dev.orrery.api;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DenseMatrix;
import dev.orrery.core.data.Matrix;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import dev.orrery.formats.Catalog;
import dev.orrery.formats.ContentType;
import dev.orrery.formats.Data;
import dev.orrery.formats.OpenedData;
import dev.orrery.formats.Preparation;
import dev.orrery.formats.ReadOptions;
import dev.orrery.formats.RequestReader;
import dev.orrery.formats.Sample;
import dev.orrery.formats.SampleFolder;
import dev.orrery.formats.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Data to train on, to score by or to predict for: a sample, files, or rows in memory, and how they
 * are read. Immutable: every method gives another data set. Nothing is read before training asks.
 */
public final class Dataset {

  private static final int BLOCK_VALUES = 1 << 20;

  private static final String LABELS = "an array of labels";
  private static final String COLUMN = "the name of a column";

  /**
   * The two parts of a data set.
   *
   * @param train the rows to train on
   * @param test the other rows
   */
  public record Parts(Dataset train, Dataset test) {}

  /**
   * Rows that have been read, as training would see them.
   *
   * @param features {@code n x feature_dim}
   * @param labels one per row; empty when there are none
   * @param featureNames names of the columns of {@code features}; empty when they have none
   * @param labelNames what the labels 0, 1, ... were called; empty when they are numbers
   */
  public record Rows(
      float[][] features, float[] labels, List<String> featureNames, List<String> labelNames) {}

  private final String name;
  private final Batch rows;
  private final ReadOptions options;

  private Dataset(String name, Batch rows, ReadOptions options) {
    this.name = name;
    this.rows = rows;
    this.options = options;
  }

  /**
   * Data by its name: a sample's name such as {@code digits}, or the path of a file or a folder, or
   * a glob such as {@code parts/*.csv}. Formats are found out: CSV, RecordIO-protobuf, libsvm, JSON
   * Lines and JSON, each plain or gzip.
   *
   * @throws CustomerError when the name is blank
   */
  public static Dataset of(String name) {
    if (Given.notNull(name, "the name of data").isBlank()) {
      throw new CustomerError(
          "The name of the data is blank: expected a sample, a file or a folder");
    }
    return new Dataset(name, null, ReadOptions.defaults());
  }

  /** The data of a file or a folder. */
  public static Dataset of(Path path) {
    return of(Given.notNull(path, "the path of data").toAbsolutePath().toString());
  }

  /**
   * Rows without labels. They are copied.
   *
   * @param rows {@code n x feature_dim}, NaN for a missing value
   * @throws CustomerError when there are none, or they are not equally long
   */
  public static Dataset of(float[][] rows) {
    return ofBatch(Batch.unlabelled(matrix(rows)));
  }

  /**
   * Rows without labels, rounded to float32, which all algorithms compute with.
   *
   * @param rows {@code n x feature_dim}, NaN for a missing value
   * @throws CustomerError when there are none, or they are not equally long
   */
  public static Dataset of(double[][] rows) {
    return of(toFloats(rows));
  }

  /**
   * Rows with a label each. They are copied.
   *
   * @param rows {@code n x feature_dim}, NaN for a missing value
   * @param labels n numbers: the class from 0, or the value to predict
   * @throws CustomerError when there are none, rows are not equally long, or labels are missing
   */
  public static Dataset of(float[][] rows, float[] labels) {
    return of(matrix(rows), labels);
  }

  /** Rows with a class each, as {@link #of(float[][], float[])}. */
  public static Dataset of(float[][] rows, int[] labels) {
    float[] numbers = new float[Given.notNull(labels, LABELS).length];
    for (int i = 0; i < labels.length; i++) {
      numbers[i] = labels[i];
    }
    return of(rows, numbers);
  }

  /** Rows with a label each, rounded to float32, as {@link #of(float[][], float[])}. */
  public static Dataset of(double[][] rows, double[] labels) {
    float[][] numbers = toFloats(new double[][] {Given.notNull(labels, LABELS)});
    return of(toFloats(rows), numbers[0]);
  }

  /** Rows with a class each, rounded to float32, as {@link #of(float[][], float[])}. */
  public static Dataset of(double[][] rows, int[] labels) {
    return of(toFloats(rows), labels);
  }

  /**
   * The rows of a matrix, without labels; a {@link dev.orrery.core.data.CsrMatrix} for sparse ones.
   *
   * @param rows {@code n x feature_dim}; it is not copied and must not change any more
   */
  public static Dataset of(Matrix rows) {
    return ofBatch(Batch.unlabelled(Given.notNull(rows, "a matrix of rows")));
  }

  /**
   * The rows of a matrix with a label each.
   *
   * @param rows {@code n x feature_dim}; it is not copied and must not change any more
   * @param labels n numbers: the class from 0, or the value to predict
   * @throws CustomerError when there are more or fewer labels than rows
   */
  public static Dataset of(Matrix rows, float[] labels) {
    Given.notNull(rows, "a matrix of rows");
    if (Given.notNull(labels, LABELS).length != rows.rows()) {
      throw new CustomerError(
          Text.format(
              "%d labels were given for %d rows, where one for each was expected",
              labels.length, rows.rows()));
    }
    return ofBatch(new Batch(rows, labels.clone(), 1));
  }

  private static Dataset ofBatch(Batch rows) {
    if (rows.rows() == 0) {
      throw new CustomerError("No rows were given, where at least one was expected");
    }
    return new Dataset("rows in memory", rows, ReadOptions.defaults());
  }

  /** The label is the column of this name; without a header, of this number from 1. */
  public Dataset label(String column) {
    return with(options.toBuilder().label(Given.notNull(column, COLUMN)));
  }

  /** Of the two words of the label, this is class 1; without it the second in code-point order. */
  public Dataset positive(String word) {
    return with(options.toBuilder().positive(Given.notNull(word, "a word of the label")));
  }

  /** Leaves these columns out, beside those that were left out before. */
  public Dataset drop(String... columns) {
    return with(options.toBuilder().drop(joined(options.drop(), columns)));
  }

  /** Turns these columns of words into one column of 0 and 1 for each word. */
  public Dataset oneHot(String... columns) {
    return with(options.toBuilder().oneHot(joined(options.oneHot(), columns)));
  }

  /**
   * Brings every feature to mean 0 and standard deviation 1. Both are learnt on the rows that are
   * trained on, stay with the model, and are applied to whatever it predicts for.
   */
  public Dataset standardize() {
    return with(options.toBuilder().standardize(true));
  }

  /** Leaves out rows in which a value is missing; without it such a row is an error. */
  public Dataset dropMissing() {
    return with(options.toBuilder().dropMissing(true));
  }

  /** Whether the first line of CSV is a header; without it a line that is not numeric is one. */
  public Dataset header(boolean yes) {
    return with(options.toBuilder().header(yes ? ReadOptions.Header.YES : ReadOptions.Header.NO));
  }

  /**
   * The format in SageMaker's words, such as {@code text/csv;label_size=1} or {@code text/libsvm};
   * without it the format is found out.
   *
   * @throws CustomerError for a type that is not known
   */
  public Dataset contentType(String type) {
    return with(
        options.toBuilder().contentType(ContentType.parse(Given.notNull(type, "a content type"))));
  }

  /**
   * Divides the rows by a rule that needs no chance (see {@link Split}): the same rows for every
   * run, format and machine, and for {@code ./orrery run --split}.
   *
   * @param testShare the share of the test rows, above 0 and below 1
   * @throws CustomerError for another share, or when the data has been divided already
   */
  public Parts split(double testShare) {
    if (options.split().part() != Split.Part.ALL) {
      throw new CustomerError("The data has been divided already; divide the whole of it");
    }
    return new Parts(
        with(options.toBuilder().split(Split.train(testShare))),
        with(options.toBuilder().split(Split.test(testShare))));
  }

  /** Divides the rows as {@code --split fixed} does: a quarter of them are test rows. */
  public Parts fixedSplit() {
    return split(Split.FIXED);
  }

  /**
   * Reads the rows into memory, labels included where there are any: the named column, a sample's
   * own, or those given with rows in memory. What is to be standardized is standardized by these
   * rows themselves; {@link FittedModel#rows} reads them as a model sees them.
   *
   * @throws CustomerError when the data cannot be read
   */
  public Rows rows() {
    return rows(null);
  }

  /** The rows as those of the data that was learnt on; null to learn from themselves. */
  Rows rows(Preparation learnt) {
    return Unchecked.io(
        () -> {
          OpenedData data = open("data", options, note -> {}, learnt);
          List<float[]> features = new ArrayList<>();
          float[] labels = new float[0];
          int most = Math.max(1, BLOCK_VALUES / data.featureDim());
          try (BatchReader reader = data.source().open()) {
            for (Batch block = reader.next(most); block != null; block = reader.next(most)) {
              DenseMatrix dense = block.features().toDense();
              for (int i = 0; i < dense.rows(); i++) {
                int from = dense.rowOffset(i);
                features.add(Arrays.copyOfRange(dense.values(), from, from + dense.columns()));
              }
              int before = labels.length;
              labels = Arrays.copyOf(labels, before + block.labels().length);
              System.arraycopy(block.labels(), 0, labels, before, block.labels().length);
            }
          }
          return new Rows(
              features.toArray(float[][]::new),
              labels,
              data.featureNames(),
              data.preparation().labels());
        });
  }

  /** What it is called: a sample's name, a path, or that its rows are in memory. */
  @Override
  public String toString() {
    return name;
  }

  /** How it is read. */
  ReadOptions options() {
    return options;
  }

  /** What it is called. */
  String name() {
    return name;
  }

  /**
   * What the options of the train channel's data become for this data of another channel: its own
   * where it has some or is in memory, those of the train channel otherwise.
   */
  ReadOptions like(ReadOptions train) {
    ReadOptions plain = ReadOptions.builder().split(options.split()).build();
    boolean own = rows != null || !options.equals(plain);
    return own ? options : train.toBuilder().split(options.split()).build();
  }

  /** Opens it for training or scoring; {@code learnt} is null for the train channel. */
  OpenedData open(String channel, ReadOptions read, Consumer<String> notes, Preparation learnt)
      throws IOException {
    if (rows != null) {
      return Data.open(name, rows, channel, read, notes, learnt);
    }
    Path samples = samples();
    return learnt == null
        ? Data.open(name, channel, read, samples, notes)
        : Data.open(name, channel, read, samples, notes, learnt);
  }

  /** Opens it to be predicted for. */
  OpenedData openForAnswers(Preparation learnt) throws IOException {
    ReadOptions read = options.toBuilder().labelSize(0).keepLabel(false).build();
    return open(RequestReader.CHANNEL, read, note -> {}, learnt);
  }

  /** The sample that it names. */
  Optional<Sample> sample() throws IOException {
    return rows == null ? Catalog.load(samples()).find(name) : Optional.empty();
  }

  /** The folder of the samples. A name that is none of a sample needs none. */
  private Path samples() {
    Optional<Path> found = SampleFolder.find();
    if (found.isEmpty() && name.matches("[A-Za-z0-9_-]+") && !Files.exists(Path.of(name))) {
      throw new CustomerError(
          Text.format(
              "'%s' could be a sample, and the samples were not found: run below a checkout of"
                  + " Orrery, or name one by -D%s=FOLDER; a file or folder '%s' is not there either",
              name, SampleFolder.HOME, name),
          name);
    }
    return found.orElse(Path.of(""));
  }

  private Dataset with(ReadOptions.Builder changed) {
    return new Dataset(name, rows, changed.build());
  }

  private static List<String> joined(List<String> before, String... more) {
    List<String> all = new ArrayList<>(before);
    for (String column : Given.notNull(more, "an array of names of columns")) {
      all.add(Given.notNull(column, COLUMN));
    }
    return all;
  }

  private static DenseMatrix matrix(float[][] rows) {
    refuseNull(rows);
    if (rows.length == 0 || rows[0].length == 0) {
      throw new CustomerError("No values were given, where at least one row of one was expected");
    }
    int d = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, d)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != d) {
        throw new CustomerError(
            Text.format(
                "Row %d has %d values, where %d were expected as in row 0", i, rows[i].length, d));
      }
      System.arraycopy(rows[i], 0, values, i * d, d);
    }
    return new DenseMatrix(values, rows.length, d);
  }

  private static void refuseNull(Object[] rows) {
    if (rows == null) {
      throw new CustomerError("null was given, where rows were expected");
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == null) {
        throw new CustomerError(Text.format("Row %d is null, where values were expected", i));
      }
    }
  }

  private static float[][] toFloats(double[][] rows) {
    refuseNull(rows);
    float[][] floats = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      floats[i] = new float[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        floats[i][j] = (float) rows[i][j];
      }
    }
    return floats;
  }
}
