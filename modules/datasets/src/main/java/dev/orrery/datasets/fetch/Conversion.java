package dev.orrery.datasets.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How the files of a download become rows that the readers take. */
interface Conversion {

  /**
   * What was made.
   *
   * @param file name of the file with the rows
   * @param rows number of rows
   * @param features names of the features
   */
  record Made(String file, long rows, List<String> features) {}

  /**
   * Converts.
   *
   * @param files the downloaded files by their names
   * @param folder where to write, empty
   * @param notes hears what was done
   * @return one for each sample of the download, in order
   * @throws dev.orrery.core.error.CustomerError when a file is not what it should be
   */
  List<Made> convert(Map<String, Path> files, Path folder, Consumer<String> notes)
      throws IOException;

  /** The conversion that the catalog names. */
  static Conversion of(String name) {
    return switch (name) {
      case "movielens-100k" -> RatingsConversion.movieLens100k();
      case "movielens-csv" -> RatingsConversion.movieLensCsv("ml-latest-small");
      case "idx" -> new IdxConversion();
      case "covertype" -> new CoverTypeConversion();
      case "nab" -> new NabConversion();
      default -> throw new IllegalArgumentException("no conversion " + name);
    };
  }
}
