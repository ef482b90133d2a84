package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Opens what a person names as data. */
public final class Data {

  private Data() {}

  /**
   * Opens training data and learns how other data is to be read like it.
   *
   * @param argument a sample's name, a file, a folder or a glob
   * @param channel the channel's name, for messages
   * @param options how to read it; a sample brings its own label and dropped columns
   * @param datasetsFolder the folder of the catalog
   * @param notes gets one line for every decision
   * @throws CustomerError when it cannot be read, naming the place
   */
  public static OpenedData open(
      String argument,
      String channel,
      ReadOptions options,
      Path datasetsFolder,
      Consumer<String> notes)
      throws IOException {
    return opened(argument, channel, options, datasetsFolder, notes, null);
  }

  /**
   * Opens other data to be read as the training data was: its columns by name where it has a header
   * with the trained names and by position otherwise, its words by the trained numbers.
   *
   * @param channel the channel's name; {@link RequestReader#CHANNEL} for data to be predicted
   * @param learnt what was learnt on the training data
   * @throws CustomerError when it cannot be read, or has a word or a width that training had not
   */
  public static OpenedData open(
      String argument,
      String channel,
      ReadOptions options,
      Path datasetsFolder,
      Consumer<String> notes,
      Preparation learnt)
      throws IOException {
    return opened(argument, channel, options, datasetsFolder, notes, learnt);
  }

  /**
   * Opens rows that are in memory: split, prepared and checked as rows of a file.
   *
   * @param name what to call them in messages
   * @param rows the rows, which must not change from now on
   * @param learnt what was learnt on the training data; null when this is the training data
   * @throws CustomerError for a value that is not finite, another width than was learnt, or options
   *     that name columns
   */
  public static OpenedData open(
      String name,
      Batch rows,
      String channel,
      ReadOptions options,
      Consumer<String> notes,
      Preparation learnt)
      throws IOException {
    DataArgument data = new DataArgument(List.of(DataFile.ofRows(name, rows)), Optional.empty());
    return opened(name, channel, data, options, notes, learnt);
  }

  private static OpenedData opened(
      String argument,
      String channel,
      ReadOptions asked,
      Path datasetsFolder,
      Consumer<String> notes,
      Preparation learnt)
      throws IOException {
    DataArgument data = DataArgument.resolve(argument, asked.contentType(), datasetsFolder, notes);
    boolean csv = data.files().getFirst().mediaType() == MediaType.CSV;
    ReadOptions options =
        data.sample()
            .map(sample -> csv ? forSample(asked, sample) : forVectors(asked, sample))
            .orElse(asked);
    return opened(argument, channel, data, options, notes, learnt);
  }

  /** Opens files that have been found. */
  static OpenedData opened(
      String argument,
      String channel,
      DataArgument data,
      ReadOptions options,
      Consumer<String> notes,
      Preparation learnt)
      throws IOException {
    List<DataFile> files = data.files();
    Format format = Format.of(new Format.Request(channel, files, options, learnt, notes));
    Preparation preparation =
        data.sample()
            .map(sample -> named(format.preparation(), format.labelSize(), sample))
            .orElse(format.preparation());
    checkWidth(channel, files.getFirst().name(), preparation, learnt);
    String name = files.size() == 1 ? files.getFirst().name() : argument;

    OptionalLong rows = format.rowsSeen();
    if (rows.isEmpty() && data.sample().isPresent() && !options.dropMissing()) {
      rows = OptionalLong.of(options.split().count(data.sample().get().rows()));
    }
    if (learnt != null && learnt.standardized()) {
      preparation = preparation.withMoments(learnt.means(), learnt.deviations());
    } else if (learnt == null && options.standardize()) {
      if (options.pipe()) {
        throw new CustomerError(
            "--standardize needs a first pass over the data and Pipe mode reads once; use File mode",
            "--standardize");
      }
      DataSource plain = source(name, format, files, preparation, options, rows, notes);
      requireRows(plain, name);
      Moments moments = Moments.of(plain, preparation.featureDim());
      preparation = preparation.withMoments(moments.means(), moments.deviations());
      rows = OptionalLong.of(moments.rows());
      notes.accept(
          Text.format(
              "%s: features are standardized by the mean and deviation of %d rows",
              name, moments.rows()));
    }
    DataSource source = source(name, format, files, preparation, options, rows, notes);
    requireRows(source, name);
    return new OpenedData(
        source,
        files,
        options.contentType().orElse(ContentType.of(files.getFirst().mediaType())),
        preparation,
        format.headerNames(),
        format.labelSize(),
        source.rows(),
        data.sample());
  }

  /** A sample's own label, dropped and one-hot columns, where the person does not name others. */
  private static ReadOptions forSample(ReadOptions asked, Sample sample) {
    List<String> drop = new ArrayList<>(sample.drop());
    sample.label().ifPresent(drop::add);
    Optional<String> label = asked.label().or(sample::label);
    label.ifPresent(drop::remove);
    drop.removeAll(asked.oneHot());
    asked.drop().stream().filter(column -> !drop.contains(column)).forEach(drop::add);
    List<String> oneHot = new ArrayList<>(sample.oneHot());
    label.ifPresent(oneHot::remove);
    oneHot.removeAll(drop);
    asked.oneHot().stream().filter(column -> !oneHot.contains(column)).forEach(oneHot::add);
    ReadOptions.Builder options =
        asked.toBuilder().header(ReadOptions.Header.YES).drop(drop).oneHot(oneHot).labelSize(0);
    label.ifPresent(options::label);
    return options.build();
  }

  /** A sample without a header has its label in its place, and may be asked for by its name. */
  private static ReadOptions forVectors(ReadOptions asked, Sample sample) {
    boolean own = asked.label().isPresent() && asked.label().equals(sample.label());
    return own ? asked.toBuilder().labelMayLack(true).build() : asked;
  }

  /** The names that the catalog has for what a sample's file has as numbers. */
  private static Preparation named(Preparation found, int labelSize, Sample sample) {
    Preparation result = found;
    if (result.columns().isEmpty() && sample.features().size() == result.featureDim()) {
      result = result.withNames(sample.label(), sample.features());
    }
    return result.labels().isEmpty() && labelSize == 1
        ? result.withLabels(sample.labelWords())
        : result;
  }

  private static void checkWidth(
      String channel, String file, Preparation found, Preparation learnt) {
    if (learnt != null && found.featureDim() != learnt.featureDim()) {
      throw DataErrors.featureDim(channel, file, learnt.featureDim(), found.featureDim());
    }
  }

  private static DataSource source(
      String name,
      Format format,
      List<DataFile> files,
      Preparation preparation,
      ReadOptions options,
      OptionalLong rows,
      Consumer<String> notes)
      throws IOException {
    List<DataSource> parts = new ArrayList<>();
    OptionalLong all = rows;
    if (files.size() > 1) {
      boolean count = options.split().part() != Split.Part.ALL;
      if (count && options.pipe()) {
        throw new CustomerError(
            "--split of several files needs a first pass over the data and Pipe mode reads once;"
                + " use File mode or one file",
            "--split");
      }
      long first = 0;
      for (DataFile file : files) {
        parts.add(
            new RowSource(
                file.name(),
                format,
                List.of(file),
                preparation,
                options.split(),
                first,
                OptionalLong.empty(),
                List.of(),
                notes));
        first += count ? countRows(format, file) : 0;
      }
      if (count && all.isEmpty() && !options.dropMissing()) {
        all = OptionalLong.of(options.split().count(first));
      }
    }
    return new RowSource(
        name, format, files, preparation, options.split(), 0, all, List.copyOf(parts), notes);
  }

  private static long countRows(Format format, DataFile file) throws IOException {
    try (RowReader reader = format.open(file, new RowCounter(Split.none(), 0))) {
      return reader.skipAll();
    }
  }

  /** Reads the first row: a source without rows, or with a bad first one, is told at once. */
  private static void requireRows(DataSource source, String name) throws IOException {
    try (BatchReader reader = source.open()) {
      if (reader.next(1) == null) {
        throw new CustomerError(
            name + " has no rows that can be used: it is empty, or every row was left out", name);
      }
    }
  }
}
