package dev.orrery.training;

import dev.orrery.core.data.Batch;
import dev.orrery.core.data.BatchReader;
import dev.orrery.core.data.DataSource;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A channel whose reading is counted as SageMaker's iterator would count it. */
record CountedSource(DataSource data, IteratorCounts counts) implements DataSource {

  @Override
  public String name() {
    return data.name();
  }

  @Override
  public BatchReader open() throws IOException {
    BatchReader reader = data.open();
    counts.reset();
    return new BatchReader() {
      @Override
      public Batch next(int maxRows) throws IOException {
        Batch batch = reader.next(maxRows);
        if (batch != null) {
          counts.read(batch.rows());
        }
        return batch;
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
    return data.rows();
  }

  @Override
  public List<DataSource> parts() {
    return data.parts();
  }

  @Override
  public List<String> featureNames() {
    return data.featureNames();
  }
}
