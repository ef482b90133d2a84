package dev.orrery.formats;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How the files of one data argument are read: what a look, and where needed a first pass, told.
 */
interface Format {

  /**
   * What is being opened.
   *
   * @param channel name for messages
   * @param files at least one, all of one media type
   * @param options how to read them
   * @param learnt what was learnt on training data; null when this is the training data
   * @param notes hears of every decision
   */
  record Request(
      String channel,
      List<DataFile> files,
      ReadOptions options,
      Preparation learnt,
      Consumer<String> notes) {

    /** Name of all files together. */
    String name() {
      return files.size() == 1
          ? files.getFirst().name()
          : files.getFirst().name() + " to " + files.getLast().name();
    }
  }

  /** What was learnt, but for means and deviations. */
  Preparation preparation();

  /** Labels per row. */
  int labelSize();

  /** Names of the columns as the files have them; empty where they have none. */
  List<String> headerNames();

  /** Rows that are read, where a first pass has counted them. */
  default OptionalLong rowsSeen() {
    return OptionalLong.empty();
  }

  /** The format of a request, after a look at its files. */
  static Format of(Request request) throws IOException {
    return switch (request.files().getFirst().mediaType()) {
      case CSV -> new CsvFormat(request);
      case RECORDIO, LIBSVM, JSON_LINES, JSON -> new VectorFormat(request);
    };
  }

  /** The rows of a file, from its first. */
  RowReader open(DataFile file, RowCounter counter) throws IOException;
}
