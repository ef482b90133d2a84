package dev.orrery.formats;

import dev.orrery.core.data.Batch;
import dev.orrery.core.error.CustomerError;
import dev.orrery.core.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Formats whose rows are vectors without column names: RecordIO, libsvm, JSON, JSON Lines, and rows
 * that are in memory.
 */
final class VectorFormat implements Format {

  private final Request request;
  private final MediaType type;
  private Preparation preparation;
  private int labelSize;
  private OptionalLong rowsSeen = OptionalLong.empty();

  VectorFormat(Request request) throws IOException {
    this.request = request;
    this.type = request.files().getFirst().mediaType();
    refuseNames();
    if (type == MediaType.LIBSVM && !baseIsLearnt()) {
      readIndexes();
    } else {
      lookAtFirstRow();
    }
    if (!request.options().keepLabel()) {
      labelSize = 0;
    }
  }

  @Override
  public Preparation preparation() {
    return preparation;
  }

  @Override
  public int labelSize() {
    return labelSize;
  }

  @Override
  public List<String> headerNames() {
    return List.of();
  }

  @Override
  public OptionalLong rowsSeen() {
    return rowsSeen;
  }

  @Override
  public RowReader open(DataFile file, RowCounter counter) throws IOException {
    return rows(file, counter);
  }

  private VectorRows rows(DataFile file, RowCounter counter) throws IOException {
    VectorRows.Expected expected =
        new VectorRows.Expected(
            request.channel(),
            preparation == null ? 0 : preparation.featureDim(),
            labelSize,
            request.files().getFirst().name(),
            counter,
            request.options().dropMissing(),
            request.options().keepMissing());
    if (file.rows().isPresent()) {
      return new MemoryRows(file.name(), file.rows().get(), expected);
    }
    return switch (type) {
      case RECORDIO -> new RecordIoRows(file, expected);
      case LIBSVM ->
          new LibsvmRows(file, expected, preparation == null ? 0 : preparation.indexBase());
      case JSON_LINES -> new JsonLinesRows(file, expected);
      case JSON -> new JsonRows(file, expected);
      case CSV -> throw new IllegalStateException("CSV has a format of its own");
    };
  }

  private boolean baseIsLearnt() {
    return request.learnt() != null && request.learnt().indexBase() != Preparation.NO_INDEXES;
  }

  /** Columns without names cannot be named. */
  private void refuseNames() {
    ReadOptions options = request.options();
    String option =
        options.label().isPresent() && !options.labelMayLack()
            ? "--label"
            : !options.drop().isEmpty()
                ? "--drop"
                : !options.oneHot().isEmpty()
                    ? "--one-hot"
                    : options.positive().isPresent() && options.keepLabel() ? "--positive" : null;
    if (option != null) {
      throw new CustomerError(
          Text.format(
              "%s is for CSV, and %s is %s, whose columns have no names",
              option, request.name(), type),
          option);
    }
  }

  /** The width and the labels of the first row hold for all. */
  private void lookAtFirstRow() throws IOException {
    if (request.learnt() != null && type == MediaType.LIBSVM) {
      preparation =
          Preparation.plain(request.learnt().featureDim())
              .withIndexBase(request.learnt().indexBase());
    }
    Vector row = new Vector();
    for (DataFile file : request.files()) {
      try (VectorRows rows = rows(file, new RowCounter(Split.none(), 0))) {
        row.clear();
        if (rows.parse(row)) {
          VectorRows.check(row, rows);
          labelSize = row.labelCount;
          if (preparation == null) {
            preparation = Preparation.plain((int) row.width);
          }
          file.rows().map(Batch::rows).ifPresent(this::counted);
          tell(row.sparse ? "sparse" : "dense");
          return;
        }
      }
    }
    throw new CustomerError(request.name() + " is empty: no rows were found", request.name());
  }

  /**
   * The first pass that libsvm needs: the number of features is the largest index, where training
   * has not set it, and indexes that never are 0 count from 1. It takes in all rows, so that both
   * parts of a split are alike.
   */
  private void readIndexes() throws IOException {
    if (request.options().pipe()) {
      throw new CustomerError(
          Text.format(
              "%s is libsvm, which does not say whether its indexes count from 0 or 1%s; that takes a"
                  + " first pass over all rows, and Pipe mode reads once: use File mode, or RecordIO"
                  + " made of it by 'orrery convert'",
              request.name(), request.learnt() == null ? ", nor how many features it has" : ""),
          request.name());
    }
    Vector row = new Vector();
    long least = Long.MAX_VALUE;
    long most = -1;
    long count = 0;
    for (DataFile file : request.files()) {
      try (VectorRows rows = rows(file, new RowCounter(Split.none(), 0))) {
        row.clear();
        while (rows.parse(row)) {
          VectorRows.check(row, rows);
          labelSize = count == 0 ? row.labelCount : labelSize;
          if (row.keyCount > 0) {
            least = Math.min(least, row.keys[0]);
            most = Math.max(most, row.keys[row.keyCount - 1]);
          }
          count++;
          row.clear();
        }
      }
    }
    if (count == 0 || (most < 0 && request.learnt() == null)) {
      throw new CustomerError(
          request.name() + " is empty: no rows with a feature were found", request.name());
    }
    int base = least >= 1 ? 1 : 0;
    int width = request.learnt() == null ? (int) (most + 1 - base) : request.learnt().featureDim();
    preparation = Preparation.plain(width).withIndexBase(base);
    counted(count);
    tell("sparse, indexes from " + base);
  }

  private void counted(long count) {
    rowsSeen =
        request.options().dropMissing()
            ? OptionalLong.empty()
            : OptionalLong.of(request.options().split().count(count));
  }

  private void tell(String kind) {
    request
        .notes()
        .accept(
            Text.format(
                "%s: %s rows of %d features and %s",
                request.name(),
                kind,
                preparation.featureDim(),
                labelSize == 0
                    ? "no label"
                    : (labelSize == 1 ? "a label" : labelSize + " labels")
                        + (request.options().keepLabel() ? "" : ", which is left out")));
  }
}
