package dev.orrery.formats;

import dev.orrery.core.data.DataSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A data argument, ready to be read.
 *
 * @param source its rows; {@code parts()} are its files
 * @param files its files, in order
 * @param contentType its format
 * @param preparation what was learnt, or given, about reading it
 * @param headerNames names of all columns, as the files have them; empty without a header
 * @param labelSize labels per row, 0 without
 * @param rows number of rows, where the catalog or a first pass tells it
 * @param sample the sample that it is, if it is one
 */
public record OpenedData(
    DataSource source,
    List<DataFile> files,
    ContentType contentType,
    Preparation preparation,
    List<String> headerNames,
    int labelSize,
    OptionalLong rows,
    Optional<Sample> sample) {

  /** Keeps copies. */
  public OpenedData {
    files = List.copyOf(files);
    headerNames = List.copyOf(headerNames);
  }

  /** The same data with its rows read by another source. */
  public OpenedData withSource(DataSource other) {
    return new OpenedData(
        other, files, contentType, preparation, headerNames, labelSize, rows, sample);
  }

  /** Names of the features, one-hot columns as {@code name=word}; empty without names. */
  public List<String> featureNames() {
    return preparation.featureNames();
  }

  /** Features per row. */
  public int featureDim() {
    return preparation.featureDim();
  }
}
