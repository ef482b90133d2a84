package dev.orrery.core.data;

import java.util.List;
import java.util.OptionalLong;

/** A data source over rows that are in memory already. */
public final class MemorySource implements DataSource {

  private final String name;
  private final Batch all;

  /** A source named {@code name} over the rows of {@code all}. */
  public MemorySource(String name, Batch all) {
    this.name = name;
    this.all = all;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public BatchReader open() {
    return new BatchReader() {
      private int position;

      @Override
      public Batch next(int maxRows) {
        if (position >= all.rows()) {
          return null;
        }
        int from = position;
        position = Math.min(all.rows(), from + maxRows);
        return all.slice(from, position);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public OptionalLong rows() {
    return OptionalLong.of(all.rows());
  }

  @Override
  public List<DataSource> parts() {
    return List.of(this);
  }
}
