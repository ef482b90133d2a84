package dev.orrery.core.data;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Data that can be opened again for another pass: a file, several files, or arrays. It never holds
 * more of a file in memory than the rows that were asked for.
 */
public interface DataSource {

  /** What to call it in messages, such as the file's name. */
  String name();

  /** A new pass from the first row. */
  BatchReader open() throws IOException;

  /** Number of rows where it is known without reading everything. */
  OptionalLong rows();

  /**
   * The pieces that {@code ShardedByS3Key} deals out to hosts, in order: one source per file. A
   * source of one piece returns itself.
   */
  List<DataSource> parts();

  /** Names of the feature columns where the data carries them; empty otherwise. */
  default List<String> featureNames() {
    return List.of();
  }
}
