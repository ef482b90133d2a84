package dev.orrery.training;

import dev.orrery.core.algorithm.Description.Distribution;
import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import dev.orrery.core.error.CustomerError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** How the train channel reaches the simulated hosts: one source per host. */
final class Shards {

  private Shards() {}

  /**
   * Deals out a channel.
   *
   * @param hosts number of hosts, at least 1
   * @param splitRows whether rows are dealt out one by one where files would not do
   * @throws CustomerError when there are fewer files than hosts and rows are not to be split
   */
  static List<DataSource> of(
      DataSource source, int hosts, Distribution distribution, boolean splitRows) {
    if (hosts == 1) {
      return List.of(source);
    }
    if (distribution == Distribution.FULLY_REPLICATED) {
      return Collections.nCopies(hosts, source);
    }
    List<DataSource> shards = new ArrayList<>();
    if (splitRows) {
      for (int host = 0; host < hosts; host++) {
        shards.add(new RowShard(source, host, hosts));
      }
      return shards;
    }
    List<DataSource> files = source.parts();
    if (files.size() < hosts) {
      throw new CustomerError(
          "ShardedByS3Key deals out files, and "
              + source.name()
              + " has "
              + files.size()
              + " for "
              + hosts
              + " hosts; add --split-rows to deal out rows, or use"
              + " --distribution FullyReplicated",
          "--hosts " + hosts);
    }
    for (int host = 0; host < hosts; host++) {
      List<DataSource> own = new ArrayList<>();
      for (int i = host; i < files.size(); i += hosts) {
        own.add(files.get(i));
      }
      shards.add(new FileShard(source.name() + " of algo-" + (host + 1), own));
    }
    return shards;
  }

  /** Several files, one after the other. */
  private record FileShard(String name, List<DataSource> files) implements DataSource {

    @Override
    public BatchReader open() {
      return new BatchReader() {
        private int file;
        private BatchReader reader;

        @Override
        public Batch next(int maxRows) throws IOException {
          List<Batch> pieces = new ArrayList<>();
          int rows = 0;
          while (rows < maxRows && hasReader()) {
            Batch piece = reader.next(maxRows - rows);
            if (piece == null) {
              reader.close();
              reader = null;
            } else {
              pieces.add(piece);
              rows += piece.rows();
            }
          }
          return pieces.isEmpty() ? null : Batch.concatenate(pieces);
        }

        private boolean hasReader() throws IOException {
          if (reader == null && file < files.size()) {
            reader = files.get(file++).open();
          }
          return reader != null;
        }

        @Override
        public double progress() {
          double inFile = reader == null ? 0 : reader.progress() - 1;
          return (file + inFile) / files.size();
        }

        @Override
        public void close() throws IOException {
          if (reader != null) {
            reader.close();
          }
        }
      };
    }

    @Override
    public OptionalLong rows() {
      long sum = 0;
      for (DataSource part : files) {
        if (part.rows().isEmpty()) {
          return OptionalLong.empty();
        }
        sum += part.rows().getAsLong();
      }
      return OptionalLong.of(sum);
    }

    @Override
    public List<DataSource> parts() {
      return files;
    }
  }

  /** The rows of which the index leaves the rest {@code host} when divided by {@code hosts}. */
  private record RowShard(DataSource source, int host, int hosts) implements DataSource {

    @Override
    public String name() {
      return source.name() + " of algo-" + (host + 1);
    }

    @Override
    public BatchReader open() throws IOException {
      BatchReader reader = source.open();
      return new BatchReader() {
        @Override
        public Batch next(int maxRows) throws IOException {
          // A whole number of rounds at a time, so that row 0 of every block belongs to host 0.
          int rounds = Math.min(maxRows, Integer.MAX_VALUE / hosts);
          Batch block = reader.next(rounds * hosts);
          if (block == null) {
            return null;
          }
          Batch own = block.everyNth(host, hosts);
          return own.rows() == 0 ? null : own;
        }

        @Override
        public double progress() {
          return reader.progress();
        }

        @Override
        public void close() throws IOException {
          reader.close();
        }
      };
    }

    @Override
    public OptionalLong rows() {
      OptionalLong all = source.rows();
      return all.isEmpty()
          ? all
          : OptionalLong.of(Math.max(0, (all.getAsLong() - host + hosts - 1) / hosts));
    }

    @Override
    public List<DataSource> parts() {
      return List.of(this);
    }
  }
}
